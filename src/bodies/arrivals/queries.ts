// SQL of imports of the national register, and of the councils that they are compared with. Whoever imports reads and writes their own.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import { countOf } from '#platform/db/count.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { Asked } from '#platform/runs/undoable.ts'
import { keepers } from '../record/access.ts'
import type { SaidOfSeat } from '../record/queries.write.ts'
import type { Days } from '../record/queries.ts'
import type { Change, Council, Differences, Left } from './differences.ts'

/** What the changes of a council made, each row as it wrote it: what is otherwise since is somebody’s. */
export interface Made {
  bodyId: number
  termId: number
  /** Made with its first term. */
  isFounded: boolean
  /** The days of the term, when it began. */
  begun: Days | null
  /** The term that ended for it. */
  closed: { id: number; before: Days; after: Days } | null
  /** `after` null: it had begun that very day, and is no more. */
  left: { seatId: number; memberId: number; before: SaidOfSeat; after: SaidOfSeat | null }[]
  given: { memberId: number; said: SaidOfSeat }[]
}

export interface RegisterImport extends Asked<Made> {
  changes: Change[]
  left: Left[]
  /** Of the councils as they stood when the file was read, by authority. */
  marks: Readonly<Record<string, string>>
}

export const IMPORTS = 'bodies.register_import'

export async function insertImport(
  tx: Write,
  { changes, left }: Differences,
  marks: RegisterImport['marks'],
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into bodies.register_import (changes, left_alone, marks, set_by, set_at)
    values (${JSON.stringify(changes)}, ${JSON.stringify(left)}, ${JSON.stringify(marks)}, ${tx.actor.personId}, ${tx.now}) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

export async function importById(tx: Read, id: number): Promise<RegisterImport | undefined> {
  const { rows } = await sql<RegisterImport>`
    select id, changes, left_alone as "left", marks, made, undone_at as "undoneAt" from bodies.register_import where id = ${id}`.execute(
    tx.q,
  )
  return rows[0]
}

/** Seats of a term that an import gave, and nobody took away. */
export async function seatsGiven(tx: Read, id: number, termId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from bodies.seat where import_id = ${id} and term_id = ${termId} order by id desc`.execute(tx.q)
  return rows.map((seat) => seat.id)
}

/** One’s own import that gave a seat. */
export async function giverOf(tx: Read, seatId: number): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select i.id from bodies.register_import i join bodies.seat s on s.import_id = i.id where s.id = ${seatId}`.execute(
    tx.q,
  )
  return rows[0]?.id
}

/** The council of each of these authorities, with who sits there today; one that has none too. */
export async function councilsOf(tx: Read, authorityIds: readonly number[]): Promise<Council[]> {
  const { rows } = await sql<Council>`
    select a.id as "authorityId", b.id as "bodyId",
      case when t.id is not null then json_build_object('id', t.id, 'from', t.first_day, 'to', t.last_day) end as term,
      coalesce((select json_agg(json_build_object('id', s.id, 'name', m.name, 'post', s.post, 'rank', s.rank, 'delegation', s.delegation,
          'standsFor', s.stands_for, 'from', s.first_day, 'to', s.last_day) order by s.post, s.rank, s.id)
        from bodies.seat s join bodies.member m on m.id = s.member_id
        where s.term_id = t.id and daterange(s.first_day, s.last_day, '[]') @> territory.day_of(${tx.now})), '[]') as seats,
      coalesce((select json_agg(m.name order by s.id) from bodies.seat s join bodies.member m on m.id = s.member_id
        where s.term_id = t.id and s.last_day < territory.day_of(${tx.now})), '[]') as former
    from unnest(${authorityIds as number[]}::integer[]) as a (id)
    left join bodies.body b on b.authority_id = a.id and b.kind in ('metropolitan', 'municipal') and ${allowedRows(keepers, tx.actor, 'b')}
    left join bodies.term t on t.body_id = b.id and daterange(t.first_day, t.last_day, '[]') @> territory.day_of(${tx.now})
    order by a.id`.execute(tx.q)
  return rows
}

/** Set before that. As the system. */
export const forgetImports = (tx: Write, before: Date, most: number): Promise<number> =>
  countOf(
    tx,
    sql`delete from bodies.register_import where id in (
      select id from bodies.register_import where set_at < ${before} limit ${most})`,
  )
