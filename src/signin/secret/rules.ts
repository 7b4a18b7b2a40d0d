// What makes a password acceptable: long, not in a breach, not made of what is known of the person, many guesses away. No
// composition rule, no truncation (NIST SP 800-63B-4 section 3.1.1.2; OWASP ASVS 5.0 V6.2; CNIL, délibération 2022-100).
import { isBreached } from './breached.ts'
import { guesses } from './strength.ts'

export const LEAST_LENGTH = 12
/** Enough when the password is alone (NIST SP 800-63B-4): proposed, not required. */
export const GOOD_LENGTH = 15
const MOST_LENGTH = 1000

/** Powers of ten: with tries throttled and argon2id behind, a thousand million guesses are out of reach. */
const LEAST_GUESSES = 9
/** Letters and figures that must be left once what is known of the person is taken away. */
const LEAST_OWN = 8

const LENGTHY = `Choisissez un mot de passe d’au moins ${LEAST_LENGTH} caractères\u00a0: une phrase courte convient très bien.`
const TOO_LONG = `Choisissez un mot de passe de ${MOST_LENGTH} caractères au plus.`
const PERSONAL =
  'Ce mot de passe tient trop à votre nom, à votre adresse e-mail ou au nom de ce site. Choisissez plusieurs mots sans lien avec vous.'
const BREACHED =
  'Ce mot de passe figure dans des listes volées sur d’autres sites\u00a0: il serait essayé en premier. Choisissez-en un autre.'
const GUESSABLE = 'Ce mot de passe est trop facile à deviner. Choisissez plusieurs mots sans lien entre eux.'

/**
 * Why the password is refused, as a sentence for its author; null when it is accepted.
 * @param about what is known of the person: name, e-mail address, the site’s name
 */
export async function passwordProblem(password: string, about: readonly string[]): Promise<string | null> {
  const text = password.normalize('NFC')
  const length = [...text].length
  if (length < LEAST_LENGTH) return LENGTHY
  if (length > MOST_LENGTH) return TOO_LONG
  const known = knownWords(about)
  if (isPersonal(text, known)) return PERSONAL
  if (await isBreached(text)) return BREACHED
  return (await fewestGuesses(text, known)) < LEAST_GUESSES ? GUESSABLE : null
}

/** The words of three letters and more that whoever knows the person tries, the longest first. */
function knownWords(about: readonly string[]): string[] {
  const words = ['Parvis', ...about].flatMap((text) => plain(text).split(/[^\p{L}\p{N}]+/u))
  return [...new Set(words)].filter((word) => word.length >= 3).sort((a, b) => b.length - a.length)
}

function isPersonal(text: string, known: readonly string[]): boolean {
  const left = known.reduce((rest, word) => rest.replaceAll(word, ' '), plain(text))
  return left !== plain(text) && left.replace(/[^\p{L}\p{N}]/gu, '').length < LEAST_OWN
}

/** Accents are worth nothing: guessers leave them out. */
async function fewestGuesses(text: string, known: readonly string[]): Promise<number> {
  const spellings = [...new Set([text, unaccented(text)])]
  return Math.min(...(await Promise.all(spellings.map((one) => guesses(one, known)))))
}

const unaccented = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC')
const plain = (text: string) => unaccented(text).toLowerCase()
