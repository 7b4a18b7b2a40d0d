// Pages of calls: a cursor says after which row the next one begins, and means nothing else to whoever holds it.
import { z } from 'zod'
import { BadInput } from '../errors.ts'

/** How many, and after which: for the query of a call. */
export const PAGED = z.object({
  limit: z.coerce
    .number()
    .int('Un nombre entier.')
    .min(1, 'Un au moins.')
    .max(100, 'Cent au plus.')
    .default(50)
    .meta({ description: 'Combien au plus, cinquante quand rien n’est dit.' }),
  cursor: z
    .string()
    .max(120, 'Reprenez le curseur de la page d’avant.')
    .optional()
    .meta({ description: 'Le curseur rendu avec la page d’avant\u00a0; sans lui, la première.' }),
})

/** What comes after; null: nothing. */
export const NEXT = z
  .string()
  .nullable()
  .meta({ description: 'Le curseur de la page d’après, ou rien quand c’est la dernière.' })

const written = (after: string): string => Buffer.from(after).toString('base64url')

/** After what the page begins; undefined for the first. @throws BadInput on `cursor` */
export function afterOf<T>(cursor: string | undefined, shape: z.ZodType<T>): T | undefined {
  if (cursor === undefined) return undefined
  const read = shape.safeParse(Buffer.from(cursor, 'base64url').toString('utf8'))
  if (!read.success)
    throw new BadInput([{ field: 'cursor', message: 'Reprenez le curseur de la page d’avant.' }])
  return read.data
}

/** Rows of which one more than asked was read: the page, and what is after it. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  keyOf: (row: T) => string | number,
): { items: readonly T[]; next: string | null } {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? written(String(keyOf(last))) : null }
}
