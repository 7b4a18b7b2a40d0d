// What the engine keeps, at the level of the database: once, all or nothing, and not without its key.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { anonymous, system } from '#platform/actor.ts'
import { systemClock } from '#platform/clock.ts'
import { type Database, openDatabase, type Read } from '#platform/db/db.ts'
import { testDatabase } from '#test/database.ts'
import { adapterOf } from './adapter.ts'
import { digestOf } from '../store/derive.ts'
import { artifactByDigest, type NewArtifact, writeArtifacts } from '../store/queries.artifact.ts'

describe('what the engine keeps', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>
  let db: Database
  before(async () => {
    database = await testDatabase()
    db = openDatabase(database.urls, systemClock, {}, 8)
  })
  after(async () => {
    await db.close()
    await database.drop()
  })

  const token = (id: string, grantId: string): NewArtifact => ({
    model: 'RefreshToken',
    idHash: digestOf(id),
    payload: JSON.stringify({ grantId, note: 'une « apostrophe » d’essai: {"}' }),
    grantId,
    uid: null,
    userCode: null,
    personId: null,
    clientId: 'site',
    expiresAt: null,
  })
  const found = (id: string) => artifactByDigest(db, 'RefreshToken', digestOf(id))
  const grant = (id: string) => ({ ...token(id, id), model: 'Grant', grantId: null })

  it('gives back what was kept, with the grant it was given under', async () => {
    await writeArtifacts(db, [token('a', 'family a'), grant('family a')], null, new Date())
    const row = await found('a')
    assert.equal(row?.payload.note, 'une « apostrophe » d’essai: {"}')
    assert.equal(row?.grant?.grantId, 'family a')
    assert.equal(row?.isOpen, false, 'without an account, none is open')
    assert.equal(await found('another'), null)
  })

  it('of twenty exchanges of one token at the same instant one wins, and the family ends', async () => {
    await writeArtifacts(db, [token('b', 'family b'), grant('family b')], null, new Date())
    const use = { model: 'RefreshToken', idHash: digestOf('b') }
    const won = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        writeArtifacts(db, [token(`b${index}`, 'family b')], use, new Date()),
      ),
    )
    assert.equal(won.filter(Boolean).length, 1)
    const left = await Promise.all(['b', ...won.map((_, index) => `b${index}`)].map(found))
    assert.deepEqual(new Set(left), new Set([null]))
    assert.equal(await artifactByDigest(db, 'Grant', digestOf('family b')), null)
  })

  it('a token that cannot be kept uses up nothing: the exchange may be tried again', async () => {
    await writeArtifacts(db, [token('c', 'family c')], null, new Date())
    const use = { model: 'RefreshToken', idHash: digestOf('c') }
    await assert.rejects(writeArtifacts(db, [{ ...token('c2', 'family c'), payload: '{' }], use, new Date()))
    assert.equal((await found('c'))?.consumedAt, null)
    assert.equal(await writeArtifacts(db, [token('c2', 'family c')], use, new Date()), true)
    assert.ok((await found('c'))?.consumedAt)
  })

  it('what has ended goes with what takes its place, or not at all', async () => {
    await writeArtifacts(db, [token('e', 'family e')], null, new Date())
    const ended = [{ model: 'RefreshToken', idHash: digestOf('e') }]
    const broken = { ...token('e2', 'family e'), payload: '{' }
    await assert.rejects(writeArtifacts(db, [broken], null, new Date(), ended))
    assert.ok(await found('e'))
    assert.equal(await writeArtifacts(db, [token('e2', 'family e')], null, new Date(), ended), true)
    assert.equal(await found('e'), null)
    assert.ok(await found('e2'))
  })

  it('outside of an exchange the engine uses up a token at once', async () => {
    await writeArtifacts(db, [token('d', 'family d')], null, new Date())
    const adapter = adapterOf(db)('RefreshToken')
    await adapter.consume('d')
    await assert.rejects(() => adapter.consume('d'), /invalid_grant/)
    assert.equal(await found('d'), null)
  })

  it('the system reads without a transaction, and writes nothing that way; nobody else has its sight', async () => {
    const count = async (tx: Read) => {
      const { rows } = await sql<{
        count: number
      }>`select count(*)::int as count from identity.artifact`.execute(tx.q)
      return rows[0]?.count
    }
    assert.ok(Number(await db.read(system, count)) > 0)
    await assert.rejects(
      db.read(system, (tx) => sql`delete from identity.artifact`.execute(tx.q)),
      /read-only/,
    )
    assert.equal(await db.read(anonymous(), count), 0)
  })

  it('an address leads to an account for the system alone', async () => {
    const who = async (tx: Read) => {
      const { rows } = await sql<{ id: number | null }>`
        select accounts.of_email('HABITANTE@parvis.example') as id`.execute(tx.q)
      return rows[0]?.id
    }
    assert.ok(Number(await db.read(system, who)) > 0)
    await assert.rejects(db.read(anonymous(), who), /permission denied for function of_email/)
  })
})
