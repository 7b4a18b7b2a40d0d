// What makes a password acceptable: long, not a common one, not the address. No composition rule, no truncation
// (NIST SP 800-63B-4 section 3.1.1.2; OWASP ASVS 5.0 V6.2; CNIL, délibération 2022-100 with limited tries).
import { COMMON_PASSWORDS } from './common-passwords.ts'

export const LEAST_LENGTH = 12
export const MOST_LENGTH = 128

/** Why the password is refused, as a sentence for its author; null when it is accepted. */
export function passwordProblem(password: string, email: string): string | null {
  const length = [...password].length
  if (length < LEAST_LENGTH)
    return `Choisissez un mot de passe d’au moins ${LEAST_LENGTH} caractères\u00a0: une phrase courte convient très bien.`
  if (length > MOST_LENGTH) return `Choisissez un mot de passe de ${MOST_LENGTH} caractères au plus.`
  if (isAddress(password, email)) return 'Choisissez un mot de passe différent de votre adresse e-mail.'
  if (isGuessable(password))
    return 'Ce mot de passe est trop facile à deviner. Choisissez plusieurs mots sans lien entre eux.'
  return null
}

function isAddress(password: string, email: string): boolean {
  const typed = plain(password)
  const address = plain(email)
  return typed === address || typed === address.slice(0, Math.max(0, address.lastIndexOf('@')))
}

function isGuessable(password: string): boolean {
  const text = plain(password)
  const shortest = repeatedPart(text)
  // « azertyazerty », « 123412341234 », « aaaaaaaaaaaa »: nothing more than what is repeated.
  if (shortest.length <= 4 || COMMON_PASSWORDS.has(shortest)) return true
  return isSequence(text) || isSequence(shortest) || isCommonWord(text) || isCommonWord(undisguised(text))
}

/** One common word with figures and signs around: « !MotDePasse2026 », « bonjour.bonjour1 ». */
function isCommonWord(text: string): boolean {
  const words = text.split(/[^a-z]+/).filter((word) => word !== '')
  if (words.length === 0) return false
  return (
    COMMON_PASSWORDS.has(words.join('')) ||
    (new Set(words).size === 1 && COMMON_PASSWORDS.has(repeatedPart(words.join(''))))
  )
}

/** The shortest text that gives the whole one by repetition (the whole one when there is none). */
function repeatedPart(text: string): string {
  for (let length = 1; length <= text.length / 2; length++)
    if (text.length % length === 0 && text.slice(0, length).repeat(text.length / length) === text)
      return text.slice(0, length)
  return text
}

/** « abcdefghijkl », « 987654321098 »: each character follows the one before. */
function isSequence(text: string): boolean {
  const steps = [...text].slice(1).map((char, index) => char.charCodeAt(0) - text.charCodeAt(index))
  const follows = (way: number) => steps.every((step) => step === way || step === -9 * way)
  return follows(1) || follows(-1)
}

const LEET: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** « m0td3p@sse » read as it is meant; figures at the end are a date, not letters. */
function undisguised(text: string): string {
  const body = text.replace(/[^a-z]+$/, '')
  return body.replace(/[013457@$!]/g, (char) => LEET[char] ?? char)
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
