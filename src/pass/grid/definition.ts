// What a grid of rights is: rows that give a class to whoever meets a condition, until when, on which proofs. Data.
import { z } from 'zod'
import { SECTORS } from '#register'
import { type Condition, conditionSchema } from '#rules'
import { FACTS, type FactId, LEVELS, type Level } from '../proof/facts.ts'

export type SectorId = keyof typeof SECTORS

export interface GridRow {
  readonly id: string
  /** As whoever writes the grid calls it. */
  readonly label: string
  readonly when: Condition
  /** Id of a class. */
  readonly class: string
}

export type Lasts = { readonly months: number } | { readonly until: string }

export interface Grid {
  readonly id: string
  readonly title: string
  readonly sector: SectorId
  /** Code of the authority that gives the right. */
  readonly controller: string
  /** Entry of the register of processing. */
  readonly processing: string
  readonly classes: readonly { readonly id: string; readonly label: string }[]
  readonly rows: readonly GridRow[]
  /** What whoever meets no row has: a class, or no right (null). Absent: every case has a row. */
  readonly otherwise?: string | null | undefined
  /** Months from the decision, or the next such day of the year (`MM-DD`). */
  readonly lasts: Lasts
  /** How surely each fact that rows read must be known. */
  readonly proofs: { readonly [fact in FactId]?: Level | undefined }
}

const name = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Un identifiant s’écrit en minuscules, chiffres et tirets.')
  .max(60)
const line = z.string().trim().min(1, 'Ce texte manque.').max(200, 'Ce texte dépasse 200 caractères.')

// 29 February would not come every year.
const dayOfYear = z
  .string()
  .regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, 'Écrivez le mois et le jour\u00a0: 08-31.')
  .refine((text) => isDayOfYear(text), 'Ce jour ne vient pas chaque année.')

function isDayOfYear(text: string): boolean {
  const day = new Date(`2001-${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(5, 10) === text
}

export const gridSchema: z.ZodType<Grid> = z.strictObject({
  id: name,
  title: line,
  sector: z.enum(Object.keys(SECTORS) as [SectorId, ...SectorId[]], 'Ce secteur n’existe pas.'),
  controller: z.string().regex(/^[0-9AB]{5}$|^[0-9]{9}$/, 'Écrivez le code d’une collectivité.'),
  processing: name,
  classes: z
    .array(z.strictObject({ id: name, label: line }))
    .min(1, 'Dites au moins une classe.')
    .max(20),
  rows: z.array(z.strictObject({ id: name, label: line, when: conditionSchema, class: name })).max(60),
  otherwise: name.nullable().optional(),
  lasts: z.union(
    [z.strictObject({ months: z.int().min(1).max(60) }), z.strictObject({ until: dayOfYear })],
    'Dites un nombre de mois (months), ou un jour de l’année (until).',
  ),
  proofs: z.partialRecord(z.enum(FACTS), z.enum(LEVELS)),
})
