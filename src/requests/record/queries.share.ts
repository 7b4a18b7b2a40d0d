// SQL of the units that were given sight of a request.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

/** A unit keeps sight of a request that it hands over, or that a town hall answers by link. That of who entered it is given by `requests.send`. */
export async function keepInSight(
  tx: Write,
  requestId: number,
  unitId: number,
  reason: 'handed-over' | 'relayed' = 'handed-over',
): Promise<void> {
  await sql`insert into requests.access (request_id, unit_id, reason, since) values (${requestId}, ${unitId}, ${reason}, ${tx.now})
    on conflict (request_id, unit_id) do nothing`.execute(tx.q)
}

export const sharesOf = (tx: Read, requestId: number) =>
  tx.q
    .selectFrom('requests.access')
    .select(['unit_id as unitId', 'reason', 'since'])
    .where('request_id', '=', requestId)
    .orderBy('since')
    .execute()
