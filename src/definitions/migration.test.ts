// A database made before definitions were one store keeps each of its versions, under its id and number: what was begun or sent
// under one still finds it, and the wall of requests still reads the workflow.
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
const FIRST = '000340'
const DRAFT = randomUUID()
const WORKFLOW = {
  id: 'w',
  start: 'new',
  states: [
    { id: 'new', kind: 'new' },
    { id: 'done', kind: 'done' },
  ],
  transitions: [{ id: 'close', from: ['new'], to: 'done', who: ['handler'] }],
}
const version = (table: string, id: string, rows: readonly (readonly [number, string, object, string])[]) =>
  rows
    .map(
      ([number, status, definition, at]) =>
        `insert into ${table} values ('${id}', ${number}, '${status}', '${JSON.stringify(definition)}', '${at}');`,
    )
    .join('\n')
const BEFORE = `
${version('forms.version', 'tag', [
  [1, 'archived', { id: 'tag', title: 'Un' }, '2025-01-01'],
  [2, 'archived', { id: 'tag', title: 'Deux' }, '2025-02-01'],
  [3, 'live', { id: 'tag', title: 'Trois' }, '2025-03-01'],
])}
${version('workflows.version', 'w', [
  [1, 'archived', WORKFLOW, '2025-01-01'],
  [2, 'live', { ...WORKFLOW, transitions: [] }, '2025-02-01'],
])}
${version('services.version', 'tag', [[4, 'live', { slug: 'tag', form: 'tag' }, '2025-03-02']])}
${version('register.entry', 'rue', [[1, 'archived', { id: 'rue' }, '2025-03-02']])}
insert into services.revision values (true, 5);
insert into register.revision values (true, 2);
insert into services.synonym (words) values ('{trou,ornière}'), ('{tag,graffiti}'), ('{rat,rongeur}');
delete from services.synonym where words = '{tag,graffiti}';
insert into forms.draft (id, visitor_id, service_slug, service_version, form_id, form_version, answers)
  values ('${DRAFT}', '${randomUUID()}', 'tag', 4, 'tag', 2, '{}');`

/** What every draft of before said: columns that came since are not among them. */
const DRAFTS = `select id, visitor_id, person_id, service_slug, service_version, form_id, form_version, answers, created_at, updated_at, reminded_at,
  submitted_at from forms.draft`

/** Every row of a version, as it was and as it is. */
const OLD = `select * from (
  select 'form' as kind, form_id as id, version, status, definition as body, created_at from forms.version
  union all select 'workflow', workflow_id, version, status, definition, created_at from workflows.version
  union all select 'service', slug, version, status, definition, created_at from services.version
  union all select 'processing', id, version, status, definition, created_at from register.entry) v order by 1, 2, 3`
const NEW = `select kind, id, version, status, body, created_at from definitions.version order by 1, 2, 3`

test('a database of before keeps every version, and what was begun or sent under it', async () => {
  const database = await emptyDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'parvis-migrations-'))
  for (const name of readdirSync(ALL).filter((file) => file < FIRST))
    cpSync(join(ALL, name), join(folder, name))
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  const found = async (query: string) => (await owner.query<Record<string, unknown>>(query)).rows
  try {
    await migrate(database.ownerUrl, TEST_SECRET, folder)
    await owner.connect()
    await owner.query(BEFORE)
    const [before, drafts] = [await found(OLD), await found(DRAFTS)]
    await migrate(database.ownerUrl, TEST_SECRET)
    assert.deepEqual(await found(NEW), before)
    assert.equal(before.length, 7)
    assert.deepEqual(await found(DRAFTS), drafts)
    const under = `select v.body ->> 'title' as form, s.body ->> 'slug' as service from forms.draft d
      join definitions.version v on v.kind = 'form' and v.id = d.form_id and v.version = d.form_version
      join definitions.version s on s.kind = 'service' and s.id = d.service_slug and s.version = d.service_version`
    assert.deepEqual(await found(under), [{ form: 'Deux', service: 'tag' }])
    assert.deepEqual(await found('select revision::integer from definitions.revision'), [{ revision: 8 }])
    assert.deepEqual(await found('select rank, words from services.synonym order by rank'), [
      { rank: 0, words: ['trou', 'ornière'] },
      { rank: 1, words: ['rat', 'rongeur'] },
    ])
    const moves = (at: number) =>
      found(`select requests.may_move('w', ${at}, 'new', 'done', '{handler}') as may,
      requests.kind_of('w', ${at}, 'done') as kind`)
    assert.deepEqual(await moves(1), [{ may: true, kind: 'done' }])
    assert.deepEqual(await moves(2), [{ may: false, kind: 'done' }])
    await assert.rejects(
      found(`update definitions.version set body = '{}' where id = 'rue'`),
      /never changes/,
    )
    const live = `insert into definitions.version (kind, id, version, status, body, published_at)
      values ('form', 'tag', 4, 'live', '{}', now())`
    await assert.rejects(found(live), /version_live/)
  } finally {
    await owner.end()
    rmSync(folder, { recursive: true })
    await database.drop()
  }
})
