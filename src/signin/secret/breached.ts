// Passwords seen in known breaches: a filter shipped with the program, read at the first question. Nothing is asked of
// any network (OWASP ASVS 5.0 V6.2.4 and V6.2.12; NIST SP 800-63B-4 section 3.1.1.2).
import { readFile } from 'node:fs/promises'
import { type Bloom, inBloom, readBloom } from './bloom.ts'

const FILE = new URL('breached.bloom', import.meta.url)

/** Shorter ones are not in the list. */
export const LEAST_LISTED = 8

/** As listed: guessers try every letter case. */
export const listed = (password: string): string => password.normalize('NFC').toLowerCase()

let loading: Promise<Bloom> | undefined

/** Is it a password of the list, or one with figures and signs around it? */
export async function isBreached(password: string): Promise<boolean> {
  loading ??= readFile(FILE).then(readBloom)
  const bloom = await loading
  const text = listed(password)
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return inBloom(bloom, text) || (core.length >= LEAST_LISTED && inBloom(bloom, core))
}
