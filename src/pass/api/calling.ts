// The partner whose key calls, and the row that each call begins with.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { Forbidden } from '#platform/errors.ts'
import { type Partner, partnerColumns } from '../record/queries.ts'
import { apiAccess } from './access.ts'

export const AT = '/api/v1/pass'

/** @throws Forbidden when the key was just taken back, or the agreement is over */
export async function callingPartner(tx: Read, action: keyof typeof apiAccess): Promise<Partner> {
  const { rows } = await sql<Partner>`select ${partnerColumns(tx)}
    from pass.partner p cross join lateral (select p.id as partner_id) w where ${allowedRows(apiAccess[action], tx.actor, 'w')} limit 1`.execute(
    tx.q,
  )
  const [partner] = rows
  if (partner === undefined)
    throw new Forbidden('L’accord du partenaire est terminé, ou sa clé vient d’être retirée.')
  return partner
}
