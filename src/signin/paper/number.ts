// Account numbers: nine random digits and a check digit (ISO/IEC 7064, MOD 11,10), written 482 915 6030 to be read aloud.
import { randomInt } from 'node:crypto'

const LENGTH = 10

/** What a hand or an old typewriter makes of digits. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { O: '0', Q: '0', I: '1', L: '1' }

/** Finds every wrong digit, and nearly every pair of neighbours in the wrong order. */
function checkDigit(digits: string): string {
  let product = 10
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10
    product = ((sum === 0 ? 10 : sum) * 2) % 11
  }
  return String((11 - product) % 10)
}

/** A number nobody guesses from another; it never starts with 0, as a telephone number would. */
export function newNumber(): string {
  const digits = `${randomInt(1, 10)}${String(randomInt(100_000_000)).padStart(8, '0')}`
  return digits + checkDigit(digits)
}

/** `4829156030` -> `482 915 6030`, with spaces that do not break. */
export const showNumber = (number: string): string =>
  `${number.slice(0, 3)}\u00a0${number.slice(3, 6)}\u00a0${number.slice(6)}`

/** What was typed, as stored; null when it cannot be a number: a digit is missing or wrong. */
export function readNumber(typed: string): string | null {
  const number = [...typed.toUpperCase().replace(/[\s.\-_/–—]/g, '')]
    .map((char) => LOOK_ALIKES[char] ?? char)
    .join('')
  const possible = number.length === LENGTH && /^[1-9]\d+$/.test(number)
  return possible && number.endsWith(checkDigit(number.slice(0, -1))) ? number : null
}
