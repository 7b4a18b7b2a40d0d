// The shape of a number or of a code, in a language that everybody may write: no expression of programs, and no cost that depends on
// what is typed. `9` is a digit, `A` a letter, `*` a letter or a digit; `?` after one: perhaps; `{2,4}`: from two to four of them;
// `\` takes the next sign as it is; any other sign is itself. « W999999999 », « 9{1,4} A{2,3} ».
// Letters are kept in capitals. Spaces, dots, dashes and slashes are put where the pattern has them, wherever they are typed.

/** Signs that a pattern may ask, all repetitions counted, and signs read of what is typed. */
export const LONGEST = 60
const SEPARATOR = /[\s.\-–/]/

interface Sign {
  /** What is kept of a sign that is typed; null when it is none of those asked. */
  read(typed: string): string | null
  perhaps: boolean
  /** Put there by the pattern, never typed. */
  put: string | null
  /** A right one, for an example. */
  like: string
}

type Read = Sign['read']

const digit: Read = (typed) => (/^\d$/.test(typed) ? typed : null)
const letter: Read = (typed) => (/^[A-Z]$/.test(typed) ? typed : null)
const CLASSES: Readonly<Record<string, { read: Read; like: string }>> = {
  9: { read: digit, like: '1' },
  A: { read: letter, like: 'A' },
  '*': { read: (typed) => digit(typed) ?? letter(typed), like: 'A' },
}

const itself = (sign: string): Sign => {
  if (SEPARATOR.test(sign)) return { read: () => null, perhaps: false, put: sign, like: sign }
  const capital = sign.toUpperCase()
  return { read: (typed) => (typed === capital ? sign : null), perhaps: false, put: null, like: sign }
}

const signOf = (sign: string): Sign => {
  const known = Object.hasOwn(CLASSES, sign) ? CLASSES[sign] : undefined
  return known === undefined ? itself(sign) : { ...known, perhaps: false, put: null }
}

const TOKEN = /\\(.)|(\{(\d{1,2}),(\d{1,2})\})|(\?)|([^\\{}?])/gsy

/** The signs that it asks, or what is wrong with it. */
export function readPattern(pattern: string): { signs: readonly Sign[] } | { fault: string } {
  const signs: Sign[] = []
  let read = 0
  for (const [all, escaped, times, least, most, perhaps, plain] of pattern.matchAll(TOKEN)) {
    read += all.length
    const last = signs.at(-1)
    if (times === undefined && perhaps === undefined) {
      signs.push(escaped === undefined ? signOf(plain ?? '') : itself(escaped))
      continue
    }
    if (last === undefined || last.perhaps || last.put !== null)
      return { fault: 'un point d’interrogation ou une accolade ne suit rien qui puisse être répété' }
    const [from, to] = times === undefined ? [0, 1] : [Number(least), Number(most)]
    if (from > to || to === 0 || to > LONGEST)
      return { fault: 'entre accolades, le plus petit nombre vient d’abord' }
    const repeated = Array.from({ length: to }, (_, at) => ({ ...last, perhaps: at >= from }))
    signs.splice(-1, 1, ...repeated)
  }
  if (read !== pattern.length) return { fault: 'une accolade n’est pas fermée' }
  if (signs.every(({ put, perhaps }) => put !== null || perhaps)) return { fault: 'il ne demande rien' }
  return signs.length > LONGEST ? { fault: `il demande plus de ${LONGEST} signes` } : { signs }
}

/** Where one may be in the pattern, with what is kept so far: the first way that leads there. */
type Ways = Map<number, string>

/** From each place, those that nothing need be typed to reach. */
function onward(signs: readonly Sign[], ways: Ways): Ways {
  for (let at = 0; at < signs.length; at += 1) {
    const [kept, sign] = [ways.get(at), signs[at]]
    if (kept === undefined || sign === undefined || ways.has(at + 1)) continue
    if (sign.put !== null) ways.set(at + 1, kept + sign.put)
    else if (sign.perhaps) ways.set(at + 1, kept)
  }
  return ways
}

/**
 * What is kept of what was typed, as the pattern writes it; null when it is not so. All ways go on together, a sign after the other:
 * at most LONGEST × LONGEST steps, whatever the pattern and whatever is typed.
 */
export function match(signs: readonly Sign[], typed: string): string | null {
  const wanted = [...typed.toUpperCase()].filter((sign) => !SEPARATOR.test(sign))
  if (wanted.length > LONGEST) return null
  let ways = onward(signs, new Map([[0, '']]))
  for (const sign of wanted) {
    const next: Ways = new Map()
    for (const [at, kept] of ways) {
      const read = signs[at]?.read(sign) ?? null
      if (read !== null && !next.has(at + 1)) next.set(at + 1, kept + read)
    }
    ways = onward(signs, next)
  }
  return ways.get(signs.length) ?? null
}

/** A text of that shape: the shortest. */
export const exampleOf = (signs: readonly Sign[]): string =>
  signs
    .filter(({ perhaps }) => !perhaps)
    .map(({ like }) => like)
    .join('')
