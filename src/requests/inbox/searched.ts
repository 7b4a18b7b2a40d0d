// What an agent types in the search of the desk, as somebody on the telephone says it: a number in any format, an address of
// mail, a name with where it is, or words.
import { placeWords, readPlace, type Territory } from '#territory'

export interface Searched {
  words: string
  /** Last nine digits of a telephone number, or null. */
  phone: string | null
  /** Part of a telephone number, as it may be stored: six digits and more that nothing else explains. */
  digits: Digits | null
  email: string | null
  /** Words that are left once the place is taken away, and that place. */
  at: { words: string; communes: number[]; areas: string[] | null } | null
}

/** Digits in a row of a number's key; `start`: they are its first. */
export interface Digits {
  inside: string
  start: string | null
}

const FRENCH = /(?:(?:\+|00)\s?33[\s.-]*(?:\(0\))?|\b0)[\s.-]*[1-9](?:[\s.-]*\d{2}){4}(?!\d)/
const FOREIGN = /^(?:\+|00)\d[\d\s.()-]{7,}$/
const MAIL = /[^\s<>,;]+@[^\s<>,;]+\.[^\s<>,;]+/

/** The key of a telephone number, as requests.phone_key (migration 000096). */
function phoneIn(text: string): string | null {
  const typed = FRENCH.exec(text)?.[0] ?? (FOREIGN.test(text) ? text : null)
  const digits = typed?.replace(/\D/g, '').slice(-9) ?? ''
  return digits.length < 9 ? null : digits
}

/** « 06 12 34 », « 12 34 56 »: a number that was not heard whole. A reference is none. */
function digitsIn(text: string): Digits | null {
  const said = text.trim()
  if (!/^\+?[\d\s().-]+$/.test(said) || /^\d{4}-\d{0,6}$/.test(said)) return null
  const digits = said.replace(/\D/g, '')
  const start = /^(?:\+33|0033|0)(\d*)$/.exec(said.replace(/[^+\d]/g, ''))?.[1] ?? null
  if (digits.length < 6 || (start ?? digits).length > 9) return null
  return { inside: digits, start: start === null || start.length < 5 ? null : start }
}

function placeIn(text: string, place: Territory): Searched['at'] {
  const said = readPlace(text, place)
  if (said.kind === 'several' || (said.kind === 'area' && !said.corrected)) {
    const areas = said.kind === 'several' ? said.areas : [said.area]
    const words = placeWords(text).filter((_, index) => index < said.from || index >= said.to)
    const isPart = areas.every(({ kind }) => kind === 'arrondissement')
    return {
      words: words.join(' '),
      communes: [...new Set(areas.map(({ authorityId }) => authorityId))],
      areas: isPart ? areas.map(({ code }) => code) : null,
    }
  }
  return null
}

/** Reads what was typed. A number or an address decides alone; a place is looked for beside the words that hold it. */
export function readSearched(words: string, place: Territory): Searched {
  const phone = phoneIn(words)
  const email = MAIL.exec(words)?.[0] ?? null
  const isContact = phone !== null || email !== null
  return {
    words,
    phone,
    email,
    digits: isContact ? null : digitsIn(words),
    at: isContact ? null : placeIn(words, place),
  }
}
