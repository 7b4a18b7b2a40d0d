// A database made before files had subjects keeps each of its rows: what was sent, what is being written, what nothing held.
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { migrate } from '#platform/db/migrate.ts'
import { emptyDatabase, TEST_SECRET } from '#test/database.ts'

const ALL = join(import.meta.dirname, '../../db/migrations')
const FIRST = '000250'

const TABLES = [
  'platform.file',
  'requests.request',
  'requests.message',
  'requests.document',
  'forms.draft',
  'requests.draft',
]

const keyOf = (name: string): string => createHash('md5').update(name).digest('hex')

interface Old {
  id: string
  thumbnail?: boolean
}

/** Rows of the tables of before, whose other columns say nothing here: any value of their type. */
async function insert(client: pg.Client, table: string, row: Record<string, unknown>): Promise<void> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `select attname::text as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attnotnull and not atthasdef and attidentity = '' and attgenerated = ''`,
    [table],
  )
  const anything: Record<string, unknown> = {
    uuid: randomUUID(),
    jsonb: '{}',
    bytea: Buffer.alloc(1),
    'timestamp with time zone': new Date('2026-01-01'),
  }
  const filled: Record<string, unknown> = {
    ...Object.fromEntries(
      rows.map(({ name, type }) => [name, type in anything ? anything[type] : /int/.test(type) ? 1 : 'x']),
    ),
    ...row,
  }
  const names = Object.keys(filled)
  await client.query(
    `insert into ${table} (${names.join(', ')}) overriding system value values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
    Object.values(filled),
  )
}

async function fillAsBefore(client: pg.Client, files: Record<string, Old>): Promise<string> {
  // Rows stand alone here: nothing of what they name is told.
  const { rows: rules } = await client.query<{ drop: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop from pg_constraint
     where contype in ('f', 'c') and conrelid = any ($1::regclass[])`,
    [TABLES],
  )
  for (const { drop } of rules) await client.query(drop)
  for (const table of TABLES) await client.query(`alter table ${table} disable trigger user`)
  for (const { id, thumbnail } of Object.values(files))
    await insert(client, 'platform.file', {
      id,
      storage_key: keyOf(`key ${id}`),
      thumbnail_key: thumbnail ? keyOf(`small ${id}`) : null,
      person_id: 7,
    })
  await insert(client, 'requests.request', { id: 1, channel: 'web', state_kind: 'open' })
  const said = { request_id: 1, author_kind: 'resident' }
  await insert(client, 'requests.message', { ...said, id: 11, audience: 'resident' })
  await insert(client, 'requests.message', { ...said, id: 12, author_kind: 'agent', audience: 'note' })
  await insert(client, 'requests.message', { ...said, id: 13, audience: 'resident' })
  const held: [string, number, string, string][] = [
    ['photoB', 11, 'resident', '2026-01-02'],
    ['photoA', 11, 'resident', '2026-01-02'],
    ['note', 12, 'note', '2026-01-03'],
    ['answer', 13, 'resident', '2026-01-04'],
    // Named twice by a form once: it stands where it stood first.
    ['photoA', 13, 'resident', '2026-01-05'],
  ]
  for (const [name, message_id, audience, at] of held)
    await insert(client, 'requests.document', {
      id: randomUUID(),
      request_id: 1,
      file_id: files[name]?.id,
      message_id,
      audience,
      created_at: at,
    })
  const draft = randomUUID()
  const raw = { photos: { '': [JSON.stringify({ fileId: files.chosen?.id, name: 'a.jpg' })] } }
  await insert(client, 'forms.draft', {
    id: draft,
    person_id: 7,
    answers: JSON.stringify({ answers: {}, raw }),
  })
  await insert(client, 'requests.draft', {
    id: 21,
    request_id: 1,
    person_id: 7,
    writing: 'suivi',
    typed: JSON.stringify({ kept: [files.joined?.id] }),
  })
  for (const table of TABLES) await client.query(`alter table ${table} enable trigger user`)
  return draft
}

test('a database of before keeps every file, under what holds it', async (t) => {
  const database = await emptyDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'parvis-before-'))
  const client = new pg.Client({ connectionString: database.ownerUrl })
  t.after(async () => {
    await client.end()
    await database.drop()
    rmSync(folder, { recursive: true })
  })
  for (const name of readdirSync(ALL).filter((file) => file < FIRST))
    cpSync(join(ALL, name), join(folder, name))
  await migrate(database.ownerUrl, TEST_SECRET, folder)
  await client.connect()
  const files: Record<string, Old> = {
    photoA: { id: randomUUID(), thumbnail: true },
    photoB: { id: randomUUID(), thumbnail: true },
    ...Object.fromEntries(
      ['note', 'answer', 'chosen', 'joined', 'loose'].map((name) => [name, { id: randomUUID() }]),
    ),
  }
  const draft = await fillAsBefore(client, files)
  await migrate(database.ownerUrl, TEST_SECRET)

  const nameOf = (id: string) => Object.keys(files).find((name) => files[name]?.id === id)
  const { rows } = await client.query<{
    id: string
    subject: string | null
    key: string
    small: string | null
  }>(
    `select f.id, f.subject_kind || ' ' || f.subject_id as subject, f.storage_key as key, r.storage_key as small
     from files.file f left join files.rendition r on r.file_id = f.id order by f.subject_kind, f.subject_id, f.attached_at, f.place`,
  )
  assert.deepEqual(
    rows.map(({ id, subject }) => [nameOf(id), subject]),
    [
      ['chosen', `draft ${draft}`],
      ['note', 'message 12'],
      ['answer', 'message 13'],
      ['photoB', 'request 1'],
      ['photoA', 'request 1'],
      ['joined', 'writing 21'],
      ['loose', null],
    ],
  )
  for (const { id, key, small } of rows) {
    assert.equal(key, keyOf(`key ${id}`))
    assert.equal(small, nameOf(id)?.startsWith('photo') ? keyOf(`small ${id}`) : null)
  }
})
