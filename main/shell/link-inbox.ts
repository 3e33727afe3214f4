/** Links, or paths, that the system hands over before there is anyone to open them. */
export class LinkInbox {
  #waiting: string[] = []
  #open: ((link: string) => void) | null = null

  /** null: there was none. */
  add(link: string | null): void {
    if (link === null) return
    if (this.#open) this.#open(link)
    else this.#waiting.push(link)
  }

  deliverTo(open: (link: string) => void): void {
    this.#open = open
    const waiting = this.#waiting
    this.#waiting = []
    for (const link of waiting) open(link)
  }
}
