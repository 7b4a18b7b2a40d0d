// Codes of six digits that change every 30 seconds (RFC 6238), and the recovery codes that replace them, each once.
import { randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

const PERIOD = 30
const WINDOW = 1

/** The secret of every agent of the demonstration, public by nature. */
export const DEMO_TOTP_SECRET = 'JBSWY3DPEHPK3PXP'

const generator = (secret: string, label = '') =>
  new TOTP({ issuer: 'Parvis', label, secret: Secret.fromBase32(secret), digits: 6, period: PERIOD })

/** 160 random bits (RFC 4226, section 4), in the letters that applications take. */
export const newSecret = (): string => new Secret({ size: 20 }).base32

/** The number of the step of 30 seconds that `at` is in. */
export const stepAt = (at: Date): number => Math.floor(at.getTime() / 1000 / PERIOD)

/** The code of one step. */
export const codeOfStep = (secret: string, step: number): string =>
  generator(secret).generate({ timestamp: step * PERIOD * 1000 })

/** The code of that moment. */
export const codeAt = (secret: string, at: Date): string => codeOfStep(secret, stepAt(at))

/** The step whose code it is, one before or after `at` allowed (clocks differ, fingers are slow); null when none. */
export function stepOfCode(secret: string, code: string, at: Date): number | null {
  const typed = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(typed)) return null
  const delta = generator(secret).validate({ token: typed, timestamp: at.getTime(), window: WINDOW })
  return delta === null ? null : stepAt(at) + delta
}

/** What an application reads: `otpauth://totp/…` (Key URI format). */
export const linkOf = (secret: string, label: string): string => generator(secret, label).toString()

/** The secret in groups of four, to be typed by hand. */
export const inGroups = (text: string): string => text.replace(/.{4}(?=.)/g, '$& ')

// Without look-alikes, as tracking codes: 31 signs, 40 bits a code, five tries a quarter of an hour.
const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const COUNT = 10

/** Ten recovery codes, `XXXX-XXXX`. */
export function newRecoveryCodes(): string[] {
  const part = () => Array.from({ length: 4 }, () => SIGNS[randomInt(SIGNS.length)]).join('')
  return Array.from({ length: COUNT }, () => `${part()}-${part()}`)
}

/** What is compared: capitals and digits only, however it was typed. */
export const plainRecoveryCode = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '')
