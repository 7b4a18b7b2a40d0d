// What people choose of what they are told: by mail or not, now or when their quiet hours end; what is owed stays, what is urgent passes.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { type Actor, system } from '#platform/actor.ts'
import { mailIdOf, planForgotten } from '#platform/mail/outbox.ts'
import { noticeKind, type NoticeKind } from '#platform/house/notices.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { notify } from './notify.ts'
import { personal } from './personal.ts'
import { noticesOf } from './queries.ts'
import { choicesOf, quietOf, saveChoices, saveQuiet } from './queries.wishes.ts'

const AGENT = 'voirie@parvis.example'
const channels = ['page', 'mail'] as const
const FREE = noticeKind({ id: 'tried.free', label: 'Libre', to: 'agent', channels })
const OWED = noticeKind({ id: 'tried.owed', label: 'Due', to: 'agent', channels, owed: 'La loi le demande.' })
const URGENT = noticeKind({ id: 'tried.urgent', label: 'Pressée', to: 'agent', channels, urgent: true })
const NIGHT = { starts: '19:00', ends: '08:00', weekends: true }
/** A Friday evening in Paris, and the Monday after. */
const [FRIDAY, MONDAY] = [new Date('2026-01-16T21:00:00Z'), '2026-01-19T07:00:00.000Z']

describe('what one chooses', () => {
  let parvis: TestApp
  let agent: Actor
  let other: Actor
  let owner: pg.Client
  before(async () => {
    parvis = await createTestApp()
    agent = await parvis.actor(AGENT)
    other = await parvis.actor('chef.voirie@parvis.example')
    owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
  })
  after(async () => {
    await owner.end()
    await parvis.close()
  })

  const idOf = ({ personId }: Actor): number => personId ?? 0
  const choose = (kind: NoticeKind, isWanted: boolean) =>
    parvis.db.write(agent, (tx) =>
      saveChoices(tx, idOf(agent), [{ kind: kind.id, label: kind.label, channel: 'mail', isWanted }]),
    )
  const tell = (kind: NoticeKind, key: string, now = new Date('2026-01-14T10:00:00Z')) =>
    parvis.db.write(system, (tx) =>
      notify(
        { ...tx, now },
        kind,
        { personId: idOf(agent), address: AGENT },
        {
          key,
          about: { kind: 'tried', id: 1, href: '/agents' },
          detail: '',
          origin: 'https://parvis.example',
          mail: {
            subject: 'Essai',
            title: key,
            paragraphs: ['Bonjour.'],
            footer: 'Un essai.',
            site: { name: 'Parvis' },
          },
        },
      ),
    )
  const mailOf = (key: string) =>
    parvis.db.read(system, async (tx) => {
      const { rows } = await sql<{ text: string }>`
        select text_body as text from platform.mail where id = ${mailIdOf(key)}`.execute(tx.q)
      return rows[0]?.text
    })
  /** When the job that hands the mail over is planned for. */
  const plannedFor = async (key: string) => {
    const { rows } = await owner.query<{ at: Date }>(
      'select run_at as at from graphile_worker.jobs where key = $1',
      [`mail:${mailIdOf(key)}`],
    )
    return rows[0]?.at.toISOString()
  }

  test('a kind that is left is read on the page and mailed no more; taken again, it is mailed again', async () => {
    await tell(FREE, 'before')
    assert.match(
      (await mailOf('before')) ?? '',
      /Choisir ce que je reçois par courriel.:\nhttps:\/\/parvis\.example\/agents\/notifications\/choix\n/,
    )
    await choose(FREE, false)
    await tell(FREE, 'left')
    assert.equal(await mailOf('left'), undefined)
    const list = await parvis.db.read(agent, (tx) => noticesOf(tx, idOf(agent), [FREE.id], 10))
    assert.deepEqual(list.map(({ title }) => title).sort(), ['Before', 'Left'])
    await choose(FREE, true)
    await tell(FREE, 'again')
    assert.notEqual(await mailOf('again'), undefined)
  })

  test('what is owed is mailed whatever was chosen', async () => {
    await choose(OWED, false)
    await tell(OWED, 'owed')
    assert.notEqual(await mailOf('owed'), undefined)
  })

  test('a mail of quiet hours waits for their end, what is owed too; what is urgent passes; others and other hours go at once', async () => {
    await parvis.db.write(agent, (tx) => saveQuiet(tx, idOf(agent), 'desk', NIGHT))
    await tell(FREE, 'evening', FRIDAY)
    await tell(OWED, 'owed at night', FRIDAY)
    await tell(URGENT, 'urgent', FRIDAY)
    await tell({ ...FREE, to: 'resident' }, 'of the account', FRIDAY)
    assert.equal(await plannedFor('evening'), MONDAY)
    assert.equal(await plannedFor('owed at night'), MONDAY)
    for (const key of ['urgent', 'of the account']) assert.notEqual(await plannedFor(key), MONDAY, key)
    await parvis.db.write(agent, (tx) => saveQuiet(tx, idOf(agent), 'desk', null))
    await tell(FREE, 'no more', FRIDAY)
    assert.notEqual(await plannedFor('no more'), MONDAY)
  })

  test('a mail that waits is nobody’s to plan again; it is dropped with the account', async () => {
    const later = { starts: '00:00', ends: '23:30', weekends: true }
    await parvis.db.write(agent, (tx) => saveQuiet(tx, idOf(agent), 'desk', later))
    const soon = new Date('2099-01-16T21:00:00Z')
    await tell(FREE, 'waits', soon)
    const before = await plannedFor('waits')
    await parvis.db.write(system, (tx) => planForgotten({ ...tx, now: new Date('2099-02-01') }))
    assert.equal(await plannedFor('waits'), before)
    const [told, chosen] = personal
    assert.ok(told !== undefined && chosen !== undefined)
    const held = await parvis.db.read(system, (tx) => chosen.held(tx, idOf(agent)))
    assert.deepEqual(held[0]?.rows, [
      { Notification: 'Libre', 'Aussi par courriel': true },
      { Notification: 'Due', 'Aussi par courriel': false },
      { 'Heures calmes': 'd’agent', De: '0\u00a0h', À: '23\u00a0h\u00a030', 'Samedi et dimanche': true },
    ])
    await parvis.db.write(system, async (tx) => {
      await told.erase(tx, idOf(agent))
      await chosen.erase(tx, idOf(agent))
    })
    assert.equal(await mailOf('waits'), undefined)
    const left = await parvis.db.read(system, async (tx) => [
      ...(await choicesOf(tx, idOf(agent))),
      ...(await quietOf(tx, idOf(agent))),
    ])
    assert.deepEqual(left, [])
  })

  test('is the person’s alone, to read and to write', async () => {
    await choose(FREE, false)
    await parvis.db.write(agent, (tx) => saveQuiet(tx, idOf(agent), 'desk', NIGHT))
    assert.deepEqual(await parvis.db.read(other, (tx) => choicesOf(tx, idOf(agent))), [])
    assert.deepEqual(await parvis.db.read(other, (tx) => quietOf(tx, idOf(agent))), [])
    const said = { kind: FREE.id, label: 'Libre', channel: 'mail', isWanted: true } as const
    await assert.rejects(
      parvis.db.write(other, (tx) => saveChoices(tx, idOf(agent), [said])),
      /row-level security/,
    )
    await assert.rejects(
      parvis.db.write(other, (tx) => saveQuiet(tx, idOf(agent), 'account', NIGHT)),
      /row-level security/,
    )
    await parvis.db.write(other, (tx) => saveQuiet(tx, idOf(agent), 'desk', null))
    assert.equal((await parvis.db.read(agent, (tx) => quietOf(tx, idOf(agent)))).length, 1)
    const never = { ...NIGHT, ends: NIGHT.starts }
    await assert.rejects(
      parvis.db.write(agent, (tx) => saveQuiet(tx, idOf(agent), 'desk', never)),
      /quiet_ends/,
    )
  })

  test('the page keeps what is typed, says what is owed and why, and is led to from the list', async () => {
    const browser = await parvis.signedInAs('nora.gerland@parvis.example')
    const at = '/agents/notifications/choix'
    assert.match((await browser.get('/agents/notifications')).body, new RegExp(`href="${at}"`))
    const first = (await browser.get(at)).body
    assert.match(first, /value="requests\.assigned" checked/)
    assert.doesNotMatch(first, /name="calme"[^>]* checked/)
    const wrong = await browser.post(at, {
      courriel: 'requests.handed',
      calme: 'oui',
      debut: '20:00',
      fin: '20:00',
    })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /sinon aucun courriel ne partirait jamais/)
    assert.match(wrong.body, /value="requests\.handed" checked/)
    assert.doesNotMatch(wrong.body, /value="requests\.assigned" checked/)
    const done = await browser.follow(
      await browser.post(at, { courriel: 'requests.handed', calme: 'oui', debut: '20:00', fin: '07:30' }),
    )
    assert.match(done.body, /Vos choix sont enregistrés/)
    assert.match(done.body, /value="requests\.handed" checked/)
    assert.doesNotMatch(done.body, /value="requests\.assigned" checked|name="repos"[^>]* checked/)
    assert.match(done.body, /<option value="07:30" selected/)
    const account = (await browser.get('/compte/notifications/choix')).body
    assert.match(
      account,
      /Toujours par courriel[^]*L’administration vous répond[^]*La réponse à une demande vous est due/,
    )
    assert.doesNotMatch(account, /value="requests\.message"|name="calme"[^>]* checked/)
  })
})
