// What is asked of a content, whatever its type and by its type: how it is typed, kept, and still missing before it is read.
import { type Answer, kindOf } from '#forms'
import { type Area, type Day, localDay, territory } from '#territory'
import { notationOf, richField, type RichText, richText, type Stumble, stumbles } from '#writing'
import type { Read } from '#platform/db/db.ts'
import { dayOrNone, type Field, field, lineOf } from '#platform/screens/field.ts'
import { type Form, formOf } from '#platform/screens/form.ts'
import { z, type ZodType } from 'zod'
import { controlFor, rawFor, typedFor } from './controls.ts'
import { type ContentField, type ContentType, isRich } from './kind.ts'

/** What answers are judged by. */
export interface Judging {
  today: Day
  area(code: string): Area | undefined
}

export async function judgingIn(tx: Read): Promise<Judging> {
  const place = await territory(tx)
  return { today: localDay(tx.now, place.zone), area: (code) => place.area(code) }
}

/** What a content keeps by field of its type: answers, rich texts. */
export type Values = Readonly<Record<string, unknown>>

type Asked = Exclude<ContentField, { type: 'rich-text' }>

/** What was typed, as the type of the question judges it; undefined when nothing was. */
function answerOf(question: Asked, judging: Judging): ZodType<Answer | undefined> {
  const typed: ZodType<string | string[] | null> =
    question.type === 'date' ? dayOrNone : z.union([z.string(), z.array(z.string())])
  return typed.transform((text, context) => {
    const judged = kindOf(question.type).judge(question, rawFor(question, text ?? ''), judging)
    if ('problem' in judged) {
      // Of several controls, the one that is wrong.
      const path = question.type === 'rows' && judged.part !== undefined ? [judged.part] : []
      context.addIssue({ code: 'custom', message: judged.problem, path })
      return z.NEVER
    }
    return 'answer' in judged ? judged.answer : undefined
  })
}

/** A question that is answered by a channel: the list is known where it is shown. */
const channelField = ({ label, hint }: ContentField): Field =>
  field({
    label,
    ...(hint === undefined ? {} : { hint }),
    control: { list: [] },
    medium: true,
    type: z.string().transform((typed) => (typed === '' ? undefined : typed)),
  })

/** A question as it is asked. What is missing is said before publication: a draft keeps what there is. */
export function fieldFor(question: ContentField, judging: Judging): Field {
  const { label, hint, optional } = question
  const said = {
    label,
    ...(hint === undefined ? {} : { hint }),
    ...(optional === undefined ? {} : { optional }),
  }
  if (!isRich(question))
    return { ...said, control: controlFor(question), type: answerOf(question, judging), rows: 5 }
  const { control, type } = richField({ ...said, optional: true, rows: 14 })
  return {
    ...said,
    control,
    type: type.transform((text) => (text.content.length === 0 ? undefined : text)),
    rows: 14,
  }
}

const MORE_TERRITORY = 'Il parle aussi d’un autre territoire'

const seekTerritory = { list: [], seek: 'Chercher une commune, une conférence' } as const
const about = (label: string, hint?: string, under?: string) =>
  field({
    label,
    ...(under === undefined ? {} : { under }),
    ...(hint === undefined ? {} : { hint }),
    optional: true,
    control: seekTerritory,
    type: z.string(),
  })

/** What is asked of every content. */
const COMMON = {
  title: field({
    label: 'Titre',
    hint: 'Ce que le lecteur y trouve, en moins de 80 signes si vous pouvez.',
    control: 'line',
    type: lineOf(160).refine(
      (text) => text.length >= 5,
      'Écrivez un titre plus long\u00a0: ce dont il s’agit.',
    ),
  }),
  summary: field({
    label: 'L’essentiel',
    hint: 'Une ou deux phrases, lues dans les listes et la recherche.',
    control: 'text',
    rows: 3,
    type: lineOf(400).transform((text) => text.replaceAll(/\s+/g, ' ')),
  }),
}

const PLACED = {
  theme: field({ label: 'Rubrique', control: { list: [] }, medium: true, type: z.string() }),
  picture: field({
    label: 'Image de présentation',
    hint: 'Montrée dans les listes, et sous le titre si le texte ne la montre pas.',
    optional: true,
    control: { list: [] },
    medium: true,
    type: z.string().transform((key) => (key === '' ? null : key)),
  }),
  unit: field({
    label: 'Tenu à jour par',
    hint: 'Le service nommé au lecteur, qui relit le contenu le jour venu.',
    control: { list: [], seek: 'Chercher un service' },
    type: z.string().min(1, 'Choisissez le service qui en répond.'),
  }),
  about1: about(
    'Le territoire dont il parle',
    'Une commune, ou toutes celles d’une conférence. Rien\u00a0: tout le territoire.',
  ),
  about2: about('Et un deuxième territoire', undefined, MORE_TERRITORY),
  about3: about('Et un troisième territoire', undefined, MORE_TERRITORY),
}

export const ABOUT = ['about1', 'about2', 'about3'] as const

/** The form of a content of that type; `isOfUnit`: it says which unit answers for it. */
export const contentForm = (
  type: ContentType,
  judging: Judging,
  isOfUnit = true,
): Form<Record<string, Field>> => {
  const { unit, ...placed } = PLACED
  return formOf({
    ...COMMON,
    ...Object.fromEntries(
      type.fields.map((question) => [
        question.id,
        question.id === type.channel ? channelField(question) : fieldFor(question, judging),
      ]),
    ),
    ...(isOfUnit ? { unit } : {}),
    ...placed,
  } as Record<string, Field>)
}

/** What was typed in it, by field of the type: nothing of what is empty. */
export const valuesIn = (
  { fields }: ContentType,
  typed: Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(fields.flatMap(({ id }) => (typed[id] === undefined ? [] : [[id, typed[id]]])))

/** An answer as its type judges it again; undefined for what is none of its answers, whoever wrote it there. */
function soundAnswer(question: Asked, kept: unknown, judging: Judging): Answer | undefined {
  const kind = kindOf(question.type)
  try {
    const judged = kind.judge(question, kind.rawOf(kept as Answer, question), judging)
    return 'answer' in judged ? judged.answer : undefined
  } catch {
    return undefined
  }
}

/** What is kept, as far as its type reads it. */
export const soundIn = ({ fields }: ContentType, values: Values, judging: Judging): Record<string, unknown> =>
  Object.fromEntries(
    fields.flatMap((question) => {
      const kept = values[question.id]
      if (kept === undefined) return []
      const sound = isRich(question) ? richText.safeParse(kept).data : soundAnswer(question, kept, judging)
      return sound === undefined ? [] : [[question.id, sound]]
    }),
  )

/** What the controls show for what is kept. */
export const shownIn = ({ fields }: ContentType, values: Values): Record<string, string | string[]> =>
  Object.fromEntries(
    fields.flatMap((question) => {
      const kept = values[question.id]
      if (kept === undefined) return []
      return [
        [
          question.id,
          isRich(question) ? notationOf(kept as RichText) : typedFor(question, kept as Answer),
        ] as const,
      ]
    }),
  )

/** Labels of what must be answered before anybody reads it, and is not. */
export const missingIn = ({ fields }: ContentType, values: Values): string[] =>
  fields
    .filter((question) => question.optional === undefined && values[question.id] === undefined)
    .map(({ label }) => label)

/** What readers would stumble on in its texts, each with the name of its field. */
export const stumblesIn = ({ fields }: ContentType, values: Values): (Stumble & { label: string })[] =>
  fields.flatMap((question) => {
    const kept = values[question.id]
    if (!isRich(question) || kept === undefined) return []
    return stumbles(kept as RichText).map((stumble) => ({ ...stumble, label: question.label }))
  })
