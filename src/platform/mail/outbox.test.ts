// Mails are written with what causes them, leave once, and are read by the system alone.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { testDatabase, type TestDatabase } from '#test/database.ts'
import { anonymous, system } from '../actor.ts'
import { type Database, openDatabase } from '../db.ts'
import { keptMail, keptMails } from './kept.ts'
import { type Mail, MailFailed } from './message.ts'
import { forgetMails, type OutgoingMail, queueMail, sendMail } from './outbox.ts'

const MAIL: OutgoingMail = {
  to: 'camille@parvis.example',
  subject: 'Votre demande',
  title: 'Votre demande',
  paragraphs: ['Bonjour,', 'c’est fait.'],
  footer: 'Vous avez fait une demande.',
  site: { name: 'Ville d’Essai' },
}

describe('the outbox', () => {
  let now = Date.now()
  let database: TestDatabase
  let db: Database
  before(async () => {
    database = await testDatabase()
    db = openDatabase(database.appUrl, () => new Date(now), {}, 4)
  })
  after(async () => {
    await db.close()
    await database.drop()
  })

  const queue = (more: Partial<OutgoingMail> = {}) =>
    db.write(anonymous(), (tx) => queueMail(tx, { ...MAIL, ...more }))
  const whole = (id: string) => db.read(system, (tx) => keptMail(tx, id))
  const transport = (send: (mail: Mail, id: string) => Promise<void>) =>
    sendMail({ send, close: () => undefined })

  test('a mail is written with its job, or not at all', async () => {
    const id = randomUUID()
    await assert.rejects(
      db.write(anonymous(), async (tx) => {
        await queueMail(tx, { ...MAIL, id })
        throw new Error('the act failed')
      }),
    )
    assert.equal(await whole(id), null)
    await queue({ id })
    await queue({ id, subject: 'Une autre fois' })
    const mail = await whole(id)
    assert.deepEqual([mail?.subject, mail?.sentAt, mail?.to], ['Votre demande', null, MAIL.to])
    assert.match(mail?.text ?? '', /c’est fait\./)
    assert.match(mail?.html ?? '', /<h1[^>]*>Votre demande<\/h1>/)
  })

  test('the job sends once, and again after a failure with the same identity', async () => {
    const mailId = await queue()
    const sent: string[] = []
    await assert.rejects(
      transport(async () => Promise.reject(new MailFailed('temporary', 'ETIMEDOUT')))(db, { mailId }),
      MailFailed,
    )
    assert.equal((await whole(mailId))?.sentAt, null)
    const job = transport(async (mail, id) => void sent.push(`${id} ${mail.to}`))
    await job(db, { mailId })
    await job(db, { mailId })
    assert.deepEqual(sent, [`${mailId} ${MAIL.to}`])
    assert.notEqual((await whole(mailId))?.sentAt, null)
    await job(db, { mailId: randomUUID() })
  })

  test('without a server the mail stays, for the system alone', async () => {
    const mailId = await queue({ to: 'Seule@parvis.example' })
    await sendMail(null)(db, { mailId })
    assert.notEqual((await whole(mailId))?.sentAt, null)
    assert.deepEqual(
      (await db.read(system, (tx) => keptMails(tx, { to: 'seule@parvis.example' }))).map(({ id }) => id),
      [mailId],
    )
    assert.deepEqual(await db.read(anonymous(), (tx) => keptMails(tx)), [])
    assert.equal(await whole('pas-un-identifiant'), null)
    now += 31 * 86_400_000
    const forget = (days: number) =>
      db.write(system, (tx) => forgetMails(tx, new Date(tx.now.getTime() - days * 86_400_000), 10))
    await forget(32)
    assert.notEqual(await whole(mailId), null)
    await forget(30)
    assert.equal(await whole(mailId), null)
  })

  test('the job is planned under the name that the worker knows', async () => {
    const mailId = await queue()
    const owner = new pg.Client({ connectionString: database.ownerUrl })
    await owner.connect()
    const { rows } = await owner.query(`select task_identifier from graphile_worker.jobs where key = $1`, [
      `mail:${mailId}`,
    ])
    await owner.end()
    assert.deepEqual(rows, [{ task_identifier: 'platform.send_mail' }])
  })
})
