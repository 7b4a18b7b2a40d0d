// What is read is counted once a day, of nobody, and nothing is found of fewer than five, even by whoever knows the rule.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { PUBLIC } from '#audiences'
import { system } from '#platform/actor.ts'
import { beginContent, publish, writtenContent } from '#publishing'
import { territory } from '#territory'
import { createTestApp, START, type TestApp } from '#test/app.ts'
import { houseOf } from '../../app.ts'
import { readings } from '../board/queries.ts'
import { addCounts, keepThings, tellMonths } from './queries.ts'
import { SECTIONS } from './sections.ts'
import { TELL } from './take.ts'

const EDITOR = 'marius.redaction@parvis.example'
const PERSON_UA = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }

describe('readings', () => {
  let parvis: TestApp
  let [content, bron] = [0, 0]
  before(async () => {
    parvis = await createTestApp()
    content = await parvis.db.write(await parvis.actor(EDITOR), async (tx) => {
      const place = await territory(tx)
      bron = place.authorityByCode('69029')?.id ?? 0
      const unitId = place.unitsOf(bron).find(({ code }) => code === 'services-techniques')?.id ?? 0
      const text = { typeVersion: 1, title: 'Horaires', summary: '', theme: '', about: [], fields: {} }
      const id = await beginContent(tx, { authorityId: bron, unitId, type: 'brief' }, text)
      const version = (await writtenContent(tx, id))?.version ?? 0
      await publish(tx, id, version, {
        ...{ audienceId: PUBLIC, startsAt: tx.now, endsAt: null, isSilent: true, reviewOn: '2099-01-01' },
      })
      return id
    })
  })
  after(() => parvis.close())

  const counted = async () => {
    await parvis.countReadings()
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ reader: string; count: number }>`select reader, count from steering.opening
        where kind = 'content' and thing = ${String(content)} order by reader`.execute(tx.q),
    )
    return rows
  }
  const told = async (email: string) => {
    const rows = await parvis.db.read(await parvis.actor(email), (tx) =>
      readings(tx, { from: '2026-01-01', to: '2027-12-01', authorityId: null }, 100),
    )
    return rows.filter(({ kind }) => kind === 'content').map(({ reader, count }) => [reader, count])
  }
  const at = () => `/contenus/${content}/lire`

  test('are counted once a day a reader, without robots, what browsers fetch ahead, and whoever wrote it', async () => {
    const reader = parvis.browser()
    for (const headers of [PERSON_UA, PERSON_UA, { ...PERSON_UA, 'sec-purpose': 'prefetch' }])
      assert.equal((await reader.get(at(), headers)).statusCode, 200)
    await reader.get(`/contenus/0${content}/autrement`, PERSON_UA)
    await parvis.browser().get(at(), { 'user-agent': 'ExempleBot/2.1' })
    await (await parvis.signedInAs(EDITOR)).get(at(), PERSON_UA)
    const { metropolis } = await parvis.db.read(system, territory)
    assert.deepEqual(await counted(), [{ reader: `public:${metropolis.id}`, count: 1 }])
    parvis.advance({ days: 1 })
    await reader.get(at(), PERSON_UA)
    assert.deepEqual(
      (await counted()).map(({ count }) => count),
      [2],
    )
  })

  test('are told once their month is over and they are five, to those alone who answer for what is read', async () => {
    for (let one = 0; one < 3; one += 1) await parvis.browser().get(at(), PERSON_UA)
    await counted()
    const job = houseOf(parvis.config).jobs(parvis.config)[TELL]
    assert.ok(job)
    await job(parvis.db, {})
    assert.deepEqual(await told(EDITOR), [], 'the month runs')
    parvis.advance({ days: 10 })
    await job(parvis.db, {})
    await job(parvis.db, {})
    const { metropolis } = await parvis.db.read(system, territory)
    assert.deepEqual(await told(EDITOR), [[`public:${metropolis.id}`, 5]])
    assert.deepEqual(await counted(), [])
    assert.deepEqual(await told('agent.mions@parvis.example'), [])
    assert.deepEqual(await told('habitante@parvis.example'), [])
    const page = await (await parvis.signedInAs(EDITOR)).get('/agents/pilotage')
    assert.match(page.body, /<b>5\slectures<\/b>/)
    assert.equal(
      (await (await parvis.signedInAs('habitante@parvis.example')).get('/agents/pilotage')).statusCode,
      404,
    )
  })

  test('stand where the program of whoever acts reads nothing', async () => {
    const actor = await parvis.actor(EDITOR)
    await assert.rejects(
      parvis.db.read(actor, (tx) => sql`select from steering.opening`.execute(tx.q)),
      /permission denied/,
    )
  })

  test('are of groups of five people at least, each person in one', async () => {
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        reader: string
        people: number
      }>`select reader, count(*)::integer as people, count(distinct person_id)::integer as persons
        from steering.readers_on(${START.toISOString().slice(0, 10)}) group by reader`.execute(tx.q),
    )
    assert.ok(rows.length > 0)
    for (const { reader, people } of rows) assert.ok(people >= 5, `${reader}: ${people}`)
  })

  // A brute-force solver that knows the rule: of all the series of three months that give what is told, no month is of fewer than five
  // readings in all of them but one number. Sums (of things, groups, months) are made of what is told, and say nothing more.
  test('of fewer than five are found by nobody who solves for them', async () => {
    const MOST = 11
    const series = Array.from({ length: MOST ** 3 }, (_, n) => [
      n % MOST,
      Math.floor(n / MOST) % MOST,
      Math.floor(n / MOST ** 2),
    ])
    const MONTHS = ['2026-01-01', '2026-02-01', '2026-03-01']
    const outputs = await parvis.db.write(system, async (tx) => {
      const things = series.map((_, n) => ({
        ...{ thing: String(n), title: 'x', href: '/', authorityId: bron, unitId: null, since: START },
      }))
      await keepThings(tx, 'series', things)
      for (const [at, month] of MONTHS.entries()) {
        const counts = series.flatMap((months, n) => {
          const count = months[at] ?? 0
          return count === 0 ? [] : [{ kind: 'series', thing: String(n), reader: 'office', count }]
        })
        await addCounts(tx, month, counts)
        await tellMonths(tx, `2026-0${at + 2}-02`)
      }
      const { rows } = await sql<{ thing: string; month: string; count: number }>`
        select thing, month::text, count from steering.told where kind = 'series' order by month`.execute(
        tx.q,
      )
      return Map.groupBy(rows, ({ thing }) => Number(thing))
    })
    const classes = Map.groupBy(series, (_, n) =>
      (outputs.get(n) ?? []).map(({ month, count }) => `${month}=${count}`).join(' '),
    )
    assert.ok(classes.size > 50)
    for (const [output, list] of classes) {
      // A sum that only the highest numbers tried here give is cut short by the trial, not by the rule.
      if ((output.match(/=(\d+)/g) ?? []).some((sum) => Number(sum.slice(1)) >= MOST)) continue
      for (const at of MONTHS.keys()) {
        const values = new Set(list.map((months) => months[at] ?? 0))
        if (values.size === 1)
          assert.ok(([...values][0] ?? 0) >= 5, `${output}: month ${at} is ${[...values].join()}`)
      }
    }
  })

  test('of sections are those of the menu of elected members', () => {
    const { navigation } = houseOf({ demo: false })
    const menu = navigation.filter(({ menu: of }) => of === 'territories').map(({ href }) => href)
    assert.ok(menu.length > 5)
    for (const href of menu) assert.ok(Object.hasOwn(SECTIONS, href), href)
  })

  test('are counted on pages that are there', () => {
    const { counted: kinds, paths } = houseOf({ demo: false })
    for (const pattern of kinds.flatMap(({ at: patterns }) => patterns))
      assert.ok(paths.includes(pattern), pattern)
  })
})
