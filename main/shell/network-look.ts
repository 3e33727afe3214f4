/** Compares the network with how it was at the last look. Knows no Electron. */

export type NetworkSystem = {
  readonly isOnline: () => boolean
  /** Of this computer, in its networks; in any order. */
  readonly addresses: () => readonly string[]
}

export class NetworkLook {
  readonly #system: NetworkSystem
  readonly #tell: (online: boolean) => void
  #online: boolean
  #addresses: string

  constructor(system: NetworkSystem, tell: (online: boolean) => void) {
    this.#system = system
    this.#tell = tell
    this.#online = system.isOnline()
    this.#addresses = this.#namesOfPlace()
  }

  look(): void {
    const online = this.#system.isOnline()
    const addresses = this.#namesOfPlace()
    // From one network into another, faster than the looks: what waits in the old one would wait on.
    const isElsewhere = online && addresses !== this.#addresses
    const isNews = online !== this.#online || isElsewhere
    this.#online = online
    this.#addresses = addresses
    if (isNews) this.#tell(online)
  }

  /** After sleep nothing is as it was, whatever it looks like. */
  woke(): void {
    this.#online = this.#system.isOnline()
    this.#addresses = this.#namesOfPlace()
    this.#tell(this.#online)
  }

  #namesOfPlace(): string {
    return [...this.#system.addresses()].sort().join(' ')
  }
}
