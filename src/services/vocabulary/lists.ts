// The words of the whole territory, list by list: what is changed of each on screen, how it is typed, read and put back; how one is
// added, and what keeps it from being withdrawn. Data.
import { z } from 'zod'
import { linesOf } from '#drafting'
import { plural } from '#platform/ui/french.ts'
import { isSameWords } from '#platform/plain-words.ts'
import { type Choice, type Field, field, lineOf } from '#platform/screens/field.ts'
import type { Day } from '#territory'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { LifeEvent } from '../catalogue/queries.ts'
import type { ServiceDefinition } from '../words/definition.ts'

/** A column that is changed: a control, and how it is typed. */
interface Column {
  readonly field: Field<string>
  readonly read: (value: unknown, known: Catalogue) => string
  /** What is kept. @throws Unsaid, with a sentence, for what it does not understand */
  readonly write: (typed: string, known: Catalogue) => unknown
  /** What its list holds. */
  readonly choices?: (known: Catalogue) => readonly Choice[]
}

type Columns = Readonly<Record<string, Column>>

/** How one is added. */
interface Adding {
  /** In the address, after the list. */
  readonly at: string
  /** « Nouveau thème » */
  readonly title: string
  /** The column that its own address is made of; absent: it has none. */
  readonly named?: string
  /** What is asked of a new one alone. */
  readonly first?: Columns
  /** It stands after the others. */
  readonly isRanked?: true
}

/** What still uses a word, and where that is changed. */
export interface Use {
  readonly said: string
  readonly href: string
}

/** What was typed means nothing, and why. */
export class Unsaid extends Error {}

export interface WordList {
  /** In the address. */
  readonly name: string
  /** « Sujet » */
  readonly one: string
  readonly table: string
  readonly key: string
  readonly columns: Columns
  /** What a row is called in the list, and what else is said of it there. */
  readonly titleOf: (row: WordRow) => string
  readonly textOf: (row: WordRow) => string
  /** Where it counts, for whoever changes it. */
  readonly usedBy?: (row: WordRow, known: Catalogue) => string
  readonly added?: Adding
  /** It is withdrawn into another of the list, unless something uses it. */
  readonly keptBy?: (row: WordRow, known: Catalogue, today: Day) => readonly Use[]
  /** What the other takes of it then. */
  readonly given?: (row: WordRow, into: WordRow) => Readonly<Record<string, unknown>>
}

/** A row, with what its changes are told by. */
export type WordRow = Readonly<Record<string, unknown>> & {
  /** Withdrawn: its address leads there. */
  readonly leads_to?: string | null
  readonly number: number
  readonly version: number
}

const said = lineOf(2000).pipe(z.string().min(1, 'Ce texte manque.'))
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const plain = (
  label: string,
  control: 'line' | 'text',
  more: { hint?: string; rows?: number } = {},
): Column => ({
  field: field({ label, control, type: said, ...more }),
  read: textOf,
  write: (typed) => typed,
})

const phrasesIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

const phrases = (label: string, hint: string, least: number): Column => ({
  field: field({ label, hint, control: 'text', rows: 8, optional: true, type: lineOf(4000) }),
  read: (value) => phrasesIn(value).join('\n'),
  write(typed) {
    const lines = linesOf(typed)
    if (lines.length > 0 && lines.length < least)
      throw new Unsaid(`Écrivez ${plural(least, 'expression', 'expressions')} au moins, une par ligne.`)
    const long = lines.find((line) => line.length > 300)
    if (long !== undefined) throw new Unsaid('Une expression a 300 caractères au plus.')
    return lines
  },
})

const SERVICE = /^[-–•]\s*/

const steps: Column = {
  field: field({
    label: 'Les étapes',
    hint: 'Une par paragraphe, séparée par une ligne vide\u00a0: son titre, ce qu’elle dit, puis chaque démarche sur une ligne qui commence par un tiret.',
    control: 'text',
    rows: 16,
    type: lineOf(8000).pipe(z.string().min(1, 'Écrivez une étape au moins.')),
  }),
  read: (value, known) =>
    (value as LifeEvent['steps'])
      .map(({ title, text, services }) =>
        [title, text, ...services.map((slug) => `- ${known.service(slug)?.definition.title ?? slug}`)].join(
          '\n',
        ),
      )
      .join('\n\n'),
  write: (typed, known) =>
    typed
      .split(/\n\s*\n/)
      .filter((paragraph) => paragraph.trim() !== '')
      .map((paragraph) => {
        const [title = '', ...rest] = linesOf(paragraph)
        const text = rest.filter((line) => !SERVICE.test(line)).join(' ')
        if (text === '') throw new Unsaid(`L’étape «\u00a0${title}\u00a0» ne dit rien sous son titre.`)
        const named = rest.filter((line) => SERVICE.test(line)).map((line) => line.replace(SERVICE, ''))
        return { title, text, services: named.map((name) => slugOf(name, known)) }
      }),
}

function slugOf(name: string, { services }: Catalogue): string {
  const found = services.find(({ slug, definition }) => slug === name || isSameWords(definition.title, name))
  if (found === undefined) throw new Unsaid(`Aucune démarche ne s’appelle «\u00a0${name}\u00a0».`)
  return found.slug
}

/** Pictures of themes and life events, among those of the kit. */
const PICTURES: readonly Choice[] = [
  ['house', 'Une maison'],
  ['landmark', 'Un monument'],
  ['traffic-cone', 'Un cône de chantier'],
  ['recycle', 'Le recyclage'],
  ['droplets', 'L’eau'],
  ['bike', 'Un vélo'],
  ['bus', 'Un bus'],
  ['truck', 'Un camion'],
  ['hammer', 'Un marteau'],
  ['baby', 'Un enfant'],
  ['library', 'Des livres'],
  ['heart-handshake', 'L’entraide'],
  ['hand-helping', 'Une main tendue'],
  ['accessibility', 'Le handicap'],
  ['id-card', 'Une carte d’identité'],
  ['shield-check', 'La sécurité'],
  ['store', 'Un commerce'],
  ['briefcase', 'Le travail'],
  ['flower-2', 'Une fleur'],
]

const icon: Column = {
  field: field({
    label: 'Image',
    control: { list: PICTURES },
    type: z.string().refine((name) => PICTURES.some(([known]) => known === name), 'Choisissez une image.'),
    medium: true,
  }),
  read: textOf,
  write: (typed) => typed,
}

const parent: Column = {
  field: field({
    label: 'Plus précis que',
    hint: 'Ce qui n’a pas de règle de compétence suit celles de ce sujet.',
    control: { list: [] },
    type: z.string(),
    optional: true,
    medium: true,
  }),
  read: textOf,
  choices: ({ categories }) => [
    ['', 'Aucun autre sujet'],
    ...categories.map(({ code, label }) => [code, label] as const),
  ],
  write(typed, { categories }) {
    if (typed === '') return null
    if (!categories.some(({ code }) => code === typed)) throw new Unsaid('Choisissez un sujet de la liste.')
    return typed
  },
}

const usesOf = ({ services }: Catalogue, isOfIt: (service: ServiceDefinition) => boolean): readonly Use[] =>
  services
    .filter(({ definition }) => isOfIt(definition))
    .map(({ slug, definition: { title } }) => ({
      said: `la démarche «\u00a0${title}\u00a0»`,
      href: `/administration/demarches/${slug}/rangement`,
    }))

const titled = {
  titleOf: ({ title }: WordRow) => textOf(title),
  textOf: ({ text }: WordRow) => textOf(text),
} as const

export const WORD_LISTS: readonly WordList[] = [
  {
    name: 'sujets',
    one: 'Sujet',
    table: 'services.category',
    key: 'code',
    columns: {
      label: plain('Nom', 'line'),
      synonyms: phrases('Ce que les gens disent', 'Une expression par ligne\u00a0: la recherche y mène.', 1),
    },
    titleOf: ({ label }) => textOf(label),
    textOf: ({ synonyms }) => phrasesIn(synonyms).join(', '),
    usedBy({ code }, { services, rules }) {
      const own = services.filter(({ definition }) => definition.category === code)
      const leading = rules.filter(({ category }) => category === code).length
      return `${plural(own.length, 'démarche', 'démarches')}${own.length === 0 ? '' : ` (${own.map(({ definition }) => definition.title).join(', ')})`} et ${plural(leading, 'règle de compétence', 'règles de compétence')} portent ce sujet.`
    },
    added: { at: 'nouveau', title: 'Nouveau sujet', named: 'label', first: { parent } },
    keptBy({ code }, known, today) {
      const current = known.rules.filter((rule) => rule.category === code && (rule.to ?? today) >= today)
      const below = known.categories.filter((category) => category.parent === code)
      return [
        ...usesOf(known, ({ category }) => category === code),
        ...(current.length === 0
          ? []
          : [
              {
                said: plural(current.length, 'règle de compétence', 'règles de compétence'),
                href: `/administration/competences/${String(code)}`,
              },
            ]),
        ...below.map((category) => ({
          said: `le sujet «\u00a0${category.label}\u00a0»`,
          href: `/administration/mots/sujets/${category.code}`,
        })),
      ]
    },
    given: ({ label, synonyms }, into) => ({
      synonyms: [...new Set([...phrasesIn(into.synonyms), ...phrasesIn([label]), ...phrasesIn(synonyms)])],
    }),
  },
  {
    name: 'synonymes',
    one: 'Synonymes',
    table: 'services.synonym',
    key: 'rank',
    columns: {
      words: phrases(
        'Mots et expressions qui veulent dire la même chose',
        'Une par ligne, deux au moins. La recherche de l’une trouve les autres. Vide\u00a0: le groupe ne sert plus.',
        2,
      ),
    },
    titleOf: ({ words }) => phrasesIn(words).slice(0, 3).join(', ') || 'Groupe vide',
    textOf: ({ words }) => phrasesIn(words).join(', '),
    added: { at: 'nouveaux', title: 'Écrire des synonymes' },
  },
  {
    name: 'themes',
    one: 'Thème',
    table: 'services.theme',
    key: 'slug',
    columns: {
      title: plain('Titre', 'line'),
      text: plain('Ce qu’il contient', 'line', { hint: 'Trois ou quatre exemples.' }),
    },
    ...titled,
    usedBy: ({ slug }, { services }) =>
      `${plural(services.filter(({ definition }) => definition.theme === slug).length, 'démarche y est rangée', 'démarches y sont rangées')}.`,
    added: { at: 'nouveau', title: 'Nouveau thème', named: 'title', first: { icon }, isRanked: true },
    keptBy: ({ slug }, known) => usesOf(known, ({ theme }) => theme === slug),
  },
  {
    name: 'moments',
    one: 'Moment de vie',
    table: 'services.life_event',
    key: 'slug',
    columns: { title: plain('Titre', 'line'), text: plain('Présentation', 'text', { rows: 3 }), steps },
    ...titled,
    added: { at: 'nouveau', title: 'Nouveau moment de vie', named: 'title', first: { icon }, isRanked: true },
    keptBy: () => [],
  },
]
