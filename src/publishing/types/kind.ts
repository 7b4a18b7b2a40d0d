// Types of contents as a kind of definition: what is asked of each, how long it is trusted, and how it is read where that differs.
import { type Field, fieldSchema, kindOf } from '#forms'
import { live, version } from '#definitions'
import type { Read } from '#platform/db/db.ts'
import { definitionKind, type Problem } from '#platform/house/definition.ts'
import { z } from 'zod'
import { isAsked } from './controls.ts'

/** A text with titles, lists, tables… (#writing). */
const RICH = 'rich-text'

export interface RichField {
  id: string
  type: typeof RICH
  label: string
  hint?: string | undefined
  optional?: true | undefined
}

/** One of those of forms, or a rich text. */
export type ContentField = Field | RichField

export const isRich = (field: ContentField): field is RichField => field.type === RICH

/** Pages that differ from the shared one (reading/pages). */
export const PAGES = ['event', 'press', 'experience', 'gallery'] as const
export type PageName = (typeof PAGES)[number]

export interface ContentType {
  id: string
  /** « Fiche d’expérience », « Fiches d’expérience » */
  title: string
  several: string
  /** What it is for, to whoever chooses among them. */
  hint: string
  /** Absent: the shared one. */
  page?: PageName | undefined
  /** After how many months somebody reads it again. */
  reviewMonths: number
  /** What one comes back to: on the page « Documentation » of elected members. */
  isReference?: true | undefined
  fields: ContentField[]
  /** It holds documents; `instead`: the question whose answer stands for them, without which at least one is joined. Absent: it holds none. */
  documents?: { instead?: string | undefined } | undefined
  /** The question, a short text, that is answered by a channel of the authority: under which it is read on the home of agents. */
  channel?: string | undefined
}

const richField: z.ZodType<RichField> = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/, 'lower case, digits and _'),
  type: z.literal(RICH),
  label: z.string().min(1),
  hint: z.string().optional(),
  optional: z.literal(true).optional(),
})

const schema: z.ZodType<ContentType> = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]{1,39}$/, 'lower case and -'),
  title: z.string().min(2).max(40),
  several: z.string().min(2).max(40),
  hint: z.string().min(10).max(200),
  page: z.enum(PAGES).optional(),
  reviewMonths: z.int().min(1).max(60),
  isReference: z.literal(true).optional(),
  fields: z
    .array(z.union([richField, fieldSchema]))
    .min(1)
    .max(20),
  documents: z.strictObject({ instead: z.string().optional() }).optional(),
  channel: z.string().optional(),
})

/** What every content has, whatever its type. */
const TAKEN = [
  'title',
  'summary',
  'theme',
  'picture',
  'about1',
  'about2',
  'about3',
  'type',
  'unit',
  'version',
  'lu',
  'essai',
  'rangee',
]

function faultsOf(field: ContentField): string[] {
  const question = `La question «\u00a0${field.label}\u00a0»`
  if (TAKEN.includes(field.id)) return [`${question} porte un nom réservé, ${field.id}.`]
  if (isRich(field)) return []
  if (!isAsked(field))
    return [`${question} n’est pas d’un type que l’on écrit dans un contenu, ${field.type}.`]
  const own = kindOf(field.type).faults(field)
  return field.showIf === undefined && field.requiredIf === undefined
    ? [...own]
    : [...own, `${question} a une condition\u00a0: un contenu n’en a pas.`]
}

function channelFaults({ fields, channel }: ContentType): Problem[] {
  const found = fields.find(({ id }) => id === channel)
  if (channel === undefined || (found?.type === 'short-text' && found.optional)) return []
  const sentence = `Aucune question facultative d’un texte court ne porte l’identifiant ${channel}.`
  return [{ at: 'channel', sentence }]
}

function refuse(type: ContentType): Problem[] {
  const { fields, documents } = type
  const { instead } = documents ?? {}
  const isKnown = instead === undefined || fields.some(({ id, optional }) => id === instead && optional)
  const twice = fields.filter(({ id }, at) => fields.findIndex((other) => other.id === id) < at)
  return [
    ...channelFaults(type),
    ...twice.map(({ id }) => ({ at: id, sentence: `Deux questions portent l’identifiant ${id}.` })),
    ...(isKnown
      ? []
      : [{ at: 'documents', sentence: `Aucune question facultative ne porte l’identifiant ${instead}.` }]),
    ...fields.flatMap((field) => faultsOf(field).map((sentence) => ({ at: field.id, sentence }))),
  ]
}

export const CONTENT = definitionKind<ContentType>({
  kind: 'content',
  one: 'type de contenu',
  schema,
  idOf: ({ id }) => id,
  folder: 'contents',
  refuse,
  parts: {
    title: 'le nom',
    several: 'le nom au pluriel',
    hint: 'ce à quoi il sert',
    page: 'la page qui le montre',
    reviewMonths: 'les mois avant relecture',
    documents: 'les documents joints',
    channel: 'la question du canal',
    isReference: 'la place dans «\u00a0Documentation\u00a0»',
    fields: {
      one: 'question',
      isFeminine: true,
      id: 'id',
      title: 'label',
      parts: {
        label: 'le nom',
        hint: 'l’aide',
        optional: 'facultative',
        choices: 'les réponses',
        maxLength: 'la longueur',
        unit: 'l’unité',
        rows: 'ce que dit chaque ligne',
        type: 'le type',
      },
    },
  },
})

/** A type as it is today, with the number of its version. */
export interface StandingType {
  type: ContentType
  version: number
}

/** Those in which one may write today, in the order of their names. */
export async function contentTypes(tx: Read): Promise<StandingType[]> {
  const found = (await live(tx, CONTENT)).map(({ body, version: number }) => ({
    type: body,
    version: number,
  }))
  return found.toSorted((one, other) => one.type.title.localeCompare(other.type.title, 'fr'))
}

/** A type as it was under that version. @throws NotFound */
export const typeVersion = (tx: Read, id: string, number: number): Promise<ContentType> =>
  version(tx, CONTENT, id, number)
