// Which number a phone shows, and when it asks for others. Pure, but for what it is given.
import { type Bytes, fromText } from '../../token/bytes.ts'
import { STEP, writeOnline } from '../../token/online.ts'
import type { Copy, Phone } from './base.ts'

/** Seconds for which one number is shown, a new proof at each step: then another, which was never seen. */
const SHOWN = 3 * STEP
/** Numbers under which others are asked for. */
const FEW = 20
/** Milliseconds for which copies are not asked for again when nothing changed. */
const FRESH = 6 * 3_600_000
/** Copies held for one partner and sector: each is one showing. */
export const COPIES = 3

/** A number that is on the screen, since a moment (seconds of the server). */
export interface Showing {
  id: Bytes
  since: number
}

export const isOver = ({ since }: Showing, now: number): boolean => now - since >= SHOWN || now < since

/** Seconds until the picture changes, from 1 to 20. */
export const secondsLeft = (now: number): number => STEP - (Math.floor(now) % STEP)

export const codeOf = (mac: CryptoKey, { id }: Showing, now: number): Promise<string> =>
  writeOnline(mac, id, now)

/** Takes a number that no page showed. */
export const takeId = (phone: Phone): Bytes | undefined => phone.ids.shift()

export const wantsIds = ({ ids, isDoubtful }: Phone): boolean => isDoubtful || ids.length < FEW

/** @returns null for an answer that is none */
export function readIds(texts: readonly string[]): Bytes[] | null {
  const ids = texts.map(fromText)
  return ids.some((id) => id?.length !== 12) ? null : (ids as Bytes[])
}

/** Are there copies to fetch? One was shown, the rights of the page changed, or they grow old. */
export const wantsCopies = ({ copies, copiesOf, copiesAt }: Phone, rights: string, now: number): boolean =>
  copiesOf !== rights ||
  now - copiesAt > FRESH ||
  now < copiesAt ||
  copies.some(({ shownAt }) => shownAt !== null)

/** The copy to show there: one that was never shown, else the one that was shown the longest ago. */
export const copyFor = (copies: readonly Copy[], audience: string): Copy | undefined =>
  copies
    .filter((copy) => copy.audience === audience)
    .toSorted((a, b) => (a.shownAt ?? 0) - (b.shownAt ?? 0))[0]
