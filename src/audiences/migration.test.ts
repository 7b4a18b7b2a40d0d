// A database made before keys had kinds keeps each of its rows, and what they open to whom.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { migrate } from '#platform/db/migrate.ts'
import { emptyDatabase, TEST_SECRET } from '#test/database.ts'

const ALL = join(import.meta.dirname, '../../db/migrations')
const FIRST = '000290'
/** The first of those that came after: what they move, their own tests follow. */
const NEXT = '000300'
const VISITOR = randomUUID()
/** A chief of the upper unit of two, who administers; a request of the lower one. */
const BEFORE = `
alter table requests.code_grant drop constraint code_grant_request_id_fkey;
insert into territory.authority (id, code, name, level, slug, siren, population) overriding system value values (1, 'm', 'Métropole', 'metropolis', 'm', '1', 1);
alter table territory.unit drop constraint unit_calendar_id_fkey;
insert into territory.unit (id, code, name, authority_id, parent_id, calendar_id, functions, kind) overriding system value
  values (1, 'a', 'Direction', 1, null, 'c', '{}', 'directorate'), (2, 'b', 'Service', 1, 1, 'c', '{}', 'service');
insert into accounts.person (id, name, created_at) overriding system value values (7, 'Une cheffe', now());
insert into accounts.membership (person_id, unit_id, role, valid_from) values (7, 1, 'manager', '2020-01-01'), (7, 1, 'admin', '2020-01-01');
insert into requests.code_grant (visitor_id, request_id, granted_at) values ('${VISITOR}', 91, now());
insert into settings.value (key, authority_id, value, since) values ('requests.receipt_note', 1, 'Merci.', now());`

async function rowsOf(client: pg.Client): Promise<Record<string, unknown>> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname in ('accounts', 'requests', 'settings', 'territory', 'files') and c.relname <> 'reach_key' order by 1`,
  )
  const kept: Record<string, unknown> = {}
  for (const { name } of tables)
    kept[name] = (await client.query(`select to_jsonb(t) - 'may_give' as row from ${name} t order by 1`)).rows
  return kept
}

test('a database of before keeps its rows, and opens what it opened', async () => {
  const database = await emptyDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'parvis-migrations-'))
  const untilBefore = async (first: string) => {
    for (const name of readdirSync(ALL).filter((file) => file < first))
      cpSync(join(ALL, name), join(folder, name))
    await migrate(database.ownerUrl, TEST_SECRET, folder)
  }
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  const web = new pg.Client({ connectionString: database.urls.web })
  try {
    await untilBefore(FIRST)
    await owner.connect()
    await owner.query(BEFORE)
    const before = await rowsOf(owner)
    await untilBefore(NEXT)
    assert.deepEqual(await rowsOf(owner), before)
    await migrate(database.ownerUrl, TEST_SECRET)
    await web.connect()
    const asked = async (setting: string, value: string, what: string) => {
      await web.query('begin')
      await web.query('select set_config($1, $2, true)', [setting, value])
      const { rows } = await web.query<{ found: string }>(`select ${what}::text as found`)
      await web.query('rollback')
      return rows[0]?.found
    }
    assert.equal(await asked('parvis.visitor', VISITOR, `audiences.actor_keys()`), '{all,code:91}')
    assert.equal(await asked('parvis.person', '7', `audiences.actor_keys()`), '{all,admin:1,person:7,unit:1}')
    assert.equal(await asked('parvis.person', '7', `audiences.actor_ids('unit')`), '{1,2}')
    assert.equal(await asked('parvis.person', '7', `audiences.actor_ids('setter')`), '{1}')
    const { rows: left } = await owner.query(
      `select p.oid::regprocedure::text from pg_proc p
       where p.prosrc ~ '(accounts\\.actor_ids|platform\\.code_requests|actor_administered|actor_sets)\\('`,
    )
    assert.deepEqual(left, [], 'nothing asks by the former names')
  } finally {
    await Promise.all([owner.end(), web.end()])
    rmSync(folder, { recursive: true })
    await database.drop()
  }
})
