// What units hold of the tides: moorings in a harbour. Another unit takes them when theirs closes.
import { sql } from 'kysely'
import type { Possession } from '#platform/db/db.ts'

export const moorings: Possession = {
  id: 'tides.mooring',
  one: 'mouillage',
  several: 'mouillages',
  effect: 'Les bateaux restent où ils sont.',
  async count(tx, unitIds) {
    const { rows } = await sql<{ unitId: number; held: number }>`
      select unit_id as "unitId", count(*)::integer as held from tides.mooring
      where unit_id = any (${unitIds as number[]}::integer[]) group by unit_id`.execute(tx.q)
    return new Map(rows.map(({ unitId, held }) => [unitId, held]))
  },
  handing: {
    async move(tx, from, to) {
      const { rows } = await sql<{ id: number }>`
        update tides.mooring set unit_id = ${to} where unit_id = ${from} returning id`.execute(tx.q)
      return { ids: rows.map(({ id }) => id), from }
    },
    async giveBack(tx, { ids, from }) {
      await sql`update tides.mooring set unit_id = ${from as number} where id = any (${ids as number[]}::bigint[])`.execute(
        tx.q,
      )
    },
  },
}
