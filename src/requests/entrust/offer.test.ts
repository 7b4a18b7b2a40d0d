// A commune passes from an offer to the other in mid-year, and back: on each day its requests are answered by one way, and one alone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { system } from '#platform/actor.ts'
import { forget } from '#platform/db/snapshot.ts'
import { open, openingsBy } from '#settings'
import { addDays, territory } from '#territory'
import { requestById } from '#test/requests.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { jobsOf } from '../../app.ts'
import type { Sent } from '../send/submit.ts'

const MIONS = '69283'
const AGENT = 'agent.mions@parvis.example'
const MAILBOX = 'mairie@mions.example'

describe('a change of offer', () => {
  let parvis: TestApp
  let authorityId: number
  let first: string
  /** Days after the first on which the desk opens (true) or closes, as agreements would say them. */
  const LIFE = [
    [0, true],
    [10, false],
    [20, true],
    [30, false],
    [40, true],
  ] as const
  before(async () => {
    parvis = await createTestApp()
    // From today on, as the database says it: its own wall is tried below.
    parvis.advance({ minutes: Math.round((Date.now() - parvis.now().getTime()) / 60_000) })
    first = parvis.now().toISOString().slice(0, 10)
    await parvis.db.write(system, async (tx) => {
      authorityId = (await territory(tx)).authorityByCode(MIONS)?.id ?? assert.fail()
      const openings = LIFE.flatMap(([from, desk], i) => {
        const days = { from: addDays(first, from), to: addDays(first, (LIFE[i + 1]?.[0] ?? 400) - 1) }
        return [
          { feature: 'identity.sites', ...days },
          ...(desk ? [{ feature: 'requests.desk', ...days }] : []),
        ]
      })
      await open(tx, { source: 'agreement:1', authorityId }, openings)
    })
  })
  after(() => parvis.close())

  let day = 0
  const goTo = (next: number) => {
    parvis.advance({ days: next - day })
    day = next
  }
  const follow = async () => {
    await jobsOf(parvis.config, parvis.house)['requests.follow_offers']?.(parvis.db, {})
    await parvis.runJobs()
  }
  const send = async () => {
    const sent = await parvis.makeRequest({
      service: 'eclairage-public-en-panne',
      commune: MIONS,
      email: 'canari@courriel.example',
    })
    await parvis.runJobs()
    return sent
  }
  const row = async ({ id }: Sent) =>
    (await parvis.db.read(system, (tx) => requestById(tx, id))) ?? assert.fail()
  const rows = async <T>(query: ReturnType<typeof sql<T>>) =>
    (await parvis.db.read(system, (tx) => query.execute(tx.q))).rows
  /** Links that serve, of those that were mailed. */
  async function serving({ ref }: Sent) {
    const mails = await rows(
      sql<{
        text: string
      }>`select text_body as text from platform.mail where recipient = ${MAILBOX} and subject like ${`${ref}%`}`,
    )
    const links = mails.map(({ text }) => /\/mairie\?jeton=[\w-]+/.exec(text)?.[0] ?? assert.fail(text))
    const browser = parvis.browser()
    const found: number[] = []
    for (const link of links) found.push((await browser.get(link)).statusCode)
    return found.filter((status) => status === 200).length
  }
  /** Who may answer it today: its town hall at the desk, by a link, or the metropolis. */
  async function answeredBy(sent: Sent) {
    const agent = await parvis.signedInAs(AGENT)
    const desk = (await agent.get(`/agents/demandes/${sent.ref}`)).statusCode === 200
    const isTheirs = (await row(sent)).authorityId === authorityId
    return { desk: desk && isTheirs, link: (await serving(sent)) > 0, elsewhere: !isTheirs }
  }
  const DESK = { desk: true, link: false, elsewhere: false }
  const LINK = { desk: false, link: true, elsewhere: false }
  const ELSEWHERE = { desk: false, link: false, elsewhere: true }
  async function isFollowed({ ref, code }: Sent) {
    const person = parvis.browser()
    await person.post('/suivi', { code })
    assert.equal((await person.get(`/suivi/${ref}`)).statusCode, 200)
  }
  const told = async (like: string) =>
    (
      await rows(sql<{ to: string }>`select recipient as to from platform.mail where subject like ${like}`)
    ).map(({ to }) => to)

  test('moves open requests, posts and residents’ follow-up on its day, and tells it once', async () => {
    const old = await send()
    const agent = await parvis.actor(AGENT)
    await parvis.db.write(system, (tx) =>
      sql`update requests.request set assignee_id = ${agent.personId} where id = ${old.id}`.execute(tx.q),
    )
    assert.deepEqual(await answeredBy(old), DESK)
    goTo(9)
    await follow()
    assert.deepEqual(await answeredBy(old), DESK, 'never before')

    goTo(10)
    assert.equal((await answeredBy(old)).desk, false, 'on the day itself, whatever the job does')
    const during = await send()
    for (let times = 0; times < 2; times += 1) await follow()
    for (const sent of [old, during]) {
      assert.deepEqual(await answeredBy(sent), LINK)
      assert.equal(await serving(sent), 1, 'one link each, however often it is followed')
      await isFollowed(sent)
    }
    assert.equal((await row(old)).assigneeId, null)
    assert.equal((await told('%Mions répond désormais par lien')).filter((to) => to === AGENT).length, 1)
    assert.ok((await told('%Mions répond désormais par lien')).includes('admin@parvis.example'))
    const { memberships } = await parvis.actor(AGENT)
    assert.deepEqual(
      memberships.filter(({ role }) => role !== 'editor'),
      [],
      'the post opens nothing',
    )

    goTo(20)
    await follow()
    for (const sent of [old, during]) {
      assert.deepEqual(await answeredBy(sent), DESK)
      await isFollowed(sent)
    }
    assert.equal((await told('%Mions a le poste des agents')).filter((to) => to === AGENT).length, 1)
  })

  test('is the database’s wall too', async () => {
    const actor = await parvis.actor(AGENT)
    const reached = () =>
      parvis.db.read(
        actor,
        async (tx) =>
          (await sql`select from requests.request where authority_id = ${authorityId}`.execute(tx.q)).rows
            .length,
      )
    assert.equal(await reached(), 2)
    const source = { source: 'agreement:1', authorityId }
    const kept = await parvis.db.read(system, (tx) => openingsBy(tx, source.source))
    const closed = kept.filter(({ feature, from }) => feature !== 'requests.desk' || from > first)
    await parvis.db.write(system, (tx) => open(tx, source, closed))
    assert.equal(await reached(), 0)
    await parvis.db.write(system, (tx) => open(tx, source, kept))
    assert.equal(await reached(), 2)
  })

  test('leaves nobody unanswered: without a mailbox, or without agents, the contact centre has it and says so', async () => {
    const owner = new pg.Client(parvis.ownerUrl)
    await owner.connect()
    const changed = async (...statements: string[]) => {
      for (const statement of statements) await owner.query(statement)
      await parvis.db.write(system, (tx) => Promise.resolve(forget(tx, 'territory')))
    }
    const ofMions = `authority_id = ${authorityId}`
    const unreached = await send()
    await changed(
      `update territory.unit set email = null where ${ofMions}`,
      `update territory.authority set profile = jsonb_set(profile, '{email}', '""') where id = ${authorityId}`,
    )
    goTo(30)
    await follow()
    assert.deepEqual(await answeredBy(unreached), ELSEWHERE, 'no mailbox')
    await isFollowed(unreached)

    await changed(`update territory.unit set email = '${MAILBOX}' where ${ofMions}`)
    const unattended = await send()
    assert.deepEqual(await answeredBy(unattended), LINK)
    await changed(`update accounts.membership set valid_from = '2020-01-01', valid_to = '2020-12-31'
      where role <> 'admin' and unit_id in (select id from territory.unit where ${ofMions})`)
    goTo(40)
    await follow()
    assert.deepEqual(await answeredBy(unattended), ELSEWHERE, 'no agent')
    const [said] = await rows(
      sql<{
        text: string
      }>`select text_body as text from platform.mail where recipient = 'canari@courriel.example'
        and subject like ${`%${unattended.ref}%`} order by created_at desc`,
    )
    assert.match(said?.text ?? '', /Nous reprenons votre demande/)
    await owner.end()
  })
})
