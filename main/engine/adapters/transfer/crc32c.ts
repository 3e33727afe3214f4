/** CRC-32C (Castagnoli, RFC 3720 §12.1), which Google's storage gives for objects that have no MD5. Node has none. */
const table = new Int32Array(256)
for (let index = 0; index < 256; index += 1) {
  let value = index
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1
  table[index] = value
}

export class Crc32c {
  #state = -1

  update(bytes: Uint8Array): void {
    let state = this.#state
    for (const byte of bytes) state = (state >>> 8) ^ (table[(state ^ byte) & 0xff] ?? 0)
    this.#state = state
  }

  hex(): string {
    return (~this.#state >>> 0).toString(16).padStart(8, '0')
  }
}
