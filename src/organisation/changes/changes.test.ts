// Reorganisations: what one would strand is refused with its remedy; one act moves all that units hold, and one gives it back, row for row.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { eventsOf } from '#platform/ledger/events.ts'
import { keptMails } from '#platform/mail/kept.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { heldRows } from '#test/organisation.ts'
import { territory, type Unit } from '#territory'

const HOME = '/administration/organisation'

describe('reorganisations', () => {
  let parvis: TestApp
  let metropolis: TestBrowser
  let bron: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    metropolis = await parvis.signedInAs('admin@parvis.example')
    bron = await parvis.signedInAs('admin.bron@parvis.example')
  })
  after(() => parvis.close())

  async function unitOf(code: string, slug = 'bron'): Promise<Unit> {
    const place = await parvis.db.read(system, territory)
    const whose = place.authorities.find((item) => item.slug === slug)
    const unit = place.units.find((one) => one.authorityId === whose?.id && one.code === code)
    assert.ok(unit, code)
    return unit
  }
  const rows = async <T>(query: ReturnType<typeof sql<T>>) =>
    (await parvis.db.read(system, (tx) => query.execute(tx.q))).rows

  interface Asked {
    units: readonly Unit[]
    target: Unit | null
    kind?: 'close' | 'move'
    day?: string
  }
  const ask = (who: TestBrowser, { units, target, kind = 'close', day = '2026-11-23' }: Asked) =>
    who.post(`${HOME}/unites/${units[0]?.id}/reorganiser`, {
      ...{ units: units.map(({ id }) => String(id)), kind, day },
      target: target === null ? '' : String(target.id),
    })
  async function previewed(who: TestBrowser, asked: Asked): Promise<string> {
    const reply = await ask(who, asked)
    assert.equal(reply.statusCode, 303, reply.body)
    return String(reply.headers.location)
  }
  const act = (who: TestBrowser, at: string, what: 'confirmation' | 'abandon' | 'retour') =>
    who.post(`${at}/${what}`, {})

  const everything = () => parvis.db.read(system, heldRows)

  test('what would strand somebody is refused beside what was asked, or shown with its remedy, and nothing moves', async () => {
    const before = await everything()
    const [technical, desk, culture] = [
      await unitOf('services-techniques'),
      await unitOf('accueil'),
      await unitOf('culture'),
    ]
    const refused = async (asked: Asked, said: RegExp) => {
      const { statusCode, body } = await ask(bron, asked)
      assert.deepEqual([statusCode, said.test(body)], [422, true], String(said))
    }
    await refused(
      { units: [technical], target: null },
      /id="target-erreur"[^]*prend tout ce qu’elles tiennent/,
    )
    await refused({ units: [technical], target: technical }, /id="target-erreur"[^]*dans elle-même/)
    await refused(
      { units: [technical], target: await unitOf('accueil', 'mions') },
      /id="target-erreur"[^]*autre collectivité/,
    )
    await refused(
      { units: [technical], target: desk, day: '2026-11-22' },
      /id="day-erreur"[^]*Ce jour est passé/,
    )
    await refused({ units: [technical], target: desk, day: '2040-01-01' }, /id="day-erreur"[^]*trop loin/)
    const nobody = await previewed(bron, { units: [desk], target: culture })
    const shown = (await bron.get(nobody)).body
    assert.match(shown, /1\scommune|toutes leurs communes/)
    const stranded = await previewed(bron, { units: [await unitOf('vie-associative')], target: culture })
    assert.match((await bron.get(stranded)).body, /Personne ne travaille[^]*restera?ient sans réponse/)
    assert.equal((await act(bron, stranded, 'confirmation')).statusCode, 409)
    for (const at of [stranded, nobody]) assert.equal((await act(bron, at, 'abandon')).statusCode, 303)
    assert.deepEqual(await everything(), before)
  })

  test('closing a unit moves its requests, agents, settings and work in one act, promise unchanged; undone, every row is what it was', async () => {
    const [technical, desk] = [await unitOf('services-techniques'), await unitOf('accueil')]
    const sent = await parvis.makeRequest({
      service: 'eclairage-public-en-panne',
      commune: '69029',
      email: 'lampe@courriel.example',
    })
    await bron.post('/administration/reglages/requests.receipt_note', {
      valeur: 'Un mot',
      collectivite: 'bron',
      pour: `service-${technical.id}`,
    })
    await parvis.runJobs()
    const before = await everything()
    const at = await previewed(bron, { units: [technical], target: desk })
    const preview = (await bron.get(at)).body
    assert.match(preview, /1\sdemande ouverte[^]*Accueil de la mairie[^]*Aucune date promise ne bouge/)
    assert.match(preview, /1\sagent[^]*1\sréglage choisi pour elle[^]*4\ssujets traités/)
    assert.deepEqual(await everything(), before, 'a preview moves nothing')
    assert.equal((await act(bron, at, 'confirmation')).statusCode, 303)

    const request = (
      await rows(sql<{ unit: number; due: string }>`
      select unit_id as unit, solution_due_at as due from requests.request where id = ${sent.id}`)
    )[0]
    assert.equal(request?.unit, desk.id)
    const [closed, took] = [await unitOf('services-techniques'), await unitOf('accueil')]
    assert.deepEqual([closed.closedOn, closed.parentId], ['2026-11-23', desk.id])
    assert.deepEqual(took.functions, [...new Set([...desk.functions, ...technical.functions])].toSorted())
    const told = await parvis.db.read(system, (tx) => eventsOf(tx, 'request', sent.id))
    assert.deepEqual(told.at(-1)?.payload, {
      fromUnitId: technical.id,
      unitId: desk.id,
      countedBy: technical.id,
    })
    await parvis.runJobs()
    const mails = (
      await parvis.db.read(system, (tx) => keptMails(tx, { to: 'lampe@courriel.example' }))
    ).filter(({ subject }) => /un autre service la suit/.test(subject))
    assert.equal(mails.length, 1, 'told once')
    assert.match((await bron.get(`${HOME}/unites/${technical.id}`)).body, /Fermée/)
    assert.match((await bron.get(`${HOME}?etat=ouvertes`)).body, /9\sunités/)

    assert.equal((await act(bron, at, 'retour')).statusCode, 303)
    assert.deepEqual(await everything(), before)
    assert.equal((await act(bron, at, 'retour')).statusCode, 409, 'undone once')
    assert.match((await bron.get(at)).body, /Défaite/)
  })

  test('three teams become one; what has moved on since stays where it is', async () => {
    const voirie = ['voirie-est', 'voirie-nord', 'voirie-sud']
    const [est, nord, sud] = await Promise.all(voirie.map((code) => unitOf(code, 'metropole')))
    assert.ok(est && nord && sud)
    const sent = []
    for (const commune of ['69029', '69283']) sent.push(await parvis.makeRequest({ commune }))
    const before = await everything()
    const at = await previewed(metropolis, { units: [nord, sud], target: est })
    const shown = (await metropolis.get(at)).body
    assert.match(shown, /Réunir le service Voirie Nord et le service Voirie Sud/)
    const page = async ({ id }: Unit) => (await metropolis.get(`${HOME}/unites/${id}`)).body
    const rules = /règles qui mènent ici<\/dt><dd>(\d+)</.exec(await page(nord))?.[1]
    assert.match(shown, new RegExp(`>${rules}\\srègles qui mènent ici<`), 'a rule that leads to both is one')
    assert.match(shown, />\d+\sdémarches reçues ici</)
    assert.equal((await act(metropolis, at, 'confirmation')).statusCode, 303)
    const closed = await page(nord)
    assert.match(closed, /règle qui mène ici<\/dt><dd>0</)
    assert.doesNotMatch(closed, /Règles qui mènent ici|communes servies/)
    const one = await unitOf('voirie-est', 'metropole')
    assert.equal(
      one.communes?.length,
      (est.communes?.length ?? 0) + (nord.communes?.length ?? 0) + (sud.communes?.length ?? 0),
    )
    assert.equal((await ask(bron, { units: [one], target: null })).statusCode, 404)
    assert.equal((await bron.get(at)).statusCode, 404)
    assert.equal((await act(bron, at, 'retour')).statusCode, 404)
    assert.equal((await act(metropolis, at, 'retour')).statusCode, 303)
    assert.deepEqual(await everything(), before)
  })

  test('somebody who works in several units is one agent of them all; a closed unit has none', async () => {
    const units = [await unitOf('services-techniques'), await unitOf('etat-civil')]
    await parvis.db.write(system, (tx) =>
      sql`insert into accounts.membership (person_id, unit_id, role, valid_from)
        select p.id, unnest(${units.map(({ id }) => id)}::integer[]), 'manager', '2026-01-01' from accounts.person p
        where p.email = 'remi.bron@parvis.example'`.execute(tx.q),
    )
    const at = await previewed(bron, { units, target: await unitOf('accueil') })
    assert.match((await bron.get(at)).body, />1\sagent</)
    assert.equal((await act(bron, at, 'confirmation')).statusCode, 303)
    const closed = (await bron.get(`${HOME}?q=cimetières`)).body
    assert.match(closed, /cimetières<\/a>[^]{1,80}Fermée/)
    assert.doesNotMatch(closed, /1\sagent/)
    assert.match((await bron.get('/administration/agents?q=terraillon')).body, /1\sagent<[^]*Terraillon/)
    assert.equal((await act(bron, at, 'retour')).statusCode, 303)
  })

  test('one that is planned is done on its day by itself, and dropped before leaves no trace', async () => {
    const [culture, desk] = [await unitOf('culture'), await unitOf('accueil')]
    const before = await everything()
    const dropped = await previewed(bron, { units: [culture], target: desk, day: '2026-11-25' })
    const told = async (unit: Unit) => (await bron.get(`${HOME}/unites/${unit.id}`)).body.includes(dropped)
    assert.equal(await told(culture), false, 'a preview alone is no news')
    assert.equal((await act(bron, dropped, 'confirmation')).statusCode, 303)
    const pageOf = async ({ id }: Unit) => (await bron.get(`${HOME}/unites/${id}`)).body
    assert.match(
      await pageOf(culture),
      /Elle ferme le mardi 24\snovembre\s2026 au soir\s: ce qu’elle tient passe à l’accueil de la mairie/,
    )
    assert.match(
      await pageOf(desk),
      /Elle reprend tout ce que tient le service Culture et bibliothèque, à partir du mercredi 25\snovembre\s2026/,
    )
    assert.deepEqual([await told(culture), await told(desk)], [true, true], 'whoever opens either unit knows')
    assert.equal((await act(bron, dropped, 'abandon')).statusCode, 303)
    assert.equal(await told(culture), false)
    const at = await previewed(bron, { units: [culture], target: desk, day: '2026-11-25' })
    assert.equal((await act(bron, at, 'confirmation')).statusCode, 303)
    const job = parvis.house.jobs(parvis.config)['organisation.apply']
    await job?.(parvis.db, {})
    assert.deepEqual(await everything(), before, 'its day has not come')
    parvis.advance({ days: 2 })
    await job?.(parvis.db, {})
    await job?.(parvis.db, {})
    assert.equal((await unitOf('culture')).closedOn, '2026-11-24', 'the day before')
    bron = await parvis.signedInAs('admin.bron@parvis.example')
    parvis.advance({ days: 31 })
    bron = await parvis.signedInAs('admin.bron@parvis.example')
    assert.equal((await act(bron, at, 'retour')).statusCode, 409, 'a month has passed')
  })

  test('the database lets whoever administers plan and drop, and do nothing else', async () => {
    const [own, desk] = [await unitOf('etat-civil'), await unitOf('accueil')]
    const at = await previewed(bron, { units: [own], target: desk, day: '2027-01-04' })
    const id = Number(at.split('/').at(-1))
    const tried = async (email: string, statement: ReturnType<typeof sql>) =>
      parvis.db
        .write(await parvis.actor(email), async (tx) => {
          const { numAffectedRows } = await statement.execute(tx.q)
          throw new Error(`${numAffectedRows ?? 0n} rows`)
        })
        .catch((error: Error) => error.message)
    const to = (state: string) => sql`update organisation.change set state = ${state} where id = ${id}`
    const ADMIN = 'admin.bron@parvis.example'
    assert.equal(await tried(ADMIN, to('planned')), '1 rows')
    assert.equal(await tried('agent.mions@parvis.example', to('planned')), '0 rows')
    assert.match(await tried(ADMIN, to('previewed')), /planned, then dropped or done/)
    assert.match(await tried(ADMIN, to('applied')), /planned, then dropped or done|violates check/)
    assert.match(
      await tried(ADMIN, sql`update organisation.change set units = '{1}' where id = ${id}`),
      /permission denied/,
    )
    assert.match(
      await tried(ADMIN, sql`update territory.unit set closed_on = '2026-01-01' where id = ${own.id}`),
      /permission denied/,
    )
  })
})
