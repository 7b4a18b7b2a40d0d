// Public information: what an authority says for a while on its counter and on the metropolis's.
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { territory } from '#territory'
import { type Notice, noticeRow, noticesInForce } from './queries.ts'

/**
 * Notices in force for someone: those of their commune, then those of the metropolis, the latest first.
 * @param communeCode INSEE code of a commune or arrondissement; unknown or null: the metropolis alone
 */
export async function noticesFor(tx: Read, communeCode: string | null, limit: number): Promise<Notice[]> {
  const known = await territory(tx)
  const own = communeCode === null ? undefined : known.area(communeCode)
  const ids = [...(own === undefined ? [] : [own.authorityId]), known.metropolis.id]
  return noticesInForce(tx, ids, limit)
}

/**
 * One notice, even ended: a link that was shared goes on leading somewhere.
 * @throws NotFound
 */
export async function noticeById(tx: Read, id: number): Promise<Notice> {
  const notice = Number.isSafeInteger(id) && id > 0 && id < 2 ** 31 ? await noticeRow(tx, id) : undefined
  if (notice === undefined) throw new NotFound('Cette information n’existe pas ou a été retirée.')
  return notice
}
