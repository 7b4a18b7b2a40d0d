// Whoever administers one town, or one unit, never reads who works elsewhere: pages, searches, choices and files of the administration
// are looked through for names that stand elsewhere alone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'

const HOME = '/administration'
/** In the names of whoever works elsewhere, of their services and in their addresses. */
const FOREIGN = 'canarielle'
/** What a list is asked: by another word of those names, for another town, for all, as a file. */
const ASKED = [
  'q=ailleurs',
  'collectivite=mions',
  'collectivite=toutes',
  'q=ailleurs&format=csv',
  'format=csv',
]
/** Of a list of many alike, some. */
const MOST_ALIKE = 2

describe('a delegate', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
    await parvis.db.write(system, async (tx) => {
      await sql`update territory.unit set name = ${`Ailleurs ${FOREIGN} `} || id
        where authority_id = (select id from territory.authority where slug = 'mions')`.execute(tx.q)
      await sql`update accounts.person p set name = ${`Ailleurs ${FOREIGN} `} || id, email = ${FOREIGN} || id || '@ailleurs.example'
        where exists (select from accounts.membership m join territory.unit u on u.id = m.unit_id
          where m.person_id = p.id and (u.name like ${`%${FOREIGN}%`} or u.code = 'relation-usagers'))`.execute(
        tx.q,
      )
      await sql`insert into accounts.membership (person_id, unit_id, role, valid_from)
        select p.id, u.id, 'steward', ${tx.now}::date from accounts.person p join territory.unit u on u.code = 'voirie-est'
        where p.email = 'chef.voirie@parvis.example'`.execute(tx.q)
    })
  })
  after(() => parvis.close())

  /** What links lead to from the home of the administration, page by page, and what each list answers. */
  async function looksEverywhere(email: string): Promise<Map<string, string>> {
    const browser = await parvis.signedInAs(email)
    const seen = new Map<string, string>()
    const dead: string[] = []
    const alike = new Map<string, number>()
    const found = new Set([HOME])
    const look = async (path: string) => {
      const { body, statusCode } = await browser.get(path)
      if (statusCode === 404 && found.has(path)) dead.push(path)
      seen.set(path, body)
      return body
    }
    for (const path of found) {
      const body = await look(path)
      if (body.includes('name="q"')) for (const asked of ASKED) await look(`${path}?${asked}`)
      for (const [, href = ''] of body.matchAll(/href="(\/administration\/[^"#?]*)/g)) {
        const above = href.slice(0, href.lastIndexOf('/'))
        const already = alike.get(above) ?? 0
        if (found.has(href) || (above !== HOME && already === MOST_ALIKE)) continue
        alike.set(above, already + 1)
        found.add(href)
      }
    }
    assert.deepEqual(dead, [], 'nobody is led where they may not go')
    return seen
  }

  const toldIn = (seen: Map<string, string>) =>
    [...seen].filter(([, body]) => body.includes(FOREIGN)).map(([path]) => path)

  for (const email of ['admin.bron@parvis.example', 'chef.voirie@parvis.example'])
    test(`${email} reads nobody from elsewhere, on any page, in any search, choice or file`, async () => {
      const seen = await looksEverywhere(email)
      assert.ok(seen.size > 20 && [...seen.keys()].some((path) => path.includes('csv')), String(seen.size))
      assert.deepEqual(toldIn(seen), [])
    })

  test('the metropolis reads them: the test looks where they are', async () => {
    const metropolis = await parvis.signedInAs('admin@parvis.example')
    for (const list of [
      ...['agents?q=ailleurs', 'agents?format=csv'],
      ...['organisation?q=ailleurs&collectivite=mions', 'organisation?format=csv&collectivite=toutes'],
    ])
      assert.ok((await metropolis.get(`${HOME}/${list}`)).body.includes(FOREIGN), list)
  })
})
