// The chart of a day to come: what is decided of its units is done there, and said to be planned; nothing that is only tried, to nobody but agents.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { forget } from '#platform/db/snapshot.ts'
import { addDays, type Day, territory, todayThere, type Unit } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { textOfPdf } from '#test/pdf.ts'

const HERE = '/intranet/organigramme'
const AGENT = 'agent.bron@parvis.example'

describe('the chart of a day to come', () => {
  let parvis: TestApp
  let agent: TestBrowser
  let day: Day
  let units: Unit[]
  before(async () => {
    parvis = await createTestApp()
    agent = await parvis.signedInAs(AGENT)
    const { place, today } = await parvis.db.read(system, async (tx) => ({
      place: await territory(tx),
      today: await todayThere(tx),
    }))
    const bron = place.authorityByCode('69029')?.id
    units = ['culture', 'accueil', 'etat-civil', 'services-techniques'].map(
      (code) => place.units.find((one) => one.authorityId === bron && one.code === code) ?? assert.fail(code),
    )
    day = addDays(today, 90)
  })
  after(() => parvis.close())

  const write = (change: { kind: string; units: number[]; target: number | null; day: Day; state: string }) =>
    parvis.db.write(system, async (tx) => {
      await sql`insert into organisation.change (authority_id, kind, units, target, day, state, planned_at)
        values (${units[0]?.authorityId}, ${change.kind}, ${change.units}, ${change.target}, ${change.day}, ${change.state}, now())`.execute(
        tx.q,
      )
      forget(tx, 'territory')
    })
  const list = async (au: string): Promise<string> => {
    const { statusCode, body } = await agent.get(`${HERE}?collectivite=bron${au}`)
    assert.equal(statusCode, 200)
    return body
  }
  const listed = (body: string, { id }: Unit): boolean => body.includes(`/intranet/unites/${id}"`)
  const peopleIn = (body: string, { id }: Unit): number =>
    Number(
      new RegExp(`/intranet/unites/${id}"[^]*?class="meta">(\\d+)`).exec(
        body.split('id="en-liste"')[1] ?? '',
      )?.[1],
    )

  test('has units as they will be, those who work there, and says that it is planned', async () => {
    const [culture, desk, records, technical] = units as [Unit, Unit, Unit, Unit]
    const before = await list('')
    const [own, moved] = [peopleIn(before, desk), peopleIn(before, technical)]
    assert.ok(moved > 0)
    await write({ kind: 'close', units: [technical.id], target: desk.id, day, state: 'planned' })
    await write({
      kind: 'move',
      units: [records.id],
      target: culture.id,
      day: addDays(day, 10),
      state: 'planned',
    })
    await write({ kind: 'close', units: [culture.id], target: desk.id, day, state: 'previewed' })

    assert.equal(peopleIn(await list(''), desk), own, 'today is as it was')
    const eve = await list(`&au=${addDays(day, -1)}`)
    assert.ok(listed(eve, technical) && !/Tel qu’il est prévu/.test(eve))
    assert.ok(eve.includes(`au=${day}`), 'its day is offered')
    const then = await list(`&au=${day}`)
    assert.ok(!listed(then, technical) && listed(then, culture), 'what is only tried is not shown')
    assert.ok(peopleIn(then, desk) > own)
    assert.match(then, new RegExp(`Tel qu’il est prévu[^]*${technical.name}.{1,3} se réunit à`))
    assert.match(
      then,
      new RegExp(`/intranet/unites/${desk.id}"[^>]*>[^<]*</a> <span class="tag info">[^]{0,80}Prévu`),
    )
    assert.match(then, /aria-label="[^"]*, prévu/)
    assert.doesNotMatch(then, / passe sous /)
    const later = await list(`&au=${addDays(day, 10)}`)
    assert.match(later, new RegExp(`${records.name}.{1,3} passe sous .{1,3}${culture.name}`))
    const pdf = await agent.get(`${HERE}/pdf?collectivite=bron&au=${day}`)
    assert.match(textOfPdf(pdf.rawPayload).pages.join(' ').replaceAll(/\s+/g, ' '), /pas encore fait/)
  })

  test('is told to agents alone, by SQL too', async () => {
    const planned = async (email: string) =>
      parvis.db.read(
        await parvis.actor(email),
        async (tx) =>
          (await sql`select from directory.planned(${units[0]?.authorityId})`.execute(tx.q)).rows.length,
      )
    assert.equal(await planned(AGENT), 2)
    for (const email of ['habitante@parvis.example', 'maire.bron@parvis.example'])
      assert.equal(await planned(email), 0, email)
  })
})
