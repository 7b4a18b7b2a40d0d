// Seats of a visit: one a person, in the order in which they asked; others wait, and are told. Names are told to whoever holds the content alone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { ownAudience } from '#audiences'
import { type Actor, system } from '#platform/actor.ts'
import { odsRows } from '#platform/sheets/read-ods.ts'
import { addDays, todayThere } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { jobsOf } from '../../app.ts'
import { beginContent, publish } from '../record/act.ts'
import { writtenContent } from '../record/queries.ts'
import { asTyped } from '../types/typed.ts'
import { SEAT } from './tell.ts'
import { seatHoldings } from './personal.ts'
import { forgetSeats, guestsOf, openVisit, takeSeat, visitOf } from './queries.ts'

const AUTHOR = 'communication@parvis.example'
const SIX = ['voirie', 'malo.vauzelle', 'nora.gerland', 'hugo.saone', 'awa.proprete', 'lise.arbres']

describe('seats of a visit', () => {
  let parvis: TestApp
  let author: TestBrowser
  let id = 0
  before(async () => {
    parvis = await createTestApp()
    author = await parvis.signedInAs(AUTHOR)
    id = await published('Visite du dépôt')
  })
  after(() => parvis.close())

  const actor = (name: string) => parvis.actor(`${name}@parvis.example`)
  /** For the agents of the metropolis. */
  const published = async (title: string) =>
    parvis.db.write(await parvis.actor(AUTHOR), async (tx) => {
      const { authorityId, unitId } = tx.actor.memberships[0] ?? assert.fail()
      const { typeVersion, fields } = await asTyped(tx, 'brief', { text: 'Le dépôt ouvre ses portes.' })
      const text = { typeVersion, fields, title, summary: '', theme: '', about: [] }
      const content = await beginContent(tx, { authorityId, unitId, type: 'brief' }, text)
      const audienceId = (await ownAudience(tx, authorityId)) ?? 0
      await publish(tx, content, (await writtenContent(tx, content))?.version ?? 0, {
        ...{ audienceId, startsAt: new Date(tx.now.getTime() - 3_600_000), endsAt: null },
        ...{ isSilent: true, urgency: 'normal', reviewOn: '2030-01-01' },
      })
      return content
    })
  const page = (who: TestBrowser) => who.get(`/contenus/${id}/lire`)
  const sign = (who: TestBrowser, voulu: string) => who.post(`/compte/inscription/${id}`, { voulu })
  const typed = async (seats: string, days: number) => {
    const on = await parvis.db.read(system, async (tx) => addDays(await todayThere(tx), days))
    return author.post(`/agents/inscriptions/${id}`, { seats, closes: on })
  }

  test('are said by whoever holds the content, who is told what is wrong', async () => {
    assert.doesNotMatch((await page(author)).body, /M’inscrire/)
    assert.equal((await typed('0', 5)).statusCode, 422)
    assert.equal((await typed('2', 5)).statusCode, 303)
    assert.match((await page(author)).body, /0 sur 2\splaces prises[^]*M’inscrire/)
    assert.match((await author.get(`/administration/contenus/${id}`)).body, /agents\/inscriptions\//)
  })

  test('are one a person, whatever is asked at once: two are seated, the others wait in order', async () => {
    const people = await Promise.all(SIX.map(actor))
    const twice = [...people, ...people]
    const ranks = await Promise.all(twice.map((who: Actor) => parvis.db.write(who, (tx) => takeSeat(tx, id))))
    assert.deepEqual(
      ranks.slice(0, 6).toSorted((a, b) => Number(a) - Number(b)),
      [1, 2, 3, 4, 5, 6],
    )
    assert.deepEqual(ranks.slice(6), ranks.slice(0, 6))
    const last = SIX[ranks.indexOf(6)] ?? ''
    const { body } = await page(await parvis.signedInAs(`${last}@parvis.example`))
    assert.match(body, /en liste d’attente, en position 4[^]*2 sur 2\splaces prises, 4\spersonnes attendent/)
  })

  test('are given to who waited when somebody leaves, told once', async () => {
    const names = await parvis.db.read(await actor('communication'), (tx) => guestsOf(tx, id))
    const people = await Promise.all(SIX.map(actor))
    const first = people.findIndex(({ label }) => label === names[0]?.name)
    const third = people.find(({ label }) => label === names[2]?.name)
    const leaving = await parvis.signedInAs(`${SIX[first] ?? ''}@parvis.example`)
    assert.equal((await sign(leaving, 'retirer')).statusCode, 303)
    assert.match((await page(leaving)).body, /M’inscrire en liste d’attente/)
    for (let times = 0; times < 2; times += 1) await jobsOf(parvis.config)[SEAT]?.(parvis.db, {})
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        person: number
      }>`select person_id as person from notices.notice where kind = 'publishing.seated'`.execute(tx.q),
    )
    assert.deepEqual(
      rows.map(({ person }) => person),
      [third?.personId],
    )
  })

  test('name nobody but to whoever holds the content: neither page, nor function, nor table', async () => {
    const names = await parvis.db.read(await actor('communication'), (tx) => guestsOf(tx, id))
    assert.equal(names.length, 5)
    const sheet = await author.get(`/agents/inscriptions/${id}/fichier`)
    assert.deepEqual(
      odsRows(sheet.rawPayload)
        .slice(1)
        .map(([, name]) => name),
      names.map(({ name }) => name),
    )
    const colleague = await parvis.signedInAs('gaspard.archives@parvis.example')
    const { body } = await page(colleague)
    assert.match(body, /2 sur 2\splaces prises, 3\spersonnes attendent/)
    for (const { name } of names) assert.doesNotMatch(body, new RegExp(name))
    for (const path of ['', '/fichier'])
      assert.equal((await colleague.get(`/agents/inscriptions/${id}${path}`)).statusCode, 404)
    for (const who of ['gaspard.archives', 'agent.bron', 'admin.bron']) {
      const other = await actor(who)
      assert.deepEqual(await parvis.db.read(other, (tx) => guestsOf(tx, id)), [])
      await assert.rejects(
        parvis.db.write(other, (tx) => openVisit(tx, id, 9, '2030-01-01')),
        /whoever holds its content/,
      )
      await assert.rejects(
        parvis.db.read(other, (tx) => sql`select 1 from publishing.seat`.execute(tx.q)),
        /permission denied/,
      )
    }
    // Whoever does not read the content neither counts its seats, nor takes one.
    const bron = await actor('agent.bron')
    assert.equal(await parvis.db.read(bron, (tx) => visitOf(tx, id)), undefined)
    assert.equal(await parvis.db.write(bron, (tx) => takeSeat(tx, id)), null)
    assert.equal(
      (await sign(await parvis.signedInAs('agent.bron@parvis.example'), 'inscrire')).statusCode,
      404,
    )
  })

  test('are closed after their day, and left all the same', async () => {
    assert.equal((await typed('2', -1)).statusCode, 303)
    const late = await parvis.signedInAs('gaspard.archives@parvis.example')
    assert.match((await page(late)).body, /Les inscriptions sont closes/)
    assert.doesNotMatch((await page(late)).body, /M’inscrire/)
    assert.equal(await parvis.db.write(await actor('gaspard.archives'), (tx) => takeSeat(tx, id)), 0)
    const names = await parvis.db.read(await actor('communication'), (tx) => guestsOf(tx, id))
    const people = await Promise.all(SIX.map(actor))
    const seated = SIX[people.findIndex(({ label }) => label === names[0]?.name)] ?? ''
    await sign(await parvis.signedInAs(`${seated}@parvis.example`), 'retirer')
    const holder = await actor('communication')
    const left = () => parvis.db.read(holder, (tx) => guestsOf(tx, id))
    assert.equal((await left()).length, 4)
    // An erased account leaves nothing there; what is over is forgotten.
    const erased = people.find(({ label }) => label === names[2]?.name)?.personId ?? 0
    await parvis.db.write(system, async (tx) => seatHoldings[0]?.erase(tx, erased))
    assert.deepEqual((await left()).map(({ name }) => name).includes(names[2]?.name ?? ''), false)
    await parvis.db.write(system, (tx) => forgetSeats(tx, new Date('2100-01-01'), 100))
    assert.deepEqual(await left(), [])
  })
})
