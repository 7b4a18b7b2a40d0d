// Paper codes: 16 characters of an alphabet of 32 without look-alikes (80 bits, CNIL 2022-100), written K7RD-4MWQ-….
import { randomInt } from 'node:crypto'

// Crockford's base 32: no I, L, O nor U, which are read as 1, 1, 0 and V.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 16
const LOOK_ALIKES: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', U: 'V' }

/** A new code, to be shown once. */
export function newPaperCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}

/** In four groups of four. */
export const showPaperCode = (code: string): string => code.match(/.{4}/g)?.join('-') ?? code

/** What was typed, as it was made: spaces, hyphens, case and look-alikes do not matter. null when it cannot be a code. */
export function readPaperCode(typed: string): string | null {
  const code = [...typed.toUpperCase().replace(/[\s.\-_–—]/g, '')]
    .map((char) => LOOK_ALIKES[char] ?? char)
    .join('')
  return code.length === LENGTH && [...code].every((char) => ALPHABET.includes(char)) ? code : null
}
