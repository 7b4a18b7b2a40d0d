// Is a name of a document that of somebody? Whatever the accents, the order, the hyphens; a name cut off for want of room is its beginning.

/** How somebody may be called: their names of family (birth, use), and their first names. */
export interface Named {
  readonly familyNames: readonly string[]
  readonly givenNames: string
}

// Letters that are two in capitals, and those whose accent is no accent.
const LIGATURES: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l' }

export const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[œæßøł]/g, (letter) => LIGATURES[letter] ?? letter)
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '')

/** @param isCut the end of the name may lack */
export function isNamed(written: string, { familyNames, givenNames }: Named, isCut = false): boolean {
  const words = wordsOf(written)
  const has = (word: string) =>
    words.includes(word) || (isCut && words.length > 1 && isBegun(words.at(-1), word))
  const [first] = wordsOf(givenNames)
  const families = familyNames.map(wordsOf).filter((family) => family.length > 0)
  return first !== undefined && has(first) && families.some((family) => family.every(has))
}

const isBegun = (cut: string | undefined, word: string): boolean =>
  cut !== undefined && cut.length >= 3 && word.startsWith(cut)
