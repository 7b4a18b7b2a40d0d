// Nothing about people escapes « Mes données »: every table with a column about a person is in a holding, or says here why not.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { houseOf } from '../../src/app.ts'
import { modules as arrows, schemaOf } from '../../src/modules.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

const { personal } = houseOf({ demo: true })

/** A column that says whose a row is, or holds what people type. */
const ABOUT =
  /^(person_id|resident_id|author_id|visitor_id|recipient|email|asked_email|contact_.*|child_id|helper_id|.*_person_id)$/

/** Tables whose rows are not a person's to see or erase, and why. */
const EXEMPT: Record<string, string> = {
  'accounts.federation_session': 'a browser’s, for the sign-out at the provider; goes with the session',
  'platform.kept_post': 'a browser’s, for an hour; erased with the account that asks (erasure.ts)',
  'requests.code_grant': 'a browser’s right to read a request, for some hours',
  'requests.link_opening': 'a town hall’s right to answer a request in a browser, for some hours',
  'territory.unit': 'addresses of services, not of people',
  'privacy.erasure': 'what is left of an erasure: a number, a date, counts',
}

describe('personal holdings', () => {
  let database: TestDatabase
  let owner: pg.Client
  before(async () => {
    database = await testDatabase()
    owner = new pg.Client({ connectionString: database.ownerUrl })
    await owner.connect()
  })
  after(async () => {
    await owner.end()
    await database.drop()
  })

  it('answer for every table about people', async () => {
    const { rows } = await owner.query<{ name: string; columns: string[] }>(
      `select n.nspname || '.' || c.relname as name, array_agg(a.attname::text) as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
      where c.relkind = 'r' and n.nspname = any ($1) group by 1 order by 1`,
      [['platform', ...Object.keys(arrows).map(schemaOf)]],
    )
    const told = new Set(personal.flatMap(({ tables }) => tables))
    const about = rows.filter(({ columns }) => columns.some((column) => ABOUT.test(column)))
    const silent = about.filter(({ name }) => !told.has(name) && EXEMPT[name] === undefined)
    assert.deepEqual(
      silent.map(({ name }) => name),
      [],
    )
    const known = new Set(rows.map(({ name }) => name))
    for (const name of [...told, ...Object.keys(EXEMPT)]) assert.ok(known.has(name), `${name} does not exist`)
  })
})
