// The database keeps the rules: one schema per module, row-level security on personal data, a program that owns nothing.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { modules, schemaOf } from '../../src/modules.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

const root = join(import.meta.dirname, '../..')
const SCHEMAS = [...new Set(Object.keys(modules).map(schemaOf))]
let database: TestDatabase
let owner: pg.Client
let program: pg.Client

describe('schema', () => {
  before(async () => {
    database = await testDatabase()
    owner = new pg.Client({ connectionString: database.ownerUrl })
    program = new pg.Client({ connectionString: database.urls.web })
    await Promise.all([owner.connect(), program.connect()])
  })

  after(async () => {
    await Promise.all([owner.end(), program.end()])
    await database.drop()
  })

  /** Columns whose name says that they hold something about a person. */
  const PERSONAL = /email|contact_|person_id|resident_id|visitor_id|^name$|recipient|body$|answers/
  /** Tables of public facts whose columns only look personal. */
  const PUBLIC = new Set([
    'platform.migration',
    'territory.authority',
    'territory.area',
    'territory.elsewhere',
    'territory.unit',
    'services.competence',
  ])

  test('every table with personal data has row-level security', async () => {
    const { rows } = await owner.query<{ name: string; secured: boolean; columns: string[] }>(
      `
      select n.nspname || '.' || c.relname as name, c.relrowsecurity as secured, array_agg(a.attname::text) as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
      where c.relkind = 'r' and n.nspname = any ($1) group by 1, 2`,
      [['platform', ...SCHEMAS]],
    )
    assert.ok(rows.length > 20)
    const naked = rows.filter(
      (row) => !row.secured && !PUBLIC.has(row.name) && row.columns.some((column) => PERSONAL.test(column)),
    )
    assert.deepEqual(
      naked.map((row) => row.name),
      [],
    )
  })

  test('the program neither owns tables nor bypasses row-level security, and cannot delete what must last', async () => {
    const { rows } =
      await program.query(`select (select rolbypassrls or rolsuper from pg_roles where rolname = current_user) as bypasses,
      exists (select from pg_class where relowner = (select oid from pg_roles where rolname = current_user)) as owns`)
    assert.deepEqual(rows[0], { bypasses: false, owns: false })
    for (const statement of [
      'delete from requests.request',
      'delete from platform.event',
      'update platform.event set name = name',
      'truncate threads.message',
    ]) {
      await assert.rejects(program.query(statement), /permission denied/, statement)
    }
  })

  test('policies ask for the reach of who acts once a statement, and nothing of the system', async () => {
    const { rows } = await owner.query<{ name: string; said: string; roles: string }>(
      `select format('%s.%s: %s', schemaname, tablename, policyname) as name, concat_ws(' ', qual, with_check) as said,
         array_to_string(roles, ' ') as roles from pg_policies`,
    )
    assert.ok(rows.length > 50)
    const asked = /\b\w+\.actor_\w+\(/g
    const once = /\( SELECT \(?\w+\.actor_\w+\(/g
    for (const { name, said, roles } of rows) {
      assert.equal(
        said.match(once)?.length,
        said.match(asked)?.length,
        `${name}: in « (select …) », once a statement`,
      )
      // As « to parvis_system using (true) » it costs nothing, neither the system nor anybody else.
      assert.doesNotMatch(said, /is_system\(/, name)
      assert.equal(roles.includes('parvis_system'), said === 'true', name)
    }
  })

  test('what makes columns and indexes is depended on, so that a dump can be restored', async () => {
    // A body kept as a text hides what it names: pg_dump then writes the table before what its columns need.
    const { rows } = await owner.query<{ name: string; isRead: boolean }>(
      `select distinct p.oid::regprocedure::text as name, p.prosqlbody is not null as "isRead"
       from pg_depend d join pg_proc p on p.oid = d.refobjid join pg_language l on l.oid = p.prolang
       where d.refclassid = 'pg_proc'::regclass and l.lanname = 'sql' and p.pronamespace <> 'pg_catalog'::regnamespace
         and d.classid in ('pg_attrdef'::regclass, 'pg_class'::regclass, 'pg_constraint'::regclass)`,
    )
    assert.ok(rows.length >= 3)
    assert.deepEqual(
      rows.filter(({ isRead }) => !isRead).map(({ name }) => name),
      [],
    )
  })

  test('without an actor nothing personal is visible', async () => {
    for (const table of [
      'requests.request',
      'threads.message',
      'requests.tracking',
      'accounts.person',
      'accounts.credential',
      'accounts.session',
      'forms.draft',
      'platform.mail',
      'files.file',
      'platform.event',
    ]) {
      const { rows } = await program.query(`select count(*)::int as n from ${table}`)
      assert.equal((rows[0] as { n: number }).n, 0, table)
    }
  })

  test('a module’s SQL names only its own schema, and those whose views or facts it may read', () => {
    // What a module may read of another in SQL: joins that a second query could not do.
    const granted: Record<string, readonly string[]> = {
      // By whom an event is told is asked with its seal.
      territory: ['platform'],
      requests: ['accounts', 'platform', 'territory', 'services', 'files.held', 'threads'],
      threads: ['files.held'],
      // What is unread is counted where subjects are listed; who asks is named to whoever answers; a version is its file; what waits
      // there is handed over (a view that publishing gives).
      spaces: ['accounts', 'platform', 'threads', 'files.held', 'publishing.of_spaces'],
      // The same, in forums; whom they are told to.
      kiosk: ['accounts'],
      forums: ['accounts', 'platform', 'threads'],
      people: ['platform', 'territory'],
      signin: ['platform', 'territory'],
      mandates: ['platform', 'territory'],
      identity: ['accounts', 'platform', 'territory'],
      forms: ['platform'],
      // Where in a document its words are.
      search: ['files.reading'],
      services: ['platform', 'requests'],
      privacy: ['platform'],
      // Who is in which group is filtered in the query.
      provisioning: ['accounts', 'territory'],
      // Events are told in the order of their chain.
      exchange: ['platform', 'territory'],
      reversibility: ['platform', 'territory', 'requests', 'definitions', 'settings'],
      demo: ['accounts', 'exchange', 'notices', 'pass', 'requests', 'territory', 'platform', 'pass'],
    }
    const names = Object.keys(modules)
    const files = globSync('src/*/**/*.ts', { cwd: root }).filter(
      (path) => !/\.(test|fixture|generated)\.ts$/.test(path),
    )
    for (const path of files) {
      const here = path.split('/')[1] ?? ''
      if (!names.includes(here)) continue
      const text = readFileSync(join(root, path), 'utf8')
      for (const [, schema = '', table = ''] of text.matchAll(
        /\b(?:from|join|into|update|insertInto\('|selectFrom\('|updateTable\('|deleteFrom\(')\s*'?([a-z]+)\.([a-z_]+)/g,
      )) {
        if (!SCHEMAS.includes(schema) || schema === schemaOf(here)) continue
        const isGranted = [schema, `${schema}.${table}`].some((name) => granted[here]?.includes(name))
        assert.ok(isGranted, `${relative(root, path)} reads ${schema}.${table}`)
      }
    }
  })
})
