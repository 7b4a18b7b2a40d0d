// How many statements the main ways through ask of the database: each has a bound, so that none creeps back in.
// `npm test -- src/requests/statements` prints the figures (docs/guides/bench.md).
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { anonymous } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { fillForm } from '#test/apply.ts'
import { countStatements, type Statements } from '#test/statements.ts'
import type { Sent } from './send/submit.ts'

const ROADS = 'voirie@parvis.example'
const LETTER = { message: 'Nous passons jeudi.', ecrit: 'reply' }

describe('the statements of', () => {
  let parvis: TestApp
  let agent: TestBrowser
  let asked: Statements
  let known: Map<string, { checkedAt: number }>
  before(async () => {
    parvis = await createTestApp()
    agent = await parvis.signedInAs(ROADS)
    asked = await countStatements(parvis.db)
    known = await parvis.db.read(anonymous(randomUUID()), async (tx) => tx.snapshots as typeof known)
    // What the process remembers (territory, catalogue, versions) is read once, and the sessions are noted.
    await ways.page(await request())
    await ways.reply(await request())
    await follow(await request())
  })
  after(async () => {
    asked.stop()
    await parvis.close()
  })

  const request = async () =>
    parvis.makeRequest({
      commune: '69029',
      residentId: (await parvis.actor('habitante@parvis.example')).personId,
    })
  const desk = ({ ref }: Sent) => `/agents/demandes/${ref}`

  /** The form's own token is fetched before. */
  async function posted(browser: TestBrowser, url: string, values: Record<string, string | string[]>) {
    const csrf = await browser.csrf()
    return during(() => browser.post(url, values, { csrf }))
  }

  /** Of one exchange. @returns their first words */
  async function during(visit: () => Promise<LightMyRequestResponse>, status = 303): Promise<string[]> {
    // The process asks now and then whether the territory or the catalogue changed, on whichever page it falls: not on this one.
    for (const kept of known.values()) kept.checkedAt = performance.now()
    asked.said()
    const reply = await visit()
    assert.equal(reply.statusCode, status, reply.body.slice(0, 500))
    return asked.said()
  }

  const ways = {
    page: (sent: Sent) => during(() => agent.get(desk(sent)), 200),
    reply: (sent: Sent) => posted(agent, `${desk(sent)}/actions/reply`, { ...LETTER, once: randomUUID() }),
    next: (sent: Sent) =>
      posted(agent, `${desk(sent)}/actions/reply`, { ...LETTER, once: randomUUID(), ensuite: 'suivante' }),
    take: (sent: Sent) => posted(agent, `${desk(sent)}/actions/take`, {}),
    note: (sent: Sent) => posted(agent, `${desk(sent)}/notes`, { message: 'Cône posé.', once: randomUUID() }),
  }

  async function follow({ ref, code }: Sent) {
    const visitor = parvis.browser()
    await visitor.get(`/suivi?code=${code}`)
    const shown = await during(() => visitor.get(`/suivi/${ref}`), 200)
    const said = await posted(visitor, `/suivi/${ref}/messages`, {
      message: 'Il s’agrandit.',
      once: randomUUID(),
    })
    return { shown, said }
  }

  const within = (t: { diagnostic(text: string): void }, what: string, said: string[], most: number) => {
    t.diagnostic(`${what}: ${said.length} statements`)
    assert.ok(said.length <= most, `${what}: ${said.length} statements, at most ${most}\n${said.join('\n')}`)
  }

  test('a request’s page: all of it once, and what its first opening leaves in a transaction of its own', async (t) => {
    const sent = await request()
    const first = await ways.page(sent)
    within(t, 'request page, first opened', first, 25)
    const begun = first.filter((words) => words.startsWith('begin')).map((words) => words.slice(0, 10))
    assert.deepEqual(begun, ['begin read', 'begin ;set'])
    within(t, 'request page, opened again', await ways.page(sent), 19)
  })

  test('an act: one transaction, the request read once', async (t) => {
    const sent = await request()
    await ways.page(sent)
    const acts = { take: [11, sent], reply: [13, sent], note: [11, sent], next: [16, sent] } as const
    for (const [name, [most, on]] of Object.entries(acts)) {
      const said = await ways[name as keyof typeof acts](on)
      within(t, name, said, most)
      assert.equal(said.filter((words) => words.startsWith('begin')).length, 1, name)
      assert.equal(said.filter((words) => words.startsWith('select r.id')).length, 1, name)
    }
  })

  test('an act on several: one transaction each, and nothing else', async (t) => {
    const chosen = [await request(), await request()].map(({ ref }) => ref)
    const said = await posted(agent, '/agents/demandes/lot', { faire: 'prendre', ref: chosen })
    within(t, 'two taken at once', said, 25)
    assert.equal(said.filter((words) => words.startsWith('select r.id')).length, 2)
  })

  test('the follow-up, and what its resident writes', async (t) => {
    const { shown, said } = await follow(await request())
    within(t, 'follow-up', shown, 10)
    // Whether they may, the room they take, the act, and the clocks, which the system writes.
    within(t, 'message of a resident', said, 22)
  })

  test('a submission: one transaction', async (t) => {
    const visitor = parvis.browser()
    const { at } = await fillForm(visitor)
    // Three of them ask what the town chose: to suspend the service, to lead to its own site, the delays that it promises.
    within(t, 'submission', await posted(visitor, `${at}/envoyer`, {}), 14)
  })
})
