/** The application menu: what every system's users expect to find, with the system's own keys. */
import { Menu, type MenuItemConstructorOptions, shell } from 'electron'

const isMac = process.platform === 'darwin'

export function setMenu(isDeveloping: boolean): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(template(isDeveloping)))
}

function template(isDeveloping: boolean): MenuItemConstructorOptions[] {
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { role: 'fileMenu' },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        ...(isDeveloping ? ([{ role: 'reload' }, { role: 'toggleDevTools' }, { type: 'separator' }] as const) : []),
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: '100ms dashboard', click: () => void shell.openExternal('https://dashboard.100ms.live') },
        { label: '100ms documentation', click: () => void shell.openExternal('https://www.100ms.live/docs') },
      ],
    },
  ]
}
