// The chart of a day and the page of a unit: posts of that day, each person once, for agents alone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { textOfPdf } from '#test/pdf.ts'
import { forget } from '#platform/db/snapshot.ts'
import { addDays, localDay } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const HERE = '/intranet/organigramme'
const VOIRIE = 'voirie@parvis.example'

describe('the chart', () => {
  let parvis: TestApp
  let own: TestBrowser
  let unit: { id: number; name: string }
  before(async () => {
    parvis = await createTestApp()
    own = await parvis.signedInAs(VOIRIE)
    const { rows } = await parvis.db.read(system, async (tx) =>
      sql<{
        id: number
        name: string
      }>`select u.id, u.name from territory.unit u join accounts.membership m on m.unit_id = u.id
        join accounts.person p on p.id = m.person_id where p.email = ${VOIRIE} order by m.id limit 1`.execute(
        tx.q,
      ),
    )
    unit = rows[0] ?? assert.fail('a unit')
  })
  after(() => parvis.close())

  const read = async (path: string) => {
    const { statusCode, body } = await own.get(path)
    assert.equal(statusCode, 200, body)
    return body
  }
  const said = (body: string) =>
    new RegExp(`/intranet/unites/${unit.id}"[^>]*>[^<]*</a> <span class="meta">(.*?)<(?:/li|details)`).exec(
      body,
    )?.[1] ?? ''

  test('counts those of the day that is asked, and names who heads a unit', async () => {
    const now = Number.parseInt(said(await read(HERE)), 10)
    assert.ok(now > 0)
    // Lines add up to more than their whole where somebody has several posts: it is said.
    assert.match(await read(HERE), /plusieurs postes compte dans chacune de ses unités/)
    const name = 'Zélie Qui-Dirige'
    await parvis.db.write(system, (tx) =>
      sql`with p as (insert into accounts.person (name, created_at) values (${name}, now()) returning id)
        insert into accounts.membership (person_id, unit_id, role, valid_from) select p.id, ${unit.id}, r.role, '2031-01-01'
          from p, unnest(array['manager', 'steward']) r (role)`.execute(tx.q),
    )
    assert.equal(Number.parseInt(said(await read(`${HERE}?au=2030-12-31`)), 10) > now, false)
    const then = said(await read(`${HERE}?au=2031-01-01`))
    assert.equal(Number.parseInt(then, 10), now + 1)
    assert.ok(then.includes(name), then)
    const wrong = await own.get(`${HERE}?au=2031-02-30`)
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /Écrivez un jour qui existe/)
  })

  test('a unit says how it is reached and who works there today', async () => {
    const body = await read(`/intranet/unites/${unit.id}`)
    const { personId } = await parvis.actor(VOIRIE)
    assert.ok(body.includes(`${unit.name}</h1>`))
    assert.ok(body.includes(`/intranet/annuaire/${personId}"`))
    assert.ok(!body.includes('Zélie'))
    assert.equal((await own.get('/intranet/unites/999999')).statusCode, 404)
    const mayor = await parvis.signedInAs('maire.bron@parvis.example')
    for (const path of [HERE, `/intranet/unites/${unit.id}`])
      assert.notEqual((await mayor.get(path)).statusCode, 200, path)
  })

  test('a day has the units of that day, by their names and places of then; nobody but agents reads what they were', async () => {
    const before = addDays(localDay(parvis.now(), 'Europe/Paris'), -1)
    const renamed = 'Voirie des Vallons'
    const admin = await parvis.actor('admin@parvis.example')
    await parvis.db.write(admin, async (tx) => {
      await sql`update territory.unit set name = ${renamed}, parent_id = null where id = ${unit.id}`.execute(
        tx.q,
      )
      await sql`update territory.unit set name = ${`${renamed} et des Côtes`} where id = ${unit.id}`.execute(
        tx.q,
      )
      await sql`insert into territory.unit (authority_id, code, name, kind, functions, calendar_id)
        select authority_id, 'ouvrages', 'Ouvrages d’art', 'service', '{}', calendar_id from territory.unit where id = ${unit.id}`.execute(
        tx.q,
      )
      forget(tx, 'territory')
    })
    const now = await read(HERE)
    const then = await read(`${HERE}?au=${before}`)
    const [isThen, isNow] = [`>${unit.name}</a> <span`, `>${renamed} et des Côtes</a> <span`]
    assert.ok(now.includes(isNow) && now.includes('Ouvrages d’art'))
    assert.ok(then.includes(isThen) && !then.includes(isNow) && !then.includes('Ouvrages d’art'))
    for (const email of ['habitante@parvis.example', 'maire.bron@parvis.example'])
      await parvis.db.read(await parvis.actor(email), async (tx) => {
        assert.equal((await sql`select from directory.unit_past`.execute(tx.q)).rows.length, 0)
      })
    await assert.rejects(
      parvis.db.write(admin, (tx) => sql`delete from directory.unit_past`.execute(tx.q)),
      /permission denied/,
    )
  })

  test('is drawn with what it says, and printed', async () => {
    const body = await read(`${HERE}?unite=${unit.id}`)
    const drawing = /<svg class="org-map".*?<\/svg>/s.exec(body)?.[0] ?? assert.fail('no drawing')
    assert.match(drawing, /role="group" aria-label="Organigramme dessiné/)
    assert.match(drawing, new RegExp(`unite=${unit.id}" aria-label="[^"]*, votre unité" aria-current="true"`))
    const pdf = await own.get(`${HERE}/pdf`)
    assert.equal(pdf.headers['content-type'], 'application/pdf')
    const { raw, pages } = textOfPdf(pdf.rawPayload)
    assert.ok(raw.includes('/S /LBody'))
    // Drawn before it is listed: a figure on a lying page, whose alternative names the list.
    assert.ok(raw.includes('/S /Figure') && raw.includes('/Alt'))
    assert.match(raw, /MediaBox \[0 0 841\.89 595\.28\]/)
    const times = pages.filter((text) => text.includes('Ouvrages d’art')).length
    assert.ok(times >= 2, `in the drawing and in the list: ${times}`)
    assert.match(pages.join('\n'), /Ouvrages d’art/)
    // Papers wait for each other, and residents wait with them: one agent does not ask for all of them.
    const asked = await Promise.all(Array.from({ length: 6 }, () => own.get(`${HERE}/pdf?collectivite=bron`)))
    const states = asked.map(({ statusCode }) => statusCode).sort((one, other) => one - other)
    assert.deepEqual([states[0], states.at(-1)], [200, 429])
    assert.equal((await own.get(`${HERE}/pdf?collectivite=bron`)).statusCode, 200, 'one after the other')
  })
})
