// « Cette page vous a-t-elle aidé ? »: counted once a day a browser, taken from nobody who does not read it; told to whoever writes it by lots
// of months, of which whoever solves for all that was ever told finds no figure under five.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import pg from 'pg'
import { makeAudience, PUBLIC } from '#audiences'
import { beginContent, publish, writtenContent } from '#publishing'
import { LEAST } from '#platform/told/few.ts'
import { type Equation, most } from '#platform/told/solver.fixture.ts'
import { territory } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { opinionsOf } from './queries.ts'

const EDITOR = 'marius.redaction@parvis.example'

describe('whether a content helped', () => {
  let parvis: TestApp
  let shown = 0
  let apart = 0
  before(async () => {
    parvis = await createTestApp()
    shown = await online(false)
    apart = await online(true)
  })
  after(() => parvis.close())

  async function online(isApart: boolean): Promise<number> {
    return parvis.db.write(await parvis.actor(EDITOR), async (tx) => {
      const place = await territory(tx)
      const authorityId = place.authorityByCode('69029')?.id ?? 0
      const unitId = place.unitsOf(authorityId)[0]?.id ?? 0
      const rule = { who: [`workplace:${authorityId}`], also: [], except: [], from: null, until: null }
      const audienceId = isApart ? await makeAudience(tx, authorityId, { name: 'À part', rule }) : PUBLIC
      const text = { typeVersion: 1, title: 'Horaires', summary: '', theme: '', about: [], fields: {} }
      const id = await beginContent(tx, { authorityId, unitId, type: 'brief' }, text)
      const version = (await writtenContent(tx, id))?.version ?? 0
      const days = { startsAt: tx.now, endsAt: null, isSilent: true, reviewOn: '2099-01-01' }
      await publish(tx, id, version, { audienceId, ...days })
      return id
    })
  }
  const answer = (by: TestBrowser, helped: string, id = shown) => by.post(`/contenus/${id}/avis`, { helped })
  const told = async () => parvis.db.read(await parvis.actor(EDITOR), (tx) => opinionsOf(tx, shown))

  test('is asked at its foot, counted, and told once five said yes and five no, in a month that is over', async () => {
    const first = parvis.browser()
    assert.match(
      (await first.get(`/contenus/${shown}/lire`)).body,
      /aidé&nbsp;\?[^]*value="oui"[^]*value="non"/,
    )
    for (const [at, helped] of ['oui', 'oui', 'non', 'oui'].entries())
      assert.equal((await answer(at === 0 ? first : parvis.browser(), helped)).statusCode, 303)
    assert.match((await first.follow(await answer(first, 'oui'))).body, /déjà comptée/)
    assert.equal(await told(), null)
    for (const helped of ['oui', 'oui', 'oui', 'non', 'non', 'non']) await answer(parvis.browser(), helped)
    assert.equal(await told(), null, 'four said no')
    await answer(parvis.browser(), 'non')
    assert.equal(await told(), null, 'this month is not over')
    parvis.advance({ days: 31 })
    assert.deepEqual(await told(), { helped: 6, answers: 11 })
    const editor = await parvis.signedInAs(EDITOR)
    assert.match(
      (await editor.get(`/administration/contenus/${shown}`)).body,
      /6\slecteurs sur 11, en des mois/,
    )
  })

  test('is answered by those alone who read it, and told to those alone who write it', async () => {
    assert.equal((await answer(parvis.browser(), 'oui', apart)).statusCode, 404)
    assert.equal((await answer(await parvis.signedInAs(EDITOR), 'oui', apart)).statusCode, 303)
    assert.equal((await answer(parvis.browser(), 'peut-être')).statusCode, 422)
    for (const email of ['agent.mions@parvis.example', 'habitante@parvis.example'])
      assert.equal(
        await parvis.db.read(await parvis.actor(email), (tx) => opinionsOf(tx, shown)),
        null,
        email,
      )
  })

  test('of all that is told of contents and of their unit, month after month, no figure under five is found', async () => {
    const MONTHS = 16
    const owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
    try {
      const pages = [await online(false), await online(false)]
      const start = new Date(parvis.now().toISOString().slice(0, 7))
      const monthAt = (n: number) => new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + n, 1))
      const counts = fc.sample(fc.tuple(fc.nat(4), fc.nat(3)), { numRuns: MONTHS * 2, seed: 11 })
      const cell = (page: number, n: number) => counts[page * MONTHS + n] ?? [0, 0]
      await owner.query('delete from publishing.opinion')
      for (const [page, id] of pages.entries())
        for (let n = 0; n < MONTHS; n += 1)
          for (const [side, count] of cell(page, n).entries())
            if (count > 0)
              await owner.query('insert into publishing.opinion values ($1, $2, $3, $4)', [
                ...[id, monthAt(n), side === 0, count],
              ])
      /** The months told of a page, `now` months after the first: whole lots, of which the last month is of the twelve before. */
      const toldMonths = (page: number, now: number): number[] => {
        const told: number[] = []
        for (let n = 0, from = 0; n < now; n += 1) {
          const lot = Array.from({ length: n - from + 1 }, (_, at) => from + at)
          const sums = [0, 1].map((side) => lot.reduce((all, at) => all + (cell(page, at)[side] ?? 0), 0))
          if (Math.min(...sums) < LEAST) continue
          if (n >= now - 12) told.push(...lot)
          from = n + 1
        }
        return told
      }
      const equations: [Equation[], Equation[]] = [[], []]
      const sumOf = (side: number, places: readonly number[]) =>
        places.reduce((all, at) => all + (cell(Math.floor(at / MONTHS), at % MONTHS)[side] ?? 0), 0)
      const say = (places: number[], { helped = 0, answers = 0 }: { helped?: number; answers?: number }) => {
        assert.deepEqual([helped, answers - helped], [sumOf(0, places), sumOf(1, places)])
        equations[0].push({ of: places, is: helped })
        equations[1].push({ of: places, is: answers - helped })
      }
      let toldOnce = 0
      for (let now = 1; now <= MONTHS; now += 1) {
        parvis.advance({ days: Math.ceil((monthAt(now).getTime() - parvis.now().getTime()) / 86_400_000) })
        const placed = pages.map((_, page) => toldMonths(page, now).map((n) => page * MONTHS + n))
        await parvis.db.read(await parvis.actor(EDITOR), async (tx) => {
          for (const [page, id] of pages.entries()) {
            const told = await opinionsOf(tx, id)
            toldOnce += Number(told !== null)
            say(placed[page] ?? [], told ?? {})
          }
          const { rows } = await sql<{
            helped: number
            answers: number
          }>`select sum(helped)::integer as helped, sum(answers)::integer as answers from steering.judged()`.execute(
            tx.q,
          )
          say(placed.flat(), { helped: rows[0]?.helped ?? 0, answers: rows[0]?.answers ?? 0 })
        })
      }
      assert.ok(toldOnce > 4)
      for (const side of [0, 1])
        for (let page = 0; page < pages.length; page += 1)
          for (let from = 0; from < MONTHS; from += 1)
            for (let to = from; to < Math.min(from + 4, MONTHS); to += 1) {
              const of = Array.from({ length: to - from + 1 }, (_, n) => page * MONTHS + from + n)
              if (sumOf(side, of) >= LEAST) continue
              const bound = most(MONTHS * 2, equations[side] ?? [], of)
              assert.ok(bound > LEAST - 1 + 1e-6, `${side} of ${page}, ${from} to ${to}: ${bound}`)
            }
    } finally {
      await owner.end()
    }
  })
})
