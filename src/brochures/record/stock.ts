// Copies come from the printer, or are counted again: each with its reason, told on the brochure.
import type { Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { holdBrochure, tell } from './keep.ts'
import { restock } from './queries.ts'
import { copies } from './words.ts'

/** `many`: what is added; when counted again, what may be taken off. @throws NotFound; BadInput beside the number. @returns what is left */
export async function moveStock(
  tx: Write,
  id: number,
  kind: 'received' | 'corrected',
  many: number,
  because: string,
): Promise<number> {
  const { stock } = await holdBrochure(tx, id)
  const left = await restock(tx, id, kind, many, because)
  if (left === null)
    throw new BadInput([
      { field: 'copies', message: `Il y en a ${copies(stock)}\u00a0: le stock ne peut pas être négatif.` },
    ])
  await tell(tx, 'brochure.restocked', id, { kind, copies: many, stock: left })
  return left
}
