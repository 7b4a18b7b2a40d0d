// What a reader would stumble on, said while one writes and before one publishes. Pure: the server and the browser say the same.
import type {
  Block,
  Heading,
  Image,
  Inline,
  List,
  Mark,
  Paragraph,
  RichText,
  Table,
  Text,
} from './document.ts'
import { wordsIn } from './inline.ts'
import { SAYS, saidIn } from './tidy.ts'

export type StumbleKind =
  | 'alternative'
  | 'headingOrder'
  | 'emptyHeading'
  | 'link'
  | 'address'
  | 'sentence'
  | 'abbreviation'
  | 'table'
  | 'capitals'
  | 'imageOnly'

/** Those that keep a text from being published: nothing else on the page makes up for them. */
const REFUSING: ReadonlySet<StumbleKind> = new Set(['alternative'])

export interface Stumble {
  readonly kind: StumbleKind
  /** Where: the place of each node in the one that holds it, from the text down; empty: everywhere. */
  readonly path: readonly number[]
  /** What is wrong, a sentence. */
  readonly said: string
  /** How to mend it, a sentence. */
  readonly mend: string
  readonly refuses: boolean
}

/** So many are said at most: who reads a longer list mends none of it. */
const MOST_SAID = 30
const LONG_SENTENCE = 40
/** Fewer letters in capitals are a sign or an abbreviation. */
const SHORT_CAPITALS = 12

/** Words in capitals that need no explanation. */
const COMMON = new Set('PDF SMS TVA SNCF CV USB QR GPS TGV FAQ OK N° ADN'.split(' '))

const NAMELESS =
  /^(?:(?:pour )?(?:cliquez|cliquer|clique)(?: ici| sur ce lien| là)?|ici|là|lien|ce lien|voir|suite|la suite|plus|en savoir plus|savoir plus|lire la suite|lire plus|télécharger|page|site)$/

interface Place {
  readonly block: Paragraph | Heading | { readonly type: 'cell'; readonly content: readonly Text[] }
  readonly path: readonly number[]
}

const stumble = (kind: StumbleKind, path: readonly number[], said: string, mend: string): Stumble => ({
  kind,
  path,
  said,
  mend,
  refuses: REFUSING.has(kind),
})

const placesInFlow = (flow: readonly (Paragraph | List)[], path: readonly number[]): Place[] =>
  flow.flatMap((block, at) =>
    block.type === 'paragraph'
      ? [{ block, path: [...path, at] }]
      : block.content.flatMap((item, index) => placesInFlow(item.content, [...path, at, index])),
  )

const placesInTable = ({ content }: Table, path: readonly number[]): Place[] =>
  content.flatMap((row, at) =>
    row.content.map(
      (cell, column): Place => ({
        block: { type: 'cell', content: cell.content },
        path: [...path, at, column],
      }),
    ),
  )

/** Wherever a block holds words. */
function placesOf(block: Block, at: number): Place[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return [{ block, path: [at] }]
    case 'bulletList':
    case 'orderedList':
      return block.content.flatMap((item, index) => placesInFlow(item.content, [at, index]))
    case 'quote':
    case 'callout':
      return placesInFlow(block.content, [at])
    case 'table':
      return placesInTable(block, [at])
    default:
      return []
  }
}

const QUOTED = 60

/** « These words », cut when they are many. */
function quoted(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim()
  const cut = line.length <= QUOTED ? line : `${line.slice(0, line.lastIndexOf(' ', QUOTED) || QUOTED)}…`
  return `«\u00a0${cut.toWellFormed()}\u00a0»`
}

function ofImage({ attrs }: Image, path: readonly number[]): Stumble[] {
  const { decorative, alternative } = attrs
  const mend = 'Dites en une phrase ce qu’elle apprend, ou qu’elle est décorative.'
  if (decorative) return []
  if (alternative.trim() === '')
    return [stumble('alternative', path, 'L’image n’a pas de description pour qui ne la voit pas.', mend)]
  return /^\S+\.(?:jpe?g|png|gif|webp|svg|avif)$/i.test(alternative)
    ? [stumble('alternative', path, 'La description de l’image est un nom de fichier.', mend)]
    : []
}

function ofTable({ attrs, content }: Table, path: readonly number[], before: Block | undefined): Stumble[] {
  const heads = (content[0]?.content ?? []).map((cell) => wordsIn(cell.content).trim() !== '')
  // The corner above the heads of rows may be empty.
  const isHeaded = heads.slice(1).every(Boolean) && heads.some(Boolean)
  const isTitled = attrs.caption.trim() !== '' || saidIn(before, SAYS.table) !== null
  const without = stumble(
    'table',
    path,
    'Une colonne du tableau n’a pas de titre.',
    'Écrivez dans la première ligne ce que contient chaque colonne.',
  )
  const untitled = stumble(
    'table',
    path,
    'Le tableau n’a pas de titre.',
    'Ajoutez juste avant lui un paragraphe qui commence par «\u00a0Tableau\u00a0:\u00a0».',
  )
  return [...(isHeaded ? [] : [without]), ...(isTitled ? [] : [untitled])]
}

/** Headings that are empty, or jump over a level. */
function ofHeadings(content: readonly Block[]): Stumble[] {
  let level = 1
  return content.flatMap((block, at): Stumble[] => {
    if (block.type !== 'heading') return []
    const words = wordsIn(block.content)
    if (words.trim() === '')
      return [stumble('emptyHeading', [at], 'Un titre est vide.', 'Écrivez-le, ou faites-en un paragraphe.')]
    const wanted = level + 1
    const jumps = block.attrs.level > wanted
    level = block.attrs.level
    if (!jumps) return []
    const mend = `Donnez-lui le niveau ${wanted}.`
    return [
      stumble(
        'headingOrder',
        [at],
        `Le titre ${quoted(words)} saute un niveau\u00a0: il est de niveau ${level}.`,
        mend,
      ),
    ]
  })
}

const hrefOf = (marks: readonly Mark[] | undefined): string | null =>
  marks?.flatMap((mark) => (mark.type === 'link' ? [mark.attrs.href] : []))[0] ?? null

/** The words of each link of a paragraph, whatever marks cut them. */
function linksIn(content: readonly Inline[]): { href: string; words: string; at: number }[] {
  const links: { href: string; words: string; at: number; end: number }[] = []
  content.forEach((one, at) => {
    const href = one.type === 'text' ? hrefOf(one.marks) : null
    const last = links.at(-1)
    if (one.type !== 'text' || href === null) return
    if (last?.href === href && last.end === at - 1)
      Object.assign(last, { words: last.words + one.text, end: at })
    else links.push({ href, words: one.text, at, end: at })
  })
  return links
}

const ADDRESS = /(?:https?:\/\/|www\.)\S+/i

function ofLinks({ block, path }: Place): Stumble[] {
  const named = linksIn(block.content).flatMap(({ words, at }): Stumble[] => {
    const said = words.trim().replace(/[.\s>→]+$/, '')
    if (ADDRESS.test(said))
      return [
        stumble(
          'address',
          [...path, at],
          `Le lien ${quoted(said)} montre une adresse.`,
          'Remplacez-la par ce que l’on trouve au bout.',
        ),
      ]
    return NAMELESS.test(said.toLowerCase())
      ? [
          stumble(
            'link',
            [...path, at],
            `Le lien ${quoted(said)} ne dit rien hors de sa phrase.`,
            'Nommez ce que l’on trouve au bout.',
          ),
        ]
      : []
  })
  const bare = block.content.flatMap((one, at): Stumble[] => {
    const found = one.type === 'text' && hrefOf(one.marks) === null ? ADDRESS.exec(one.text)?.[0] : undefined
    return found === undefined
      ? []
      : [
          stumble(
            'address',
            [...path, at],
            `L’adresse ${quoted(found)} n’est pas un lien.`,
            'Faites un lien de mots qui disent ce que l’on y trouve.',
          ),
        ]
  })
  return [...named, ...bare]
}

const wordsOf = (sentence: string): number =>
  sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length

function ofSentences({ block, path }: Place): Stumble[] {
  return wordsIn(block.content)
    .split(/(?<=[.!?…;:])\s+(?=[\p{Lu}\p{N}«])|\n/u)
    .flatMap((sentence) => {
      const count = wordsOf(sentence)
      return count <= LONG_SENTENCE
        ? []
        : [
            stumble(
              'sentence',
              path,
              `La phrase ${quoted(sentence)} compte ${count} mots.`,
              'Coupez-la en deux, ou faites une liste.',
            ),
          ]
    })
}

const isCapitals = (words: string): boolean =>
  !/\p{Ll}/u.test(words) &&
  (words.match(/\p{Lu}/gu)?.length ?? 0) >= SHORT_CAPITALS &&
  /\p{Lu}{2,}[^\p{Lu}]+\p{Lu}{2,}/u.test(words)

function ofCapitals({ block, path }: Place): Stumble[] {
  const words = wordsIn(block.content)
  return isCapitals(words)
    ? [
        stumble(
          'capitals',
          path,
          `Le texte ${quoted(words)} est tout en capitales.`,
          'Écrivez-le en minuscules\u00a0: on le lit plus vite, et il garde ses accents.',
        ),
      ]
    : []
}

const CAPITALS = /(?<![\p{L}\p{N}])\p{Lu}[\p{Lu}\d]*(?:-[\p{Lu}\d]+)*(?![\p{L}\p{N}])/gu
const ROMAN = /^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/

/** Is what stands around a word what it means: « PLU (plan local…) », « plan local (PLU) »? */
const isExplained = (before: string, after: string): boolean =>
  /^\s*\([^)]*\p{Ll}{2,}/u.test(after) || (/\p{Ll}\s*\($/u.test(before) && /^\s*\)/.test(after))

/** The first use of each abbreviation, when it is not explained there. */
function ofAbbreviations(places: readonly Place[]): Stumble[] {
  const known = new Set(COMMON)
  return places.flatMap(({ block, path }): Stumble[] => {
    if (isCapitals(wordsIn(block.content))) return []
    const line = wordsIn(block.content)
    for (const one of block.content)
      if (one.type === 'text' && one.marks?.some(({ type }) => type === 'abbreviation')) known.add(one.text)
    return [...line.matchAll(CAPITALS)].flatMap(({ 0: word, index }) => {
      const isShort = (word.match(/\p{Lu}/gu)?.length ?? 0) < 2
      if (isShort || ROMAN.test(word) || known.has(word)) return []
      known.add(word)
      return isExplained(line.slice(0, index), line.slice(index + word.length))
        ? []
        : [
            stumble(
              'abbreviation',
              path,
              `Le sigle ${quoted(word)} n’est pas expliqué.`,
              'Dites ce qu’il veut dire la première fois, ou remplacez-le.',
            ),
          ]
    })
  })
}

function ofWhole({ content }: RichText, places: readonly Place[]): Stumble[] {
  const hasImage = content.some(({ type }) => type === 'image')
  const hasWords = places.some(({ block }) => wordsIn(block.content).trim() !== '')
  return hasImage && !hasWords
    ? [
        stumble(
          'imageOnly',
          [],
          'Le texte n’est fait que d’images.',
          'Écrivez ce qu’elles disent\u00a0: une image ne se cherche pas, ne s’agrandit pas et ne s’écoute pas.',
        ),
      ]
    : []
}

/** Documents are read in their order: one path comes before another. */
function inOrder({ path: one }: Stumble, { path: other }: Stumble): number {
  const at = one.findIndex((step, index) => step !== other[index])
  return at < 0 ? one.length - other.length : (one[at] ?? 0) - (other[at] ?? -1)
}

/** What a reader would stumble on, in the order of the text. */
export function stumbles(doc: RichText): Stumble[] {
  const places = doc.content.flatMap(placesOf)
  return [
    ...ofWhole(doc, places),
    ...doc.content.flatMap((block, at) => {
      if (block.type === 'image') return ofImage(block, [at])
      return block.type === 'table' ? ofTable(block, [at], doc.content[at - 1]) : []
    }),
    ...ofHeadings(doc.content),
    ...ofAbbreviations(places),
    ...places.flatMap((place) => [...ofLinks(place), ...ofSentences(place), ...ofCapitals(place)]),
  ]
    .toSorted(inOrder)
    .slice(0, MOST_SAID)
}
