// The code that is said or typed at a door: drawn by the server for its minute, never decided without it.
import { asTyped } from './base32.ts'

/** Forty bits: enough for a minute at a door that is slowed, and no more. */
const CHARACTERS = 8

/** As it is shown and said: two groups of four. */
export const spokenGroups = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`

/** @returns the code as it was drawn, or null when what was typed is none */
export function readSpoken(typed: string): string | null {
  if (typed.length > 40) return null
  const code = asTyped(typed)
  return code.length === CHARACTERS && /^[\dA-HJKMNP-TV-Z]+$/.test(code) ? code : null
}
