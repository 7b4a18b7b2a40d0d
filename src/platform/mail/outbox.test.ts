// Mails are written with what causes them, leave once, and are read by the system alone.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { testDatabase, type TestDatabase } from '#test/database.ts'
import { anonymous, system } from '../actor.ts'
import { type Database, openDatabase } from '../db/db.ts'
import { keptMail, keptMails } from './kept.ts'
import { type Mail, MailFailed } from './message.ts'
import { forgetMails, type OutgoingMail, planForgotten, queueMail, sendingMails, sendMail } from './outbox.ts'

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
    db = openDatabase(database.urls, () => new Date(now), {}, 4)
  })
  after(async () => {
    await db.close()
    await database.drop()
  })

  const queue = (more: Partial<OutgoingMail> = {}) =>
    db.write(system, (tx) => queueMail(tx, { ...MAIL, ...more }))
  const whole = (id: string) => db.read(system, (tx) => keptMail(tx, id))
  const transport = (send: (mail: Mail, id: string) => Promise<void>) =>
    sendMail({ send, close: () => undefined })

  test('a mail is written with its job, or not at all', async () => {
    const id = randomUUID()
    await assert.rejects(
      db.write(system, async (tx) => {
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

  const planned = async (mailId: string) => {
    const owner = new pg.Client({ connectionString: database.ownerUrl })
    await owner.connect()
    const { rows } = await owner.query('select from graphile_worker.jobs where key = $1', [`mail:${mailId}`])
    await owner.end()
    return rows.length
  }
  const writes = (mailId: string) => (on: Database) =>
    on.write(system, async (tx) => void (await queueMail(tx, { ...MAIL, id: mailId })))

  test('a job sends the mail it writes, without another job; run twice, it sends once', async () => {
    const mailId = randomUUID()
    const sent: string[] = []
    const job = sendingMails(
      writes(mailId),
      transport(async (_mail, id) => void sent.push(id)),
    )
    await job(db, {})
    await job(db, {})
    assert.deepEqual(sent, [mailId])
    assert.notEqual((await whole(mailId))?.sentAt, null)
    assert.equal(await planned(mailId), 0)
  })

  test('what a job cannot send is planned, and the job is done', async () => {
    const mailId = randomUUID()
    const fails = transport(async () => Promise.reject(new MailFailed('temporary', 'ETIMEDOUT')))
    await sendingMails(writes(mailId), fails)(db, {})
    assert.equal(await planned(mailId), 1)
    assert.equal((await whole(mailId))?.sentAt, null)
  })

  test('a job rolled back leaves no mail to send', async () => {
    const mailId = randomUUID()
    const sent: string[] = []
    const job = sendingMails(
      (on) =>
        on.write(system, async (tx) => {
          await queueMail(tx, { ...MAIL, id: mailId })
          throw new Error('the job failed')
        }),
      transport(async (_mail, id) => void sent.push(id)),
    )
    await assert.rejects(job(db, {}), /the job failed/)
    assert.deepEqual([sent, await whole(mailId)], [[], null])
  })

  test('what a killed program wrote and did not send is planned once its time is over', async () => {
    const mailId = randomUUID()
    // Killed between the two: the mail is there, and nothing will send it.
    await db.write(system, (tx) => queueMail({ ...tx, mailsWritten: [] }, { ...MAIL, id: mailId }))
    assert.equal(await db.write(system, planForgotten), 0)
    now += 6 * 60_000
    assert.equal(await db.write(system, planForgotten), 1)
    assert.deepEqual([await planned(mailId), await db.write(system, planForgotten)], [1, 0])
  })

  test('two workers never have the same mail in hand; one that died lets it go', async () => {
    const mailId = await queue()
    const sent: string[] = []
    const taken = Promise.withResolvers<void>()
    const finished = Promise.withResolvers<void>()
    const slow = transport(() => {
      taken.resolve()
      return finished.promise
    })(db, { mailId })
    await taken.promise
    const other = transport(async (_mail, id) => void sent.push(id))
    await assert.rejects(other(db, { mailId }), /another worker/)
    now += 6 * 60_000
    await other(db, { mailId })
    assert.deepEqual(sent, [mailId])
    finished.resolve()
    await slow
  })
})
