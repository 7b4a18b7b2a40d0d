// As many accounts as a metropolis has: each with a password (one hash, shared: it costs the same to check), a browser that
// is known, a commune and a telephone.
import { hash } from '@node-rs/argon2'
import type pg from 'pg'
import type { World } from '../world.ts'
import { ARGON2 } from './argon2.ts'
import { PASSWORD } from './course.ts'

const STEP = 200_000

const NUMBERED = `select p.id, substring(p.email from '\\d+')::int as number from accounts.person p
  join generate_series($1::int, $2::int) g on lower(p.email) = 'personne.' || g || '@banc.example'`

// Tokens as newToken() makes them, from the number of the person (course.ts makes the same).
const base64url = (bytes: string) => `rtrim(translate(encode(${bytes}, 'base64'), '+/', '-_'), '=')`
export const tokenSql = (word: string, number: string) =>
  base64url(`sha256(convert_to('${word} ' || ${number}, 'utf8'))`)

const FILLS = [
  `insert into accounts.person (email, email_verified_at, name, created_at)
   select 'personne.' || g || '@banc.example', now() - g * interval '1 minute', 'Claude Banc ' || g, now() - g * interval '1 minute'
   from generate_series($1::int, $2::int) g`,
  `insert into accounts.credential (person_id, password_hash, changed_at) select id, $3, now() from (${NUMBERED}) n`,
  `insert into accounts.device (person_id, token_hash, browser, first_seen_at, last_seen_at)
   select id, sha256(convert_to(${tokenSql('device', 'number')}, 'utf8')), 'Firefox sur Linux', now() - interval '30 days', now() - interval '1 day'
   from (${NUMBERED}) n`,
  `insert into accounts.profile_value (person_id, value_id, value, source, level, recorded_at)
   select n.id, v.id, v.value, 'declared', 'declared', now() - interval '30 days' from (${NUMBERED}) n,
     lateral (values ('phone', '06' || lpad(n.number::text, 8, '0')), ('commune', '69123')) v (id, value)`,
]

export interface Grown {
  accounts: number
  seconds: number
}

/** Grows the base to that many people of the bench. They are numbered from 1. */
export async function growAccounts({ owner }: World, accounts: number): Promise<Grown> {
  const start = performance.now()
  const client = await owner.connect()
  try {
    const known = await client.query<{ count: number }>(
      `select count(*)::int as count from accounts.person where email like 'personne.%@banc.example'`,
    )
    const first = (known.rows[0]?.count ?? 0) + 1
    if (first <= accounts) await fill(client, first, accounts)
    return { accounts, seconds: (performance.now() - start) / 1000 }
  } finally {
    client.release()
  }
}

const TABLES = ['accounts.credential', 'accounts.device', 'accounts.profile_value']

/** References are checked once at the end, all together. @returns how to make them again */
async function dropReferences(client: pg.PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ whose: string; name: string; definition: string }>(
    `select conrelid::regclass::text as whose, conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and conrelid = any ($1::regclass[])`,
    [TABLES],
  )
  for (const { whose, name } of rows) await client.query(`alter table ${whose} drop constraint ${name}`)
  return rows.map(
    ({ whose, name, definition }) => `alter table ${whose} add constraint ${name} ${definition}`,
  )
}

// One transaction: a growth that is interrupted leaves the base as it was.
async function fill(client: pg.PoolClient, first: number, last: number): Promise<void> {
  const shared = await hash(PASSWORD, ARGON2)
  await client.query('begin')
  try {
    const references = await dropReferences(client)
    for (let from = first; from <= last; from += STEP)
      for (const statement of FILLS) {
        const values = [from, Math.min(last, from + STEP - 1)]
        await client.query(statement, statement.includes('$3') ? [...values, shared] : values)
      }
    for (const statement of references) await client.query(statement)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
  await client.query(`vacuum analyze accounts.person, ${TABLES.join(', ')}`)
}
