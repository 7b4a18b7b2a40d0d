// Where sources are kept, and the one that an address names.
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import type { Context } from '#platform/http/route.ts'
import { keptSource, type Source } from './queries.ts'

export const HERE = '/administration/sources'
export const action = 'source.keep'

export const numberIn = (text: string | undefined): number =>
  /^[1-9]\d{0,8}$/.test(text ?? '') ? Number(text) : 0

/** The one that the address names. @throws NotFound */
export async function asked(tx: Read, { params }: Pick<Context, 'params'>): Promise<Source> {
  const found = await keptSource(tx, numberIn(params.source))
  if (found === undefined) throw new NotFound()
  return found
}
