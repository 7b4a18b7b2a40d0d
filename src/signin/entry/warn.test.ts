// What happens to the safety of an account is read in its list too, and mailed at once whatever was chosen.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { keptMails } from '#platform/mail/kept.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { removeFactor, setTotp } from '../factors/enrolment.ts'
import { enter } from './enter.ts'
import { FACTORS, safetyNotices } from './kinds.ts'
import { warn } from './warn.ts'

const RESIDENT = 'habitante@parvis.example'
const WRITER = { site: { name: 'Parvis' }, origin: 'https://parvis.example' }

describe('a warning', () => {
  let parvis: TestApp
  let personId: number
  before(async () => {
    parvis = await createTestApp()
    personId = (await parvis.actor(RESIDENT)).personId ?? 0
    // Left alone at every hour but one, and nothing by mail: neither keeps a warning back.
    await parvis.db.write(system, async (tx) => {
      await sql`insert into notices.quiet (person_id, place, starts, ends, weekends)
        values (${personId}, 'account', '00:00', '23:30', true)`.execute(tx.q)
      await sql`insert into notices.choice (person_id, kind, label, channel, is_wanted)
        values (${personId}, ${FACTORS.id}, ${FACTORS.label}, 'mail', false)`.execute(tx.q)
    })
  })
  after(() => parvis.close())

  const list = async () => (await (await parvis.signedInAs(RESIDENT)).get('/compte/notifications')).body
  const mails = async (to: string) => {
    await parvis.runJobs()
    return (await parvis.db.read(system, (tx) => keptMails(tx, { to }))).map(({ subject, sentAt }) => [
      subject,
      sentAt !== null,
    ])
  }

  test('of a second factor removed, and of a new device: in the list, and by a mail that leaves at once', async () => {
    await parvis.db.write(system, (tx) =>
      setTotp(tx, parvis.config.secret, personId, 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU'),
    )
    await removeFactor(parvis, personId, WRITER)
    const arrival = (userAgent: string) => ({ deviceToken: null, userAgent, writer: WRITER })
    const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
    for (const agent of ['', firefox])
      await parvis.db.write(system, (tx) => enter(tx, personId, 1, arrival(agent)))
    await parvis.runJobs()
    const body = await list()
    assert.match(body, /La double vérification est retirée/)
    assert.match(body, /Nouvelle connexion à votre compte[^]{0,80}<p>Firefox/)
    const told = await mails(RESIDENT)
    for (const subject of ['La double vérification est retirée', 'Nouvelle connexion à votre compte'])
      assert.deepEqual(
        told.find(([said]) => said === subject),
        [subject, true],
      )
  })

  test('reaches an address that is nobody’s account any more by mail, and a closed account not at all', async () => {
    const mail = { site: WRITER.site, subject: 'Essai', title: 'Essai', paragraphs: [], footer: 'Un essai.' }
    const told = (to: { personId: number | null; email: string | null }) =>
      parvis.db.write(system, (tx) => warn(tx, to, WRITER, { kind: FACTORS, mail }))
    await told({ personId: null, email: 'ancienne@courriel.example' })
    assert.deepEqual(await mails('ancienne@courriel.example'), [['Essai', true]])
    const other = (await parvis.actor('habitant@parvis.example')).personId ?? 0
    await parvis.db.write(system, (tx) =>
      sql`update accounts.person set closed_at = ${tx.now} where id = ${other}`.execute(tx.q),
    )
    await told({ personId: other, email: null })
    const { rows } = await parvis.db.read(system, (tx) =>
      sql`select from notices.notice where person_id = ${other}`.execute(tx.q),
    )
    assert.equal(rows.length, 0)
  })

  test('nobody takes one off', async () => {
    for (const { id, owed, urgent } of safetyNotices) assert.ok(owed !== undefined && urgent, id)
    const { body } = await (await parvis.signedInAs(RESIDENT)).get('/compte/notifications/choix')
    assert.match(body, /Toujours par courriel[^]*Une double vérification, une clé d’accès/)
    assert.doesNotMatch(body, /value="signin\./)
  })
})
