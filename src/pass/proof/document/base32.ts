// Base 32 (RFC 4648) without padding, as signatures of 2D-Docs are written. Pure.

export const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The bytes; null when it is no base 32, or when a bit says nothing: two texts would be one signature. */
export function fromBase32(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8))
  let [held, bits, at] = [0, 0, 0]
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter)
    if (value < 0) return null
    held = ((held << 5) | value) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = (held >> bits) & 0xff
  }
  return bits >= 5 || (held & ((1 << bits) - 1)) !== 0 ? null : bytes
}
