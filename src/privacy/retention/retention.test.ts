// The schedule of retention, by moving the clock: the day before a thing is kept, the day after it is gone.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { createPerson, openSession } from '#people'
import { system } from '#platform/actor.ts'
import { emit } from '#platform/ledger/events.ts'
import { keptMails } from '#platform/mail/kept.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { verifyEvents } from '#platform/ledger/verify.ts'
import { limitOf, register } from '#register'
import { createTestApp, type TestApp } from '#test/app.ts'
import { beginForm } from '#test/apply.ts'
import { writerAt } from './job.ts'
import { runRetention } from './run.ts'

const DAY = 86_400_000
const RESIDENT = 'habitante@parvis.example'

describe('retention', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const run = (only?: string, isDry = false) =>
    runRetention(parvis.db, parvis.house, {
      isDry,
      writer: writerAt('http://parvis.test'),
      isDemo: false,
      only,
    })
  const runAccounts = async () => {
    for (const rule of ['account.warn', 'account.close'] as const) await run(rule)
  }
  const countOf = async (rule: string, isDry = false) => {
    const rows = await run(rule, isDry)
    assert.deepEqual(
      rows.map(({ failed }) => failed).filter((failed) => failed !== null),
      [],
    )
    return rows.reduce((sum, { count }) => sum + count, 0)
  }
  const write = <T>(statement: ReturnType<typeof sql<T>>) =>
    parvis.db.write(system, async (tx) => (await statement.execute(tx.q)).rows)
  const now = () => parvis.now()
  const idOf = async (email: string) =>
    (await write(sql<{ id: number }>`select id from accounts.person where email = ${email}`))[0]?.id ?? 0
  const mailsTo = (to: string) => parvis.db.read(system, (tx) => keptMails(tx, { to }))

  const addSite = () =>
    write(sql`insert into identity.client (id, authority_id, sector, name, redirect_uris, post_logout_uris, auth_method,
        private_hosts, allowed_values, required_values, userinfo_signed, created_at)
      select 'essai', id, 'sport', 'Essai', '{}', '{}', 'client_secret_basic', '{}', '{}', '{}', false, ${now()}
      from territory.authority where code = '69029' on conflict do nothing`)

  /** Days from now until a thing of now is older than its rule allows. */
  async function daysOf(rule: string, entryId?: string): Promise<number> {
    const { entries } = await parvis.db.read(system, register)
    const line = entries
      .filter(({ id }) => entryId === undefined || id === entryId)
      .flatMap(({ retention }) => retention)
      .find((item) => item.rule === rule)
    assert.ok(line !== undefined, rule)
    let days = 0
    while (limitOf(line.keep, new Date(now().getTime() + days * DAY)) <= now()) days += 1
    return days
  }

  /** The day before: kept. The day after: gone, and the dry run had said so. */
  async function onTheDay(rule: string, expected = 1, entryId?: string): Promise<void> {
    const days = await daysOf(rule, entryId)
    parvis.advance({ days: days - 1 })
    assert.equal(await countOf(rule), 0, `${rule}: the day before`)
    parvis.advance({ days: 1, minutes: 1 })
    assert.equal(await countOf(rule, true), expected, `${rule}: foreseen`)
    assert.equal(await countOf(rule), expected, `${rule}: the day after`)
    assert.equal(await countOf(rule), 0, `${rule}: once`)
  }

  test('a mail', async () => {
    await parvis.db.write(system, (tx) =>
      queueMail(tx, {
        to: 'x@courriel.example',
        subject: 'S',
        title: 'T',
        paragraphs: ['P'],
        site: { name: 'Parvis' },
        footer: 'F',
      }),
    )
    await onTheDay('mail.delete')
  })

  test('an account never confirmed', async () => {
    await parvis.browser().post('/inscription', {
      name: 'Nouvelle Venue',
      email: 'nouvelle@courriel.example',
      password: 'une phrase assez longue 38',
    })
    assert.equal((await write(sql`select from accounts.proof where purpose = 'sign-up'`)).length, 1)
    await onTheDay('registration.delete')
  })

  test('a draft, after a mail two weeks before; a change begins the time again', async () => {
    const browser = await parvis.signedInAs(RESIDENT)
    const { at } = await beginForm(browser)
    const save = (size: string) => browser.post(`${at}/problem/sauver`, { size })
    await save('small')
    const reminded = async () =>
      (await mailsTo(RESIDENT)).filter(({ subject }) => subject === 'Votre brouillon va être effacé').length
    parvis.advance({ days: 75 })
    assert.equal(await countOf('draft.remind'), 0)
    parvis.advance({ days: 2 })
    assert.equal(await countOf('draft.remind'), 1)
    assert.equal(await countOf('draft.remind'), 0, 'once')
    const list = (await (await parvis.signedInAs(RESIDENT)).get('/compte/notifications')).body
    assert.match(list, /Votre brouillon va être effacé/)
    assert.equal(await reminded(), 1)
    parvis.advance({ minutes: 1 })
    await (await parvis.signedInAs(RESIDENT)).post(`${at}/problem/sauver`, { size: 'large' })
    parvis.advance({ days: 75 })
    assert.equal(await countOf('draft.remind'), 0)
    parvis.advance({ days: 2 })
    assert.equal(await countOf('draft.remind'), 1)
    assert.equal(await reminded(), 2)
    parvis.advance({ days: 12 })
    assert.equal(await countOf('draft.delete'), 0)
    parvis.advance({ days: 1, minutes: 1 })
    assert.equal(await countOf('draft.delete'), 1)
    assert.equal(await countOf('draft.remind'), 0, 'nothing is left to remind of')
  })

  test('a device', async () => {
    const id = await idOf(RESIDENT)
    await write(sql`insert into accounts.device (person_id, token_hash, browser, first_seen_at, last_seen_at)
      values (${id}, decode('aa', 'hex'), 'Firefox', ${now()}, ${now()})`)
    await onTheDay('device.delete')
  })

  test('the history of an account; what follows still verifies, even when all of it went', async () => {
    const id = await idOf(RESIDENT)
    const tellOne = () =>
      parvis.db.write(system, (tx) =>
        emit(tx, { name: 'person.password_changed', subjectKind: 'person', subjectId: id, payload: {} }),
      )
    // People of the template have a history of the real day: it goes first.
    await write(sql`select platform.trim_events('person', 'infinity', 100000)`)
    await tellOne()
    await onTheDay('security.delete')
    await tellOne()
    await tellOne()
    assert.deepEqual((await verifyEvents(parvis.db)).broken, [])
    parvis.advance({ days: 100 })
    await tellOne()
    parvis.advance({ days: 300 })
    assert.equal(await countOf('security.delete'), 2)
    assert.deepEqual((await verifyEvents(parvis.db)).broken, [])
  })

  test('an identity that found no account', async () => {
    await write(sql`insert into accounts.federation_arrival (id, visitor_id, provider, issuer, subject, acr, name, created_at, expires_at)
      values (${randomUUID()}, ${randomUUID()}, 'franceconnect', 'i', 's', 'eidas1', 'Anna', ${now()}, ${new Date(now().getTime() + 90 * DAY)})`)
    await onTheDay('arrival.delete')
  })

  test('an identity that somebody has checked', async () => {
    const id = await idOf(RESIDENT)
    await write(sql`insert into accounts.identity_check (person_id, provider, issuer, subject, because, name, acr, asked_at, decided_at, decided_by, decision)
      values (${id}, 'franceconnect', 'i', 's', 'same-email', '', 'eidas1', ${now()}, ${now()}, ${id}, 'same')`)
    await onTheDay('check.delete')
  })

  test('a value of the profile, a year after it was replaced or expired; what stands is kept', async () => {
    const id = await idOf(RESIDENT)
    const kept = (await write(sql`select from accounts.profile_value where person_id = ${id}`)).length
    await write(sql`insert into accounts.profile_value (person_id, value_id, value, source, level, recorded_at, ended_at, expires_at)
      values (${id}, 'phone', '06 39 98 00 01', 'declared', 'declared', ${now()}, ${now()}, null),
        (${id}, 'gender', 'female', 'franceconnect', 'certified', ${now()}, null, ${now()})`)
    await onTheDay('value.delete', 2)
    assert.equal((await write(sql`select from accounts.profile_value where person_id = ${id}`)).length, kept)
  })

  test('a mandate that ended, a role that ended', async () => {
    const id = await idOf(RESIDENT)
    const day = now().toISOString().slice(0, 10)
    const kept = (await write(sql`select from accounts.membership`)).length
    await write(sql`insert into accounts.mandate (kind, person_id, given_by, valid_from, valid_to, asked_at, ended_at)
      values ('helper', ${id}, ${id}, ${day}, ${day}, ${now()}, ${now()})`)
    await write(sql`insert into accounts.membership (person_id, unit_id, role, valid_from, valid_to)
      select ${id}, min(id), 'handler', '2020-01-01', ${day}::date from territory.unit`)
    await onTheDay('mandate.delete')
    // The role lasted until the end of that day.
    parvis.advance({ days: 1 })
    assert.equal(await countOf('membership.delete'), 1)
    assert.equal((await write(sql`select from accounts.membership`)).length, kept)
  })

  test('the consents of a site, then their proof, by the beginning of the ledger', async () => {
    const id = await idOf(RESIDENT)
    await addSite()
    await write(sql`insert into identity.consent (person_id, client_id, scopes, granted, refused, given_at, last_used_at)
      values (${id}, 'essai', '{openid}', '{name}', '{}', ${now()}, ${now()})`)
    await onTheDay('consent.expire')
    const entries = await write(
      sql<{ kind: string }>`select kind from identity.consent_entry where client_id = 'essai'`,
    )
    assert.deepEqual(entries, [{ kind: 'expiry' }])
    await onTheDay('consent.delete', 2)
    assert.deepEqual(await write(sql`select from identity.consent where client_id = 'essai'`), [])
  })

  test('a notice of sign-out delivered to a site', async () => {
    const id = await idOf(RESIDENT)
    await addSite()
    await write(
      sql`insert into identity.logout_delivery (id, client_id, person_id, created_at) values (${randomUUID()}, 'essai', ${id}, ${now()})`,
    )
    await onTheDay('logout.delete')
  })

  test('the journal of accesses', async () => {
    const id = await idOf(RESIDENT)
    const { recordAccess } = await import('#platform/ledger/audit.ts')
    await parvis.db.write(system, (tx) =>
      recordAccess(tx, {
        personId: id,
        kind: 'request',
        object: '2026-1',
        purpose: 'demandes',
        actorId: null,
        authorityId: null,
        role: 'handler',
      }),
    )
    await onTheDay('access.delete')
  })

  test('an account unused for two years, told a month before; coming back keeps it', async () => {
    const [left, back] = await parvis.db.write(system, async (tx) => [
      await createPerson(tx, { email: 'partie@courriel.example', name: 'Paule Partie', passwordHash: 'x' }),
      await createPerson(tx, { email: 'revenue@courriel.example', name: 'Reine Revenue', passwordHash: 'x' }),
    ])
    await write(
      sql`update accounts.person set last_seen_at = null, created_at = ${now()} where id in (${left}, ${back})`,
    )
    const isOpen = async (id: number) =>
      (await write(sql`select from accounts.person where id = ${id} and closed_at is null`)).length === 1
    const told = await daysOf('account.warn')
    const closed = await daysOf('account.close')
    const isAgentOpen = async () => isOpen(await idOf('voirie@parvis.example'))
    parvis.advance({ days: told - 1 })
    await runAccounts()
    assert.equal((await mailsTo('partie@courriel.example')).length, 0)
    parvis.advance({ days: 1, minutes: 1 })
    await runAccounts()
    assert.equal((await mailsTo('partie@courriel.example'))[0]?.subject, 'Votre compte va être fermé')
    await parvis.db.write(system, (tx) => openSession(tx, back))
    parvis.advance({ days: closed - told - 2 })
    await runAccounts()
    assert.ok(await isOpen(left), 'the day before')
    parvis.advance({ days: 2 })
    const foreseen = await countOf('account.close', true)
    assert.ok(await isOpen(left), 'a dry run closes nothing')
    assert.equal(await countOf('account.close'), foreseen)
    assert.equal(await isOpen(left), false)
    assert.ok(await isOpen(back))
    assert.ok(await isAgentOpen(), 'an agent’s account goes with the post')
    assert.match(
      (await mailsTo('partie@courriel.example')).map(({ subject }) => subject).join(),
      /Votre compte est fermé/,
    )
  })

  test('an account that was never told is told first, and one linked to an identity stays', async () => {
    const [late, linked] = await parvis.db.write(system, async (tx) => [
      await createPerson(tx, { email: 'tard@courriel.example', name: 'Tard', passwordHash: 'x' }),
      await createPerson(tx, { email: 'lien@courriel.example', name: 'Lien', passwordHash: 'x' }),
    ])
    await write(
      sql`update accounts.person set last_seen_at = null, created_at = ${now()} where id in (${late}, ${linked})`,
    )
    await write(sql`insert into accounts.external_identity (person_id, provider, issuer, subject, acr, first_used_at, last_used_at)
      values (${linked}, 'franceconnect', 'https://fc.example', 'sub', 'eidas1', ${now()}, ${now()})`)
    const isOpen = async (id: number) =>
      (await write(sql`select from accounts.person where id = ${id} and closed_at is null`)).length === 1
    parvis.advance({ days: (await daysOf('account.close')) + 40 })
    await runAccounts()
    assert.ok(await isOpen(late))
    parvis.advance({ days: 29 })
    await runAccounts()
    assert.ok(await isOpen(late), 'thirty days, whatever the delay')
    parvis.advance({ days: 1, minutes: 1 })
    await runAccounts()
    assert.equal(await isOpen(late), false)
    assert.ok(await isOpen(linked))
  })

  test('an account without an address', async () => {
    const id = await parvis.db.write(system, (tx) =>
      createPerson(tx, { email: 'papier@courriel.example', name: 'Papier', passwordHash: 'x' }),
    )
    await write(
      sql`update accounts.person set email = null, last_seen_at = null, created_at = ${now()} where id = ${id}`,
    )
    await onTheDay('paper-account.close')
  })
})
