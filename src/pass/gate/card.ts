// What a reader says of a chip: the number that it bears at the place of that reader, and nothing else. Never the number of the chip itself,
// which anybody copies. Pure: in a browser, in a turnstile, on the server.
import { bigEndian, type Bytes, joined, sha256, toText, utf8 } from '../token/bytes.ts'
import { ID_BYTES } from '../token/claims.ts'

/** PIDScopeID of identifiers that all who use the standard have in common. */
export const SCOPE = 0x25_0e00

/** PIDXSector, PIDXKeyRef, PIDXValue. */
export interface Reading {
  place: number
  keyRef: number
  value: Bytes
}

/** By which a door tells a reading from what is shown to its camera. */
const PREFIX = 'AMC:'
const HEX = /^250E00([\dA-F]{4})([\dA-F]{4})([\dA-F]{8})$/

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()

/** As readers write it: eleven bytes in hexadecimal. */
export const writeReading = ({ place, keyRef, value }: Reading): string =>
  hex(joined(bigEndian(SCOPE, 3), bigEndian(place, 2), bigEndian(keyRef, 2), value))

/** @returns null for anything else, the number of a chip first */
export function readReading(text: string): Reading | null {
  const [, place = '', keyRef = '', value = ''] = HEX.exec(text.toUpperCase()) ?? []
  return value === ''
    ? null
    : {
        place: Number.parseInt(place, 16),
        keyRef: Number.parseInt(keyRef, 16),
        value: bigEndian(Number.parseInt(value, 16), 4),
      }
}

const isFromReader = (text: string): boolean => text.toUpperCase().startsWith(PREFIX)
/** What was shown to a camera or typed is no reading, whatever it says. */
export const asShown = (text: string): string => (isFromReader(text) ? text.slice(PREFIX.length) : text)
/** What follows the prefix; null for what is of no card reader. */
export const readerText = (text: string): string | null =>
  isFromReader(text) ? text.slice(PREFIX.length).toUpperCase() : null

/** By which a card is known again in lists and journals of the doors of one partner and sector. */
export async function readingId(reading: Reading): Promise<Bytes> {
  return (await sha256(utf8(`parvis card ${writeReading(reading)}`))).slice(0, ID_BYTES)
}

/** A card that opens something, as a door keeps it. */
export interface KnownCard {
  /** The value by which that partner knows the pass, in base64url; the id of the card when it has none yet. */
  value: string
  rights: readonly (readonly [product: string, held: string, left: number | null, until: number | null])[]
}

/** By id, in base64url. */
export type KnownCards = Readonly<Record<string, KnownCard>>

export const cardName = async (reading: Reading): Promise<string> => toText(await readingId(reading))
