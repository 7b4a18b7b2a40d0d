// One mail gathers what is new to somebody: what they read and nothing else, once, as often as they choose; one click ends it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { PUBLIC } from '#audiences'
import { keepWishes } from '#notices'
import { publish, writtenContent } from '#publishing'
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import type { Urgency } from '#platform/mail/digest.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { type Mailbox, openMailbox } from '#test/mailbox.ts'
import { PLAN, sendDigests } from './send.ts'

const BRON = 'agent.bron@parvis.example'
const MIONS = 'agent.mions@parvis.example'
const RESIDENT = 'habitante@parvis.example'
const EDITOR = 'marius.redaction@parvis.example'

describe('a digest', () => {
  let parvis: TestApp
  let mailbox: Mailbox
  const audiences: Record<string, number> = { all: PUBLIC }
  let unit = { id: 0, authorityId: 0 }
  before(async () => {
    mailbox = await openMailbox()
    parvis = await createTestApp({ env: { PARVIS_SMTP_URL: mailbox.url, PARVIS_DEMO: '1' } })
    for (const [name, mail] of [
      ['bron', BRON],
      ['mions', MIONS],
    ] as const) {
      const [post] = (await parvis.actor(mail)).memberships
      assert.ok(post)
      if (name === 'bron') unit = { id: post.unitId, authorityId: post.authorityId }
      await asSystem(async (tx) => {
        const rule = { who: [`workplace:${post.authorityId}`], also: [], except: [], from: null, until: null }
        const { rows } = await sql<{ id: number }>`insert into audiences.audience (authority_id, name, rule)
          values (${unit.authorityId}, ${`Essai ${name}`}, ${JSON.stringify(rule)}) returning id`.execute(
          tx.q,
        )
        audiences[name] = rows[0]?.id ?? 0
      })
    }
    await plan()
  })
  after(async () => {
    await parvis.close()
    mailbox.close()
  })

  const asSystem = <T>(work: (tx: Write) => Promise<T>) => parvis.db.write(system, work)
  const idOf = async (mail: string) => (await parvis.actor(mail)).personId ?? 0
  const run = async (task: string) => {
    await asSystem((tx) => sql`select platform.add_job(${task}, '{}', null, null)`.execute(tx.q))
    await parvis.runJobs()
  }
  const plan = () => run(PLAN)

  /** A content, published by the real verb, by whoever publishes in Bron. */
  async function tell(
    title: string,
    {
      to,
      theme = 'Voirie et déplacements',
      urgency = 'normal' as Urgency,
      isSilent = false,
    }: {
      to: string
      theme?: string
      urgency?: Urgency
      isSilent?: boolean
    },
  ): Promise<number> {
    const id = await asSystem(async (tx) => {
      const { rows } = await sql<{ id: number }>`insert into publishing.content (authority_id, unit_id, type)
        values (${unit.authorityId}, ${unit.id}, 'brief') returning id`.execute(tx.q)
      const made = rows[0]?.id ?? 0
      await sql`insert into publishing.edition (content_id, type_version, title, summary, theme, about, fields)
        values (${made}, 1, ${title}, ${`Résumé de ${title}`}, ${theme}, '{}', '{}')`.execute(tx.q)
      return made
    })
    const editor = await parvis.actor(EDITOR)
    await parvis.db.write(editor, async (tx) => {
      const kept = await writtenContent(tx, id)
      await publish(tx, id, kept?.version ?? 0, {
        ...{
          audienceId: audiences[to] ?? 0,
          startsAt: tx.now,
          endsAt: null,
          isSilent,
          urgency,
          reviewOn: '2099-01-01',
        },
      })
    })
    return id
  }

  const taken = (mail: string) => mailbox.taken(mail)
  const lastMail = (mail: string) =>
    parvis.db.read(system, async (tx) => {
      const [latest] = await keptMails(tx, { to: mail, limit: 1 })
      return latest === undefined ? null : keptMail(tx, latest.id)
    })

  test('nothing new is no mail; on Monday at eight, what is new to each, by subject, and nothing of others', async () => {
    parvis.advance({ days: 6, hours: 17 })
    await plan()
    assert.deepEqual([...taken(BRON), ...taken(MIONS)], [])
    await tell('Place fermée', { to: 'all' })
    await tell('Cantines de Bron', { to: 'bron', theme: 'Éducation et jeunesse' })
    await tell('Secret de Mions', { to: 'mions' })
    await tell('Faute corrigée', { to: 'bron', isSilent: true })
    await tell('Archives rangées', { to: 'bron', urgency: 'low' })
    await plan()
    assert.deepEqual(taken(BRON), [], 'not before the next one')
    parvis.advance({ days: 7 })
    await plan()
    const [message = '', ...others] = taken(BRON)
    assert.deepEqual(others, [])
    assert.match(message, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m)
    assert.match(
      message.replaceAll(/\r?\n[ \t]+/g, ''),
      /^List-Unsubscribe: ?<http[^>]*\/courriels\/fin\?jeton=[\w.-]+>/m,
    )
    const mail = await lastMail(BRON)
    assert.match(mail?.subject ?? '', /^Votre résumé\u00a0: 3\u00a0nouveautés$/)
    const said = mail?.text ?? ''
    assert.match(
      said,
      /ÉDUCATION ET JEUNESSE[^]*Cantines de Bron[^]*VOIRIE ET DÉPLACEMENTS[^]*Place fermée\n {2}Résumé de Place fermée[^]*POUR MÉMOIRE[^]*Archives rangées/,
    )
    assert.doesNotMatch(said, /Mions|Faute|Résumé de Cantines/)
    assert.match(
      mail?.html ?? '',
      /<h2[^>]*>Voirie et déplacements<\/h2>[^]*<a href="http[^"]*\/contenus\/\d+\/place-fermee">/,
    )
    const mions = await lastMail(MIONS)
    assert.match(mions?.text ?? '', /Secret de Mions/)
    assert.doesNotMatch(mions?.text ?? '', /Cantines/)
    assert.equal(await lastMail(RESIDENT), null, 'a resident has none without asking')
    await plan()
    assert.deepEqual(taken(BRON), [])
  })

  test('what is urgent does not wait, is told to its audience alone, and not again on Monday', async () => {
    taken(MIONS)
    // Not of the same instant as the mail before.
    parvis.advance({ minutes: 1 })
    await tell('Crue du Rhône', { to: 'bron', urgency: 'urgent' })
    await parvis.runJobs()
    assert.equal(taken(BRON).length, 1)
    const alert = await lastMail(BRON)
    assert.match(alert?.subject ?? '', /^1\u00a0information urgente vous attend$/)
    assert.match(alert?.text ?? '', /À LIRE D’ABORD[^]*Crue du Rhône/)
    assert.deepEqual(taken(MIONS), [])
    parvis.advance({ days: 7 })
    await plan()
    assert.deepEqual(taken(BRON), [])
    await assert.rejects(tell('Tous debout', { to: 'all', urgency: 'urgent' }), 'nobody wakes everybody')
  })

  test('what fails is tried again and told once; two workers tell once', async () => {
    await tell('Travaux de nuit', { to: 'bron' })
    parvis.advance({ days: 7 })
    const broken = sendDigests({
      ...parvis.config,
      sources: [{ id: 'panne', since: () => Promise.reject(new Error('the program is killed here')) }],
    })
    await assert.rejects(broken(parvis.db, {}))
    const sent = () =>
      parvis.db.read(system, async (tx) => {
        const { rows } = await sql<{ count: number }>`select count(*)::integer as count from digest.delivery d
          join platform.mail m on m.id = d.id where d.items::text like '%Travaux de nuit%'`.execute(tx.q)
        return rows[0]?.count
      })
    assert.equal(await sent(), 0)
    const sending = sendDigests({ ...parvis.config, sources: parvis.house.digests })
    await Promise.all([sending(parvis.db, {}), sending(parvis.db, {})])
    const readers = await parvis.db.read(system, async (tx) => {
      const { rows } = await sql<{
        count: number
      }>`select count(distinct person_id)::integer as count from digest.delivery
        where items::text like '%Travaux de nuit%'`.execute(tx.q)
      return rows[0]?.count
    })
    assert.ok((readers ?? 0) >= 1)
    assert.equal(await sent(), readers)
  })

  test('quiet hours hold it back; a seat or a post that ends closes what it opened', async () => {
    const personId = await idOf(MIONS)
    await asSystem((tx) =>
      keepWishes(tx, personId, 'desk', [], {
        mailed: [],
        quiet: { starts: '07:00', ends: '09:30', weekends: false },
      }),
    )
    await tell('Ronde de Mions', { to: 'mions' })
    parvis.advance({ days: 7 })
    await run(PLAN)
    assert.deepEqual(taken(MIONS), [])
    assert.doesNotMatch(
      (await lastMail(MIONS))?.text ?? '',
      /Ronde/,
      'what waits to be told is not written yet',
    )
    // Urgent by then, though the whole one is due and waits: it is told alone.
    await tell('Digue de Mions', { to: 'mions', urgency: 'urgent' })
    await parvis.runJobs()
    assert.match((await lastMail(MIONS))?.text ?? '', /Digue de Mions/)
    assert.equal(taken(MIONS).length, 1)
    const posts = await asSystem(async (tx) => {
      const moved = await sql<{
        id: number
        valid_to: string | null
      }>`select id, valid_to::text from accounts.membership
        where person_id = ${personId}`.execute(tx.q)
      await sql`update accounts.membership set valid_to = '2026-01-01' where person_id = ${personId}`.execute(
        tx.q,
      )
      return moved.rows
    })
    parvis.advance({ minutes: 120 })
    await plan()
    assert.doesNotMatch(taken(MIONS).join(), /Ronde/, 'they left in between')
    await asSystem(async (tx) => {
      for (const { id, valid_to } of posts)
        await sql`update accounts.membership set valid_to = ${valid_to} where id = ${id}`.execute(tx.q)
    })
    await plan()
    parvis.advance({ minutes: 5 })
    await tell('Ronde du soir', { to: 'mions' })
    parvis.advance({ days: 7 })
    await plan()
    assert.match(taken(MIONS).join(), /Ronde/, 'at the end of quiet hours')
    await tell('Garde de Bron', { to: 'bron' })
    const bron = await idOf(BRON)
    await asSystem(async (tx) => {
      await sql`update accounts.membership set valid_to = '2026-01-01' where person_id = ${bron}`.execute(
        tx.q,
      )
    })
    taken(BRON)
    parvis.advance({ days: 7 })
    await plan()
    assert.doesNotMatch(taken(BRON).join(), /Garde/)
  })

  test('a resident asks for it; one click ends it without signing in, and nothing else does', async () => {
    const browser = await parvis.signedInAs(RESIDENT)
    const choices = '/compte/notifications/choix'
    assert.match((await browser.get(choices)).body, /value="never"[^>]*checked/)
    const bad = await browser.post('/compte/notifications/resume', { rythme: 'hourly', retour: 'compte' })
    assert.equal(bad.statusCode, 422)
    const done = await browser.post('/compte/notifications/resume', { rythme: 'daily', retour: 'compte' })
    assert.equal(done.headers.location, choices)
    parvis.advance({ minutes: 5 })
    await tell('Marché de Noël', { to: 'all' })
    parvis.advance({ days: 3 })
    await plan()
    const mail = await lastMail(RESIDENT)
    assert.match(mail?.text ?? '', /Marché de Noël[^]*Vous avez demandé ce résumé/)
    assert.match((await browser.get(choices)).body, /value="daily"[^>]*checked[^]*Dernier envoi le/)
    const address = new URL(/http\S*\/courriels\/fin\?jeton=\S+/.exec(mail?.text ?? '')?.[0] ?? '')
    const path = address.pathname + address.search
    const click = (url: string, headers: Record<string, string> = {}) =>
      parvis.app.inject({
        method: 'POST',
        url,
        payload: 'List-Unsubscribe=One-Click',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      })
    assert.equal((await parvis.app.inject({ method: 'GET', url: path })).statusCode, 200)
    assert.match((await browser.get(choices)).body, /value="daily"[^>]*checked/, 'looking ends nothing')
    assert.equal((await click(`${path}x`)).statusCode, 404)
    assert.equal((await click(path, { origin: 'https://ailleurs.example' })).statusCode, 403)
    assert.equal((await click(path)).statusCode, 200)
    assert.match((await browser.get(choices)).body, /value="never"[^>]*checked/)
  })
})
