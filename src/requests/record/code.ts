// Tracking codes: eight characters of an alphabet without look-alikes, written K7RD-4MWQ. The database draws them
// (db/migrations/000400).

const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const LENGTH = 8

/** `K7RD4MWQ` -> `K7RD-4MWQ`. */
export const showCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`

/** What was typed, as stored; null when it cannot be a code. */
export function readCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '')
  const possible = code.length === LENGTH && [...code].every((char) => ALPHABET.includes(char))
  return possible ? code : null
}
