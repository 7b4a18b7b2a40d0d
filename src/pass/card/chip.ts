// What writes chips and reads them. The standard (AFNOR NF P99-508) is bought by whoever encodes cards: their own is another value of `Chip`.
// The simulator keeps what is public of it: a scope, thirty-five places, each with its sector, its key and four bytes.
import { randomBytes } from 'node:crypto'
import type { Config } from '#platform/config.ts'
import { type Reading, SCOPE, writeReading } from '../gate/card.ts'
import { OWN_KEY, PLACES } from '../record/cards.ts'
import { bigEndian, type Bytes, joined } from '../token/bytes.ts'

export interface Chip {
  /** What is written on a card. */
  encode(numbers: readonly Reading[]): Bytes
  /** What a reader set to that place says of a card; null when it is none, or bears nothing there. Never the number of the chip. */
  read(bytes: Uint8Array, place: number): string | null
}

const [HEAD, RECORD] = [3, 8]

const record = ({ place, keyRef, value }: Reading): Bytes =>
  joined(bigEndian(place, 2), bigEndian(keyRef, 2), value)

/** Of sectors that all cards of the standard share: drawn here, known to nobody. */
const common = (place: number): Reading => ({
  place,
  keyRef: OWN_KEY,
  value: new Uint8Array(randomBytes(4)),
})

export const simulator: Chip = {
  encode(numbers) {
    const first = Array.from({ length: PLACES.first - 1 }, (_, at) => common(at + 1))
    return joined(bigEndian(SCOPE, HEAD), ...[...first, ...numbers].map(record))
  },
  read(bytes, place) {
    const data = Buffer.from(bytes)
    if (data.length !== HEAD + RECORD * PLACES.last || data.readUIntBE(0, HEAD) !== SCOPE) return null
    for (let at = HEAD; at < data.length; at += RECORD)
      if (data.readUInt16BE(at) === place)
        return writeReading({
          ...{ place, keyRef: data.readUInt16BE(at + 2) },
          value: new Uint8Array(data.subarray(at + 4, at + RECORD)),
        })
    return null
  },
}

/** Null: no chip is made here. In a demonstration, the simulator. */
export const chipOf = ({ demo }: Pick<Config, 'demo'>): Chip | null => (demo ? simulator : null)
