// A text as plain words: what every search of the program compares. Pure.

/** The words of a text: lower case, without accents, apostrophes or hyphens. */
export function wordsOf(text: string): string[] {
  const plain = text
    .toWellFormed()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
  return plain.match(/[\p{L}\p{N}]+/gu) ?? []
}

/** Do they say the same, whatever their capitals, accents and hyphens? */
export const isSameWords = (one: string, other: string): boolean =>
  wordsOf(one).join(' ') === wordsOf(other).join(' ')

/** What an address says of a title: small letters, digits and hyphens. */
export const slugFor = (title: string): string =>
  wordsOf(title)
    .map((word) => word.replace(/[^a-z0-9]/g, ''))
    .filter((word) => word !== '')
    .join('-')
    .slice(0, 60)
    .replace(/-$/, '')

/** Does a line hold the beginning of each word asked, whatever its accents? */
export function holdsAll(asked: string): (...texts: (string | null)[]) => boolean {
  const wanted = wordsOf(asked)
  return (...texts) => {
    const held = wordsOf(texts.join(' '))
    return wanted.every((word) => held.some((other) => other.startsWith(word)))
  }
}

/**
 * How many letters must be put, removed, changed or swapped to go from one word to the other (Damerau and Levenshtein,
 * optimal string alignment); `most + 1` as soon as it is more than `most`.
 */
export function slipsBetween(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1
  let before: number[] = []
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    let least = i
    for (let j = 1; j <= other.length; j++) {
      // Further from the diagonal, more letters than that are put or removed already.
      if (Math.abs(i - j) > most) {
        next.push(most + 1)
        continue
      }
      const same = one[i - 1] === other[j - 1] ? 0 : 1
      let best = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same)
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      if (swapped) best = Math.min(best, (before[j - 2] ?? 0) + 1)
      next.push(best)
      least = Math.min(least, best)
    }
    if (least > most) return most + 1
    before = row
    row = next
  }
  return row[other.length] ?? most + 1
}
