// The code that a phone shows by default: an id used once, out of those that it fetched, and a proof by its key of the moment it is
// shown. It says nothing; the server alone knows of whom the id is.
import { fromBase32, toBase32 } from './base32.ts'
import { type Bytes, bigEndian, isSame, joined, utf8 } from './bytes.ts'

const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const
const ID_BYTES = 12
const MAC_BYTES = 6
const PREFIX = 'PV1:'
const ID_CHARACTERS = 20
const ALL_CHARACTERS = 34

/** Seconds: a new picture is shown at each step, and taken during the step before, its own and the next: 60 s whatever the phone’s clock. */
export const STEP = 20

export interface OnlineCode {
  id: Bytes
  mac: Bytes
}

const step = (now: number): number => Math.floor(now / STEP)

/** @param secret 32 bytes that the phone and the server share; the phone keeps the key alone, which no script reads */
export function onlineKey(secret: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', secret, HMAC, false, ['sign'])
}

/** HMAC-SHA-256 of what is given, by a key. */
export type Mac = (said: Bytes) => Uint8Array | Promise<Uint8Array>

export const macBy =
  (key: CryptoKey): Mac =>
  async (said) =>
    new Uint8Array(await crypto.subtle.sign('HMAC', key, said))

async function macOf(mac: Mac, id: Uint8Array, at: number): Promise<Bytes> {
  const said = joined(utf8('parvis pass online'), id, bigEndian(at, 6))
  return new Uint8Array(await mac(said)).slice(0, MAC_BYTES)
}

/** What the QR code holds, 34 characters of its alphanumeric mode: version 2. @param now in seconds */
export async function writeOnline(key: CryptoKey, id: Uint8Array, now: number): Promise<string> {
  return PREFIX + toBase32(id) + toBase32(await macOf(macBy(key), id, step(now)))
}

/** @returns null when it is no such code */
export function readOnline(text: string): OnlineCode | null {
  if (text.length !== ALL_CHARACTERS || !text.startsWith(PREFIX)) return null
  const id = fromBase32(text.slice(PREFIX.length, PREFIX.length + ID_CHARACTERS))
  const mac = fromBase32(text.slice(PREFIX.length + ID_CHARACTERS))
  return id?.length === ID_BYTES && mac?.length === MAC_BYTES ? { id, mac } : null
}

/** Whether that phone showed it within the minute. That an id is taken once is for whoever keeps them. @param now in seconds */
export async function isShownNow(mac: Mac, code: OnlineCode, now: number): Promise<boolean> {
  const steps = [-1, 0, 1].map((away) => step(now) + away)
  const right = await Promise.all(steps.map(async (at) => isSame(await macOf(mac, code.id, at), code.mac)))
  return right.includes(true)
}
