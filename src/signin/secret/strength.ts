// How many guesses a password would take (zxcvbn: Wheeler, USENIX Security 2016), with French words. The library and its
// dictionaries cost some 40 MB and 150 ms: loaded when somebody first chooses a password, never at the start.
import type { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { COMMON_PASSWORDS } from './common-passwords.ts'

/** What is beyond adds nothing, and the estimate costs the square of the length. */
const MOST_ESTIMATED = 64

let loading: Promise<ZxcvbnFactory> | undefined

async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Factory }, common, { dictionary: french }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-fr'),
  ])
  const { azerty, qwerty, keypad } = common.adjacencyGraphs
  return new Factory({
    dictionary: {
      parvis: [...COMMON_PASSWORDS],
      passwords: common.dictionary['passwords-common'],
      words: french['commonWords-fr'],
      firstNames: french['firstnames-fr'],
      lastNames: french['lastnames-fr'],
      days: french['daysOfWeek-fr'],
      months: french['months-fr'],
    },
    graphs: { azerty, qwerty, keypad },
  })
}

/**
 * The power of ten of the guesses it would take: 10 for ten thousand million.
 * @param known words that a guesser knows of the person
 */
export async function guesses(password: string, known: readonly string[]): Promise<number> {
  loading ??= load()
  const estimator = await loading
  return estimator.check([...password].slice(0, MOST_ESTIMATED).join(''), [...known]).guessesLog10
}
