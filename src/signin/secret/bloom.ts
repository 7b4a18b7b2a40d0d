// A Bloom filter as a file (Bloom, 1970): is this text in the list? « No » is certain; « yes » is wrong once in 10,000.
// One ASCII line says how to read it, then come the bits. No word of the list can be read back from it.
import { createHash } from 'node:crypto'

/** `text` is hashed with SHA-256: places are (a + i × b) mod bits, a and b its first two groups of 48 bits. */
export interface Bloom {
  /** How many bits. */
  bits: number
  /** How many places each text has. */
  places: number
  bytes: Buffer
}

const MAGIC = 'parvis-bloom-1'

function* placesOf({ bits, places }: Bloom, text: string): Generator<number> {
  const digest = createHash('sha256').update(text).digest()
  const [a, b] = [digest.readUIntBE(0, 6), digest.readUIntBE(6, 6)]
  for (let index = 0; index < places; index++) yield (a + index * b) % bits
}

/** A filter of those texts. @param wrong the share of « yes » that may be wrong */
export function makeBloom(texts: ReadonlySet<string>, wrong: number): Bloom {
  const bits = Math.ceil((texts.size * -Math.log(wrong)) / Math.LN2 ** 2)
  const places = Math.round((bits / texts.size) * Math.LN2)
  const bloom = { bits, places, bytes: Buffer.alloc(Math.ceil(bits / 8)) }
  for (const text of texts)
    for (const place of placesOf(bloom, text)) {
      const at = place >> 3
      bloom.bytes[at] = (bloom.bytes[at] ?? 0) | (1 << (place & 7))
    }
  return bloom
}

/** Is the text in the list? */
export function inBloom(bloom: Bloom, text: string): boolean {
  for (const place of placesOf(bloom, text))
    if (((bloom.bytes[place >> 3] ?? 0) & (1 << (place & 7))) === 0) return false
  return true
}

/** The file: its line of ASCII, then the bits, the lowest bit of each byte first. `about` says where the list comes from. */
export function writeBloom({ bits, places, bytes }: Bloom, about: string): Buffer {
  const line = `${MAGIC} bits=${bits} places=${places} hash=sha256 place=(a+i*b)%bits a=bytes[0..6) b=bytes[6..12) big-endian; ${about}\n`
  return Buffer.concat([Buffer.from(line, 'ascii'), bytes])
}

/** @throws Error when it is no such file, or a part of one */
export function readBloom(file: Buffer): Bloom {
  const end = file.indexOf('\n')
  const found = /^parvis-bloom-1 bits=(\d+) places=(\d+) hash=sha256 /.exec(file.toString('ascii', 0, end))
  const [bits, places] = [Number(found?.[1]), Number(found?.[2])]
  const bytes = file.subarray(end + 1)
  if (found === null || bytes.length !== Math.ceil(bits / 8)) throw new Error(`not a whole ${MAGIC} file`)
  return { bits, places, bytes }
}
