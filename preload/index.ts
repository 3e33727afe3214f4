// The only code that runs beside the page with Electron at hand.
import { contextBridge } from 'electron'

contextBridge.exposeInMainWorld('dailies', Object.freeze({}))
