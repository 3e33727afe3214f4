/** The only code that runs beside the page with Electron at hand: one frozen object, and a port passed on. */
import { contextBridge, ipcRenderer } from 'electron'
import { type DailiesBridge, enginePortChannel, shellChannel, shellEventChannel } from './contract/bridge.ts'

const bridge: DailiesBridge = Object.freeze({
  invoke: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke(shellChannel, name, input),
  onShellEvent: (receive: (name: unknown, payload: unknown) => void) => {
    // Without the event itself: it would hand `ipcRenderer` to the page.
    ipcRenderer.on(shellEventChannel, (_event, name: unknown, payload: unknown) => receive(name, payload))
  },
  requestEnginePort: () => ipcRenderer.send(enginePortChannel),
})
contextBridge.exposeInMainWorld('dailies', bridge)

// A port can't cross the bridge; a message to the page's own origin can carry it.
ipcRenderer.on(enginePortChannel, (event) => {
  window.postMessage(enginePortChannel, window.location.origin, event.ports)
})
