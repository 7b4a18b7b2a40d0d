// Addresses by which what we mailed is answered: each says what is answered, by whom and until when, signed; nothing is kept of them.
import { createHmac, timingSafeEqual } from 'node:crypto'

/** What an address stands for. */
export interface Answered {
  /** Of its kind: what is answered. */
  tag: string
  personId: number
  /** Of what is answered, among its kind. */
  aboutId: number
}

const DAY_MS = 86_400_000
const DAYS = 30
/** 120 bits: an address is guessed by nobody, and stays within the 64 characters of RFC 5321. */
const SIGNATURE = 30
const LOCAL = /^r-([a-z])-([0-9a-z]{1,11})-([0-9a-z]{1,11})-([0-9a-z]{1,4})-([0-9a-f]{30})$/

const sign = (secret: Buffer, said: string): Buffer =>
  createHmac('sha256', secret)
    .update(`reply address\0${said}`)
    .digest()
    .subarray(0, SIGNATURE / 2)

/** The address to answer to, for thirty days; letters and digits, for some servers write them small. */
export function replyAddress(
  secret: Buffer,
  domain: string,
  { tag, personId, aboutId }: Answered,
  now: Date,
): string {
  const lastDay = Math.floor(now.getTime() / DAY_MS) + DAYS
  const said = [tag, ...[personId, aboutId, lastDay].map((number) => number.toString(36))].join('-')
  return `r-${said}-${sign(secret, said).toString('hex')}@${domain}`
}

/** What such an address stands for; null: it was not made here. `isOver`: its thirty days have passed. */
export function readAddress(
  secret: Buffer,
  domain: string,
  address: string,
  now: Date,
): (Answered & { isOver: boolean }) | null {
  const at = address.lastIndexOf('@')
  if (address.slice(at + 1).toLowerCase() !== domain) return null
  const [, tag, person, about, day, signature] = LOCAL.exec(address.slice(0, at).toLowerCase()) ?? []
  if (tag === undefined || person === undefined || about === undefined || day === undefined) return null
  const given = Buffer.from(signature ?? '', 'hex')
  if (!timingSafeEqual(given, sign(secret, [tag, person, about, day].join('-')))) return null
  const [personId, aboutId, lastDay] = [person, about, day].map((text) => Number.parseInt(text, 36))
  return {
    ...{ tag, personId: personId ?? 0, aboutId: aboutId ?? 0 },
    isOver: Math.floor(now.getTime() / DAY_MS) > (lastDay ?? 0),
  }
}
