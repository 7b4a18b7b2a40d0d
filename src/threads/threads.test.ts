// A subject that no module of ours brings holds a thread by one line of a migration: who reads, who writes, what goes with it.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { attach, filesOf } from '#files'
import { type Actor, anonymous, system } from '#platform/actor.ts'
import { newFileKey } from '#platform/files/store/store.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { insertFile, settleFile } from '../files/queries.ts'
import { filesOfThread, messageOf, messagesOf, wasSaid } from './queries.ts'
import { say, type Saying } from './say.ts'
import { dropWriting, keepWriting, ownWriting } from './writing.ts'

const MEETING = { kind: 'meeting', id: 1 }

/** A meeting: its host and whoever was invited see it, the host alone writes to everybody. */
const MIGRATION = `
  create table threads.meeting (id bigint primary key, host bigint not null, guests bigint[] not null);
  alter table threads.meeting enable row level security;
  create policy visible on threads.meeting for select using (host = platform.person_id() or platform.person_id() = any (guests));
  create policy system on threads.meeting to parvis_system using (true);
  grant select on threads.meeting to parvis_app;
  call threads.follow('meeting', 'threads.meeting', array['all', 'host'],
    $$audience = 'all' or author_id = platform.person_id() or exists (select from threads.meeting m where m.id = message.subject_id and m.host = platform.person_id())$$,
    $$message.author_id = platform.person_id() and (message.audience = 'host' or held.host = platform.person_id())$$, 'true');`

describe('a thread', () => {
  let parvis: TestApp
  let owner: pg.Client
  const who = {} as Record<'host' | 'guest' | 'other', Actor>
  before(async () => {
    parvis = await createTestApp()
    owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
    who.host = await parvis.actor('agent.bron@parvis.example')
    who.guest = await parvis.actor('habitante@parvis.example')
    who.other = await parvis.actor('habitant@parvis.example')
    await owner.query(MIGRATION)
    await owner.query(
      `insert into threads.meeting values (1, ${who.host.personId}, array[${who.guest.personId}]::bigint[])`,
    )
  })
  after(async () => {
    await owner.end()
    await parvis.close()
  })

  const words = (actor: Actor, body: string, audience = 'all'): Saying => ({
    authorKind: 'agent',
    authorId: actor.personId,
    audience,
    unitId: null,
    body,
  })
  const says = (actor: Actor, said: Saying) => parvis.db.write(actor, (tx) => say(tx, MEETING, said))
  const read = async (actor: Actor) =>
    (await parvis.db.read(actor, (tx) => messagesOf(tx, MEETING))).map(({ body }) => body)
  const ownFile = (actor: Actor) =>
    parvis.db.write(actor, async (tx) => {
      const fileId = randomUUID()
      const kept = {
        fileId,
        name: 'ordre.pdf',
        mediaType: 'application/pdf',
        bytes: 1,
        width: null,
        height: null,
      }
      await insertFile(tx, { ...kept, storageKey: newFileKey(), sha256: Buffer.alloc(32) })
      await settleFile(tx, fileId, 'checked')
      return fileId
    })

  test('is read and written by those its subject says, message by message', async () => {
    await says(who.host, words(who.host, 'Ordre du jour'))
    const id = await says(who.guest, words(who.guest, 'Je serai en retard', 'host'))
    await assert.rejects(says(who.guest, words(who.guest, 'À tous')), /row-level security/)
    await assert.rejects(says(who.other, words(who.other, 'Et moi', 'host')), /row-level security/)
    await assert.rejects(says(who.guest, words(who.host, 'En son nom', 'host')), /row-level security/)
    assert.deepEqual(await read(who.host), ['Ordre du jour', 'Je serai en retard'])
    await says(who.host, words(who.host, 'À préparer', 'host'))
    assert.deepEqual(await read(who.guest), ['Ordre du jour', 'Je serai en retard'])
    assert.deepEqual(await read(who.other), [])
    assert.deepEqual(await read(anonymous(randomUUID())), [])
    assert.equal(await parvis.db.read(who.other, (tx) => messageOf(tx, MEETING, id)), undefined)
  })

  test('carries files, as visible as the message, until it has told of them', async () => {
    const fileId = await ownFile(who.host)
    const id = await says(who.host, { ...words(who.host, 'Le dossier'), fileIds: [fileId] })
    const seen = async (actor: Actor) =>
      (await parvis.db.read(actor, (tx) => filesOfThread(tx, MEETING))).map((file) => [
        file.fileId,
        file.messageId,
      ])
    assert.deepEqual(await seen(who.guest), [[fileId, id]])
    assert.deepEqual(await seen(who.other), [])
    const theirs = await ownFile(who.guest)
    await assert.rejects(
      parvis.db.write(who.guest, (tx) => attach(tx, [theirs], { kind: 'message', id })),
      /row-level security/,
    )
  })

  test('says once what one form sends twice', async () => {
    const once = randomUUID()
    const said = { ...words(who.host, 'Salle B'), once }
    await says(who.host, said)
    const again = { once, body: said.body, authorKind: 'agent', audience: 'all', since: new Date(0) }
    assert.equal(await parvis.db.write(who.host, (tx) => wasSaid(tx, MEETING, again)), true)
    await assert.rejects(says(who.host, said), /message_once/)
  })

  test('is written at leisure: a draft is its writer’s alone, and goes nowhere once sent', async () => {
    const begun = { writing: 'message', typed: { text: 'Prévoir', kept: [] }, once: randomUUID() }
    const keep = (actor: Actor) => parvis.db.write(actor, (tx) => keepWriting(tx, MEETING, begun))
    const found = (actor: Actor) => parvis.db.read(actor, (tx) => ownWriting(tx, MEETING, 'message'))
    await keep(who.host)
    assert.deepEqual((await found(who.host))?.typed, begun.typed)
    assert.equal(await found(who.guest), undefined)
    await assert.rejects(keep(who.other), /row-level security/)
    await parvis.db.write(who.host, (tx) => dropWriting(tx, MEETING, 'message'))
    await says(who.host, { ...words(who.host, 'Prévoir'), once: begun.once })
    await keep(who.host)
    assert.equal(await found(who.host), undefined, 'a save that comes late brings nothing back')
  })

  test('has words for its readers, stands on what exists, and goes with it', async () => {
    await assert.rejects(says(who.host, words(who.host, 'x', 'note')), /no such readers/)
    const nowhere = parvis.db.write(system, (tx) => say(tx, { kind: 'meeting', id: 2 }, words(who.host, 'x')))
    await assert.rejects(nowhere, /nothing of that kind/)
    await assert.rejects(
      parvis.db.write(system, (tx) => say(tx, { kind: 'body', id: 1 }, words(who.host, 'x'))),
      /nothing of that kind/,
    )
    await owner.query('delete from threads.meeting')
    assert.deepEqual(await parvis.db.read(system, (tx) => messagesOf(tx, MEETING)), [])
    assert.deepEqual(await parvis.db.read(system, (tx) => filesOf(tx, MEETING)), [])
  })
})
