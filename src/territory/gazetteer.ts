// What a text may call the places of the territory: whole names, first words of a name, numbers of arrondissements, aliases.
import { wordsOf } from '#platform/plain-words.ts'
import type { Area, Territory } from './territory.ts'

/** One way of naming one area, or several that share it. */
export interface Named {
  words: readonly string[]
  /** Its words as one: what a slip of the finger is looked for in. */
  joined: string
  areas: readonly Area[]
}

export interface Gazetteer {
  /** By first word, the longest names first. */
  starting(word: string): readonly Named[]
  readonly all: readonly Named[]
  postcode(code: string): readonly Area[]
}

const ALSO: Record<string, string> = {
  ...{ st: 'saint', ste: 'sainte', sts: 'saints', arr: 'arrondissement', arrt: 'arrondissement' },
  ...{ arrdt: 'arrondissement', premier: '1', deuxieme: '2', second: '2', troisieme: '3', quatrieme: '4' },
  ...{ cinquieme: '5', sixieme: '6', septieme: '7', huitieme: '8', neuvieme: '9' },
}
const LINKS = new Set('a au aux d de des du en et l la le les lez sous sur'.split(' '))
const ARTICLES = new Set(['la', 'le', 'les', 'l'])
const SAINTS = new Set(['saint', 'sainte', 'saints'])

/** Words of a place as they are compared: « St-Priest » is « saint priest », « Lyon3ème » is « lyon 3 ». */
export function placeWords(text: string): string[] {
  return wordsOf(text)
    .flatMap((word) => word.match(/\d+(?:e|er|eme|ere|nd|nde|o)?(?![a-z])|[^\d]+|\d+/g) ?? [])
    .map((word) => {
      const number = /^0?([1-9]\d?)(?:e|er|eme|ere|nd|nde|o)?$/.exec(word)?.[1]
      return number ?? ALSO[word] ?? word
    })
}

const known = new WeakMap<Territory, Gazetteer>()

/** The names of a territory, compiled once. */
export function gazetteerOf(territory: Territory): Gazetteer {
  const compiled = known.get(territory) ?? compile(territory)
  known.set(territory, compiled)
  return compiled
}

function compile({ areas }: Territory): Gazetteer {
  const named = new Map<string, Set<Area>>()
  const whole = new Set<string>()
  const put = (words: readonly string[], area: Area, isWhole: boolean) => {
    const key = words.join(' ')
    if (key === '' || (!isWhole && whole.has(key))) return
    if (isWhole && !whole.has(key)) named.delete(key)
    if (isWhole) whole.add(key)
    named.set(key, (named.get(key) ?? new Set()).add(area))
  }
  for (const area of areas) for (const words of wholeNames(area)) put(words, area, true)
  for (const area of areas) for (const words of firstWords(area)) put(words, area, false)
  const all = [...named]
    .map(([key, found]) => ({ words: key.split(' '), joined: key.replaceAll(' ', ''), areas: [...found] }))
    .toSorted((a, b) => b.words.length - a.words.length)
  const byFirst = Map.groupBy(all, ({ words }) => words[0] ?? '')
  return {
    all,
    starting: (word) => byFirst.get(word) ?? [],
    postcode: (code) => mostPrecise(areas.filter(({ postcodes }) => postcodes.includes(code))),
  }
}

const mostPrecise = (areas: readonly Area[]): readonly Area[] => {
  const parts = areas.filter(({ kind }) => kind === 'arrondissement')
  return parts.length > 0 ? parts : areas
}

function wholeNames(area: Area): string[][] {
  const words = placeWords(area.name).filter((word) => word !== 'arrondissement')
  const number = words.at(-1)
  const isNumbered = area.kind === 'arrondissement' && number !== undefined && /^\d+$/.test(number)
  const others = [withoutArticle(words), ...area.aliases.map(placeWords)]
  if (!isNumbered) return [words, ...others]
  return [words, ...others, [number, 'arrondissement'], [...words, 'arrondissement']]
}

const withoutArticle = (words: string[]): string[] => (ARTICLES.has(words[0] ?? '') ? words.slice(1) : words)

/** « Caluire » for Caluire-et-Cuire, « Saint-Genis » for two communes: the first words of a name of several. */
function firstWords(area: Area): string[][] {
  if (area.kind !== 'commune') return []
  const words = withoutArticle(placeWords(area.name))
  return words
    .map((_, index) => words.slice(0, index + 1))
    .filter((head) => head.length < words.length && !LINKS.has(head.at(-1) ?? ''))
    .filter((head) => head.length > 1 || !SAINTS.has(head[0] ?? ''))
}
