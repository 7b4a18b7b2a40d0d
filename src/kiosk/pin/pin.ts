// The number and the six digits by which an agent comes in at a kiosk: how they are read, which are refused, what is kept of them. A
// million of them is soon tried: tries are counted (limits.ts), and what is kept can be made by this installation alone.
import { randomInt } from 'node:crypto'
import { keyedDigest } from '#platform/db/locked.ts'
import type { Keys } from '#platform/keys.ts'

const LENGTH = 6
const FEWEST_KINDS = 3

/** Drawn for whoever has no badge: six digits, never a zero first. */
export const newBadge = (): string => String(randomInt(100_000, 1_000_000))

/** « 40 812 » -> « 40812 »; null: not a number of a badge. */
export function readBadge(typed: string): string | null {
  const badge = typed.replace(/[\s.\-_\u00a0]/g, '')
  return /^\d{4,10}$/.test(badge) ? badge : null
}

/** « 40 812 », from the right, by spaces that do not break. */
export const showBadge = (badge: string): string => badge.replace(/\B(?=(?:\d{3})+$)/g, '\u00a0')

/** The digits of a code; null: not six of them. */
export function readPin(typed: string): string | null {
  const pin = typed.replace(/[\s.\-\u00a0]/g, '')
  return pin.length === LENGTH && /^\d+$/.test(pin) ? pin : null
}

/** Ways a finger goes over a keypad. */
const PATHS = ['147258369', '741852963', '159753', '753159', '951357', '357951', '147963', '123698', '789321']

const isRegular = (digits: readonly number[]): boolean => {
  const steps = digits.slice(1).map((digit, at) => (digit - (digits[at] ?? 0) + 10) % 10)
  return steps.every((step) => step === steps[0])
}

/** Twice three, three times two, or the same both ways. */
const isFolded = (pin: string): boolean =>
  pin.slice(0, 3) === pin.slice(3) ||
  [...pin].toReversed().join('') === pin ||
  pin.slice(0, 2).repeat(3) === pin

const PAIRS = /^(\d)\1(\d)\2(\d)\3$/

/** A day of somebody: the first that whoever knows them tries. */
function isDay(pin: string): boolean {
  const [day, month] = [Number(pin.slice(0, 2)), Number(pin.slice(2, 4))]
  return day >= 1 && day <= 31 && month >= 1 && month <= 12
}

const tooEasy = (why: string): string => `Ce code se devine trop vite\u00a0: ${why}. Choisissez-en un autre.`

/** Why it is refused, as a sentence; null when it is accepted. @param pin six digits */
export function pinProblem(pin: string, badge: string): string | null {
  const digits = [...pin].map(Number)
  if (new Set(digits).size < FEWEST_KINDS) return tooEasy('il répète les mêmes chiffres')
  if (isRegular(digits) || isFolded(pin) || PAIRS.test(pin))
    return tooEasy('ses chiffres se suivent ou se répètent')
  if (PATHS.some((path) => (path + path).includes(pin))) return tooEasy('il suit le dessin du clavier')
  if (badge.includes(pin) || pin.includes(badge)) return tooEasy('c’est votre numéro')
  return isDay(pin) ? tooEasy('il ressemble à une date') : null
}

/** What is hashed as a password is. */
export const pinText = (
  { config }: Pick<Keys, 'config'>,
  at: { authorityId: number; badge: string },
  pin: string,
): string =>
  keyedDigest(config.secret, 'kiosk pins', `${at.authorityId} ${at.badge} ${pin}`).toString('base64')

/** Eight digits to be printed, good once. */
export const newOnce = (): string => String(randomInt(100_000_000)).padStart(8, '0')
export const showOnce = (code: string): string => `${code.slice(0, 4)}\u00a0${code.slice(4)}`
export function readOnce(typed: string): string | null {
  const code = typed.replace(/[\s.\-\u00a0]/g, '')
  return /^\d{8}$/.test(code) ? code : null
}
export const onceHash = (
  { config }: Pick<Keys, 'config'>,
  at: { authorityId: number; badge: string },
  code: string,
): Buffer => keyedDigest(config.secret, 'kiosk once', `${at.authorityId} ${at.badge} ${code}`)
