// A commune leaves with all that is its own, and nothing of anybody else.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { eventHash, eventsOf } from '#platform/ledger/events.ts'
import { openFiles } from '#platform/files/store/open.ts'
import { territory } from '#territory'
import { createTestApp, type TestApp } from '#test/app.ts'
import { type Copied, exportAuthority } from './export.ts'
import { BRON, CANARY, type Leaving, makeLeaving, PDF } from './leave.fixture.ts'

const filesIn = (folder: string): string[] =>
  globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')

describe('a commune leaves', () => {
  let parvis: TestApp
  let leaving: Leaving
  let folder: string
  let copied: Copied
  before(async () => {
    parvis = await createTestApp()
    leaving = await makeLeaving(parvis)
    folder = join(await mkdtemp(join(tmpdir(), 'parvis-leave-')), 'copie')
    copied = await copy(folder)
  })
  after(async () => {
    await parvis.close()
    await rm(join(folder, '..'), { recursive: true })
  })

  const copy = (into: string, code = BRON) =>
    exportAuthority(parvis.db, openFiles(parvis.config), parvis.house.carried, { code, folder: into })
  const rows = (table: string): Record<string, unknown>[] =>
    readFileSync(join(folder, `${table}.jsonl`), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>)

  test('takes every row of its own, its files, and a manifest that vouches for all of it', () => {
    const { answered, fresh } = leaving
    const refs = rows('requests.request').map(({ ref }) => ref)
    assert.deepEqual(refs, [answered.ref, fresh.ref])
    assert.deepEqual(
      rows('requests.tracking').map(({ code }) => code),
      [answered.code, fresh.code],
    )
    assert.ok(rows('threads.message').some(({ body }) => String(body).includes('Nous passons jeudi')))
    assert.deepEqual(
      rows('definitions.version').map(({ kind, id }) => `${String(kind)} ${String(id)}`),
      ['form 69029-exposer', 'form eclairage-public', 'service eclairage-public-en-panne', 'workflow report'],
    )
    assert.ok(rows('accounts.person').some(({ email }) => email === 'agent.bron@parvis.example'))
    assert.deepEqual(Object.keys(rows('accounts.person')[0] ?? {}).toSorted(), ['email', 'id', 'name'])
    assert.equal(rows('publishing.notice').filter(({ title }) => title === 'Marché déplacé').length, 1)
    assert.equal(rows('settings.value').length, 1)
    assert.deepEqual(readFileSync(join(folder, 'files', sha256(PDF))), PDF)
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Copied['manifest']
    assert.deepEqual(manifest, copied.manifest)
    assert.deepEqual(manifest.files, { count: 1, bytes: PDF.length, missing: [] })
    for (const { table, rows: count, sha256: digest } of manifest.tables) {
      assert.equal(rows(table).length, count, table)
      assert.equal(sha256(readFileSync(join(folder, `${table}.jsonl`))), digest, table)
    }
  })

  test('takes histories whose chains can be verified without us', () => {
    const events = rows('platform.event').filter(
      ({ subject_kind, subject_id }) => subject_kind === 'request' && subject_id === leaving.answered.id,
    )
    assert.ok(events.length >= 3)
    let previous: Buffer | null = null
    for (const event of events) {
      const hash: Buffer = eventHash(previous, {
        subject: `request:${leaving.answered.id}`,
        ...{ seq: event.seq as number, name: event.name as string, at: new Date(event.at as string) },
        ...{ actorKind: event.actor_kind as string, actorId: event.actor_id as number | null },
        ...{ actorLabel: event.actor_label as string, payload: event.payload as Record<string, unknown> },
      })
      assert.equal(`\\x${hash.toString('hex')}`, event.hash, String(event.name))
      previous = hash
    }
  })

  test('takes nothing of others, and no secret', () => {
    const files = filesIn(folder)
    assert.ok(files.length > 30)
    for (const path of files) {
      const text = readFileSync(path, 'latin1')
      for (const word of [CANARY, 'argon2', 'habitante@parvis.example', 'agent.mions@'])
        assert.ok(!text.includes(word), `${path} holds ${word}`)
    }
  })

  test('is told on the authority, with the digest of the manifest', async () => {
    const told = await parvis.db.read(system, async (tx) => {
      const id = (await territory(tx)).authorityByCode(BRON)?.id ?? 0
      return (await eventsOf(tx, 'authority', id)).at(-1)
    })
    assert.equal(told?.name, 'reversibility.exported')
    assert.equal(told?.payload.manifest, copied.sha256)
    assert.equal(told?.payload.files, 1)
  })

  test('is refused where something is, and for whoever is no commune', async () => {
    await assert.rejects(copy(folder), /n’est pas vide/)
    await assert.rejects(copy(join(folder, '../autre'), '75056'), /n’est le code INSEE d’aucune commune/)
    await assert.rejects(copy(join(folder, '../autre'), '200046977'), /d’aucune commune/)
    assert.ok(!existsSync(join(folder, '../autre')))
  })

  test('stops without a manifest when the bytes of a file are not those that were received', async () => {
    const stored = filesIn(parvis.config.dataFolder)
    const held = stored.find((path) => readFileSync(path).equals(PDF)) ?? assert.fail('no such file')
    await writeFile(held, 'autre chose')
    const into = join(folder, '../abimee')
    await assert.rejects(copy(into), /n’a plus les octets/)
    assert.ok(!existsSync(join(into, 'manifest.json')))
  })
})
