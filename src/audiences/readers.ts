// Who may see a row, declared once: the check and the filter of both walls, what somebody is for the row, and who is said to see it.
import { type RawBuilder, sql } from 'kysely'
import type { Relation } from '#platform/access.ts'
import type { Actor } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { heldIds, type KeyKind, mayHold } from '#platform/house/audience.ts'

/** One way to a row: whoever holds one of the keys that its column names. */
export interface Way<Row, As extends string> {
  /** For the access matrix: « handler or manager in its unit ». */
  readonly name: string
  readonly key: KeyKind
  readonly column: string
  /** Does the column hold several ids? */
  readonly isList?: true
  /** What whoever comes this way is for the row: `of` reads the column, `as` names it, unless the key already does. */
  readonly role?: { readonly of: (row: Row) => number | null; readonly as?: As }
  /** Who comes this way, for « Qui y a accès »; absent when nobody is told. */
  readonly told?: (tx: Read, row: Row) => Promise<readonly { readonly id: number; readonly why: string }[]>
}

/** Somebody who may read a row, and why. */
export interface Reader {
  name: string
  why: string
}

export interface Readers<Row, As extends string, Name extends string> {
  /** Relations of an access table: those ways alone. */
  by(...names: Name[]): Relation[]
  /** The condition of the policy, which a test compares with the database’s. `alias` for a function that asks it by itself. */
  policy(alias?: string): string
  /** The condition of a function that runs with its owner’s rights and holds the ids of these ways in variables. */
  within(alias: string, variables: Partial<Record<Name, string>>): string
  /** What the actor is for the row, each once. */
  rolesOf(actor: Actor, row: Row): As[]
  /** Who may read the row, in the order of the ways. */
  sentences(tx: Read, row: Row): Promise<Reader[]>
}

/** What the database asks: the actor’s ids are found once a statement. */
function asked({ key, isList }: Way<never, string>, column: string): string {
  if ('only' in key && key.only !== undefined) return `${column} = (select ${key.only})`
  return isList
    ? `${column} && (select audiences.actor_ids('${key.kind}')::integer[])`
    : `${column} = any ((select audiences.actor_ids('${key.kind}'))::bigint[])`
}

/** What the program asks: the ids that the session gives, or those that the database finds. */
function filter(
  { key, column, isList }: Way<never, string>,
  actor: Actor,
  alias: string,
): RawBuilder<boolean> {
  const ref = sql.ref(`${alias}.${column}`)
  if ('ever' in key)
    return isList
      ? sql<boolean>`${ref} && (select audiences.actor_ids(${key.kind})::integer[])`
      : sql<boolean>`${ref} = any ((select audiences.actor_ids(${key.kind}))::bigint[])`
  const ids = heldIds(key, actor)
  return key.only === undefined
    ? sql<boolean>`${ref} = any (${ids})`
    : sql<boolean>`${ref} = ${ids[0] ?? null}`
}

function rolesBy<Row, As extends string>({ key, role }: Way<Row, As>, actor: Actor, row: Row): As[] {
  if (role === undefined || 'ever' in key) return []
  const id = role.of(row)
  const held = id === null ? [] : key.holds(actor).filter(({ ids }) => ids.includes(id))
  return held.map((item) => role.as ?? (item.as as As))
}

async function toldBy<Row, As extends string>(
  { key, told }: Way<Row, As>,
  tx: Read,
  row: Row,
): Promise<Reader[]> {
  const readers: Reader[] = []
  for (const { id, why } of (await told?.(tx, row)) ?? [])
    readers.push({ name: (await key.says?.(tx, id)) ?? '', why })
  return readers
}

/** Declares who may see the rows of a table, in the order in which its policy asks. */
export function readersOf<Row, As extends string, Name extends string>(
  ways: Readonly<Record<Name, Way<Row, As>>>,
): Readers<Row, As, Name> {
  const all = Object.values<Way<Row, As>>(ways)
  return {
    by: (...names) =>
      names.map((name) => ({
        name: ways[name].name,
        ever: (actor) => mayHold(ways[name].key, actor),
        rows: (actor, alias) => filter(ways[name], actor, alias),
      })),
    policy: (alias) =>
      all.map((way) => asked(way, alias === undefined ? way.column : `${alias}.${way.column}`)).join(' or '),
    within: (alias, variables) =>
      (Object.keys(ways) as Name[])
        .filter((name) => variables[name] !== undefined)
        .map((name) => {
          const { column, isList } = ways[name]
          return `${alias}.${column} ${isList ? `&& ${variables[name]}` : `= any (${variables[name]})`}`
        })
        .join(' or '),
    rolesOf: (actor, row) => [...new Set(all.flatMap((way) => rolesBy(way, actor, row)))],
    async sentences(tx, row) {
      const readers: Reader[] = []
      for (const way of all) readers.push(...(await toldBy(way, tx, row)))
      return readers
    },
  }
}
