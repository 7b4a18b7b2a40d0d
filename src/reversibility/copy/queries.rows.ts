// SQL: which rows of a table are an authority's, as its module says.
import { type RawBuilder, sql } from 'kysely'
import type { Carried } from '#platform/db/db.ts'

/** True of the rows `t` of the table that are that authority's. */
export function isOf(one: Carried, carried: readonly Carried[], authorityId: number): RawBuilder<boolean> {
  const { table, rows } = one
  if (typeof rows === 'function') return rows(authorityId)
  if (rows === 'of-subjects') {
    // A message may hold files, and hang on a request: nothing hangs on its own kind.
    const others = carried.filter((other) => other !== one)
    return isOnSubject(others, authorityId)
  }
  if ('authority' in rows) return sql`t.${sql.ref(rows.authority)} = ${authorityId}`
  const held = carried.find((other) => other.table === rows.of)
  if (held === undefined) throw new Error(`${table} hangs on ${rows.of}, which nobody carries`)
  return sql`t.${sql.ref(rows.column)} in (${named(held, rows.by ?? 'id', carried, authorityId)})`
}

const named = (
  held: Carried,
  by: string,
  carried: readonly Carried[],
  authorityId: number,
): RawBuilder<unknown> =>
  sql`select t.${sql.ref(by)} from ${sql.table(held.table)} t where ${isOf(held, carried, authorityId)}`

function isOnSubject(carried: readonly Carried[], authorityId: number): RawBuilder<boolean> {
  const each = carried.flatMap((held) =>
    held.subject === undefined
      ? []
      : [
          sql`t.subject_kind = ${held.subject.kind} and t.subject_id::text in
            (select n::text from (${named(held, held.subject.by, carried, authorityId)}) named (n))`,
        ],
  )
  return sql`(${sql.join(each, sql` or `)})`
}
