// One form for the words of one family (plural, feminine, verb, noun of action), and one key for words that sound alike.
// Both take plain words (platform/plain-words.ts) and never fail.

// What is cut off, the longest first, with the letters that must be left.
const ENDINGS: readonly [string, number][] = [
  ['issement', 4],
  ['ement', 4],
  ['ation', 4],
  ['atrice', 5],
  ['ateur', 5],
  ['ition', 4],
  ['ment', 4],
  ['euse', 6],
  ['eur', 6],
  ['age', 4],
  ['ant', 4],
  ['ait', 4],
  ['ent', 4],
  ['er', 3],
  ['ez', 3],
]
/** « station » is not « stationnement ». */
const KEPT_DOUBLE = /stationn$/

/** One form for singular and plural, masculine and feminine, the verb and its noun. */
export function stem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word
  const singular = word
    .replace(/eaux$/, 'eau')
    .replace(/(?<!e)aux$/, 'al')
    .replace(/[sx]+$/, '')
  if (singular.length < 4) return singular
  const ending = ENDINGS.find(([end, left]) => singular.endsWith(end) && singular.length - end.length >= left)
  const cut = ending === undefined ? singular : singular.slice(0, -ending[0].length)
  const bare = cut.length > 3 ? cut.replace(/e+$/, '') : cut
  // « Café » is not « CAF ».
  if (bare.length < 4 && bare !== singular) return `${bare}-`
  return KEPT_DOUBLE.test(bare) ? bare : bare.replace(/([fglmnprst])\1$/, '$1')
}

const SOUNDS: readonly [RegExp, string][] = [
  [/ph/g, 'f'],
  [/ch|sh/g, 'S'],
  [/gn/g, 'N'],
  [/h/g, ''],
  [/eau|au/g, 'o'],
  [/gu(?=[eiy])/g, 'G'],
  [/g(?=[eiy])/g, 'j'],
  [/qu|q/g, 'k'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/tion/g, 'sion'],
  [/oi|oy/g, 'wa'],
  [/ou|oo/g, 'U'],
  [/(?:ain|ein|in|im|yn|ym|un)(?![aeiouyn])/g, '1'],
  [/(?:an|en|am|em)(?![aeiouynm])/g, '2'],
  [/(?:on|om)(?![aeiouynm])/g, '3'],
  [/ai|ei|ay|ey/g, 'e'],
  [/y/g, 'i'],
  [/(?<=[aeiou])s(?=[aeiou])/g, 'z'],
  [/(?:er|ez|et|es|ee)s?$/g, 'e'],
  [/(.)\1+/g, '$1'],
  [/(?<=..[^aeiou])e(?=[^aeiou])/g, ''],
  [/[sxtdp]+$/g, ''],
  [/e$/g, ''],
  [/w(?!a)/g, 'v'],
]

/** What is heard: « kantine » and « cantine », « fotocopie » and « photocopie » have one key. */
export const sound = (word: string): string =>
  SOUNDS.reduce((text, [from, to]) => text.replace(from, to), word)
