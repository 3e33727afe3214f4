/** The application menu, as a person sees it: by the words of its items. */
import { type ElectronApplication, expect } from 'playwright/test'

/** Whether it can be chosen; null: it isn't there, or other words stand in its place. */
export function menuItem(app: ElectronApplication, label: string): Promise<boolean | null> {
  return app.evaluate(({ Menu }, wanted) => {
    const all = (items: readonly Electron.MenuItem[]): Electron.MenuItem[] =>
      items.flatMap((item) => [item, ...all(item.submenu?.items ?? [])])
    const item = all(Menu.getApplicationMenu()?.items ?? []).find((each) => each.visible && each.label === wanted)
    return item?.enabled ?? null
  }, label)
}

/** Once it can be chosen. */
export async function chooseInMenu(app: ElectronApplication, label: string): Promise<void> {
  await expect.poll(() => menuItem(app, label), label).toBe(true)
  await app.evaluate(({ Menu }, wanted) => {
    const all = (items: readonly Electron.MenuItem[]): Electron.MenuItem[] =>
      items.flatMap((item) => [item, ...all(item.submenu?.items ?? [])])
    all(Menu.getApplicationMenu()?.items ?? [])
      .find((each) => each.visible && each.label === wanted)
      ?.click()
  }, label)
}
