// What is told is told once: in the list of whoever has an account, by a mail with the same words as ever, and to nobody else.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Actor, system } from '#platform/actor.ts'
import { mailIdOf } from '#platform/mail/outbox.ts'
import { noticeKind } from '#platform/house/notices.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { notify } from './notify.ts'
import { forgetNotices, forgetOld, markRead, noticesOf, unreadOf } from './queries.ts'

const RESIDENT = 'habitante@parvis.example'
const MALO = 'malo.vauzelle@parvis.example'
const KIND = noticeKind({ id: 'tried.kind', label: 'Essai', to: 'resident', channels: ['page', 'mail'] })
const MAIL = {
  subject: 'Essai',
  title: 'un essai',
  paragraphs: ['Bonjour.'],
  footer: 'Un essai.',
  site: { name: 'Parvis' },
}

describe('a notice', () => {
  let parvis: TestApp
  let resident: Actor
  let other: Actor
  before(async () => {
    parvis = await createTestApp()
    resident = await parvis.actor(RESIDENT)
    other = await parvis.actor('habitant@parvis.example')
  })
  after(() => parvis.close())

  const idOf = ({ personId }: Actor): number => personId ?? 0
  const tell = (key: string, to: { personId: number | null; address: string | null }, id = 1) =>
    parvis.db.write(system, (tx) =>
      notify(tx, KIND, to, {
        key,
        about: { kind: 'tried', id, href: '/compte' },
        detail: 'Pour voir',
        origin: 'https://parvis.example',
        mail: MAIL,
      }),
    )
  const listOf = (actor: Actor, of = actor, kinds = [KIND.id]) =>
    parvis.db.read(actor, (tx) => noticesOf(tx, idOf(of), kinds, 10))
  const mails = (key: string) =>
    parvis.db.read(system, async (tx) => {
      const { rows } = await sql<{ recipient: string }>`
        select recipient from platform.mail where id = ${mailIdOf(key)}`.execute(tx.q)
      return rows.map(({ recipient }) => recipient)
    })

  test('is told once, in the list and by mail, under the identity that the mail always had', async () => {
    const to = { personId: idOf(resident), address: RESIDENT }
    await tell('once', to)
    await tell('once', to)
    assert.deepEqual(
      (await listOf(resident)).map(({ title, detail, href, readAt }) => [title, detail, href, readAt]),
      [['Un essai', 'Pour voir', '/compte', null]],
    )
    assert.deepEqual(await mails('once'), [RESIDENT])
  })

  test('goes by mail alone to an address without account, and to the list alone without address', async () => {
    await tell('bare', { personId: null, address: 'l.morandat@courriel.example' })
    assert.deepEqual(await mails('bare'), ['l.morandat@courriel.example'])
    await tell('listed', { personId: idOf(other), address: null })
    assert.deepEqual(await mails('listed'), [])
    assert.equal((await listOf(other)).length, 1)
  })

  test('is the person’s alone, who says that it was read and nothing else; the database says when', async () => {
    assert.deepEqual(await listOf(other, resident), [])
    const [mine] = await listOf(resident)
    assert.ok(mine)
    const reads = (actor: Actor) => parvis.db.write(actor, (tx) => markRead(tx, idOf(resident), mine.id))
    assert.equal(await reads(other), null)
    assert.equal(await parvis.db.read(resident, (tx) => unreadOf(tx, idOf(resident), [KIND.id])), 1)
    for (const statement of [
      sql`update notices.notice set title = 'Autre' where id = ${mine.id}`,
      sql`delete from notices.notice where id = ${mine.id}`,
      sql`insert into notices.notice (person_id, kind, subject_kind, subject_id, key, title, detail, href, created_at)
        values (${idOf(resident)}, 'tried.kind', 'tried', 1, gen_random_uuid(), 'Faux', '', '/compte', now())`,
    ])
      await assert.rejects(parvis.db.write(resident, (tx) => statement.execute(tx.q)))
    assert.equal(await reads(resident), '/compte')
    const past = sql`update notices.notice set read_at = '2001-01-01' where id = ${mine.id}`
    await parvis.db.write(resident, (tx) => past.execute(tx.q))
    assert.notEqual((await listOf(resident))[0]?.readAt?.getFullYear(), 2001)
    assert.equal(await parvis.db.read(resident, (tx) => unreadOf(tx, idOf(resident), [KIND.id])), 0)
  })

  test('is forgotten with time, read or not', async () => {
    const forget = (days: number) =>
      parvis.db.write(system, (tx) => forgetOld(tx, new Date(tx.now.getTime() + days * 86_400_000), 100))
    assert.equal(await forget(-1), 0)
    assert.ok((await forget(1)) >= 2)
    assert.deepEqual(await listOf(resident), [])
  })

  test('of a request: the receipt, the answer, the agent it is given to; it goes when the request is emptied', async () => {
    const sent = await parvis.makeRequest({ commune: '69029', residentId: idOf(resident) })
    await parvis.runJobs()
    const told = async (actor: Actor, kinds: string[]) =>
      (await listOf(actor, actor, kinds)).map(({ title, detail, href }) => [title, detail.slice(0, 10), href])
    const { ref } = sent
    assert.deepEqual(await told(resident, ['requests.receipt']), [
      ['Votre demande est enregistrée', ref, `/suivi/${ref}`],
    ])
    const malo = await parvis.actor(MALO)
    const roads = await parvis.signedInAs('voirie@parvis.example')
    const at = `/agents/demandes/${ref}/actions`
    assert.equal((await roads.post(`${at}/assign`, { agent: String(idOf(malo)) })).statusCode, 303)
    assert.equal((await roads.post(`${at}/reply`, { message: 'Nous passons jeudi.' })).statusCode, 303)
    await parvis.runJobs()
    assert.deepEqual(await told(malo, ['requests.assigned']), [
      ['Une demande vous est confiée', ref, `/agents/demandes/${ref}`],
    ])
    assert.deepEqual(await told(resident, ['requests.message']), [
      ['Un message pour vous', ref, `/suivi/${ref}`],
    ])
    const on = () =>
      parvis.db.read(system, async (tx) => {
        const { rows } = await sql<{ count: number }>`select count(*)::integer as count from notices.notice
          where subject_kind = 'request' and subject_id = ${sent.id}`.execute(tx.q)
        return rows[0]?.count
      })
    assert.equal(await on(), 3)
    assert.equal(await parvis.db.write(system, (tx) => forgetNotices(tx, 'request', [sent.id])), 3)
    assert.equal(await on(), 0)
  })
})
