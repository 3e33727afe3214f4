/** Where our page lives, and whether an address is it. Everything that trusts a page asks here. */

export const appScheme = 'dailies-app'
export const mediaScheme = 'dailies-media'

export type Page = {
  /** What the window loads. */
  readonly url: string
  /** As the browser names it in an `Origin` header. */
  readonly origin: string
  isOwn(url: string): boolean
}

/** `devServer`: the address that serves the page while it is being developed; never in an installed app. */
export function ownPage(devServer: string | undefined): Page {
  const home = new URL(devServer ?? `${appScheme}://window/`)
  // `URL.origin` is "null" for schemes that Node doesn't know.
  const origin = `${home.protocol}//${home.host}`
  return {
    url: home.href,
    origin,
    isOwn: (text) => {
      if (!URL.canParse(text)) return false
      const url = new URL(text)
      return `${url.protocol}//${url.host}` === origin && !url.username && !url.password
    },
  }
}
