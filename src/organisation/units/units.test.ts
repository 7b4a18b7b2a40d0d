// Units on screen: each authority its own, both walls; what is refused beside what was typed; two at work on one unit.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { eventsOf } from '#platform/ledger/events.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { importTerritory, territory, type Unit } from '#territory'

const DEFINITIONS = join(import.meta.dirname, '../../../definitions')
const HOME = '/administration/organisation'
const NEW = `${HOME}/nouvelle-unite`

describe('units on screen', () => {
  let parvis: TestApp
  let metropolis: TestBrowser
  let bron: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    metropolis = await parvis.signedInAs('admin@parvis.example')
    bron = await parvis.signedInAs('admin.bron@parvis.example')
  })
  after(() => parvis.close())

  const place = () => parvis.db.read(system, territory)
  async function unitOf(authority: string, code: string): Promise<Unit> {
    const known = await place()
    const whose = known.authorities.find(({ slug }) => slug === authority)
    const unit = known.units.find((one) => one.authorityId === whose?.id && one.code === code)
    assert.ok(unit, `${authority} ${code}`)
    return unit
  }
  const typed = ({ name, kind, parentId, functions, communes, calendarId, phone, email, version }: Unit) => ({
    ...{ name, kind, calendar: calendarId, phone: phone ?? '', email: email ?? '', version: String(version) },
    ...{ parent: parentId === null ? '' : String(parentId), functions, communes: communes ?? [] },
  })
  const change = (who: TestBrowser, unit: Unit, over: Partial<ReturnType<typeof typed>>) =>
    who.post(`${HOME}/unites/${unit.id}/modifier`, { ...typed(unit), ...over })

  test('an authority has its own, with what each holds: not a name, a count or a line of another', async () => {
    await parvis.makeRequest({ service: 'eclairage-public-en-panne', commune: '69029' })
    const { body } = await bron.get(HOME)
    assert.match(body, /Services techniques<\/a>[^]*?1\sagent, 1\sdemande ouverte/)
    assert.doesNotMatch(body, /Voirie Est|Mions|value="toutes"/)
    for (const asked of ['metropole', 'mions', 'toutes'])
      assert.doesNotMatch((await bron.get(`${HOME}?collectivite=${asked}`)).body, /Voirie Est|Mions/, asked)
    const own = await unitOf('bron', 'services-techniques')
    assert.match(
      (await bron.get(`${HOME}/unites/${own.id}`)).body,
      /Règles qui mènent ici[^]*<a href="\/administration\/competences\/regles\/tag-bron[^"]*">[^<]*Bron/,
    )
    const csv = await bron.get(`${HOME}?collectivite=toutes&format=csv`)
    assert.equal(csv.body.match(/"Ville de Bron"/g)?.length, csv.body.trim().split('\r\n').length - 1)
    const foreign = await unitOf('metropole', 'voirie-est')
    for (const path of ['', '/modifier'])
      assert.equal((await bron.get(`${HOME}/unites/${foreign.id}${path}`)).statusCode, 404)
    assert.equal((await change(bron, foreign, { name: 'À nous' })).statusCode, 404)
    const all = await metropolis.get(`${HOME}?collectivite=toutes`)
    assert.match(all.body, /Voirie Est[^]*Services techniques/)
  })

  test('one is made, renamed and moved; what happened is told, with who and when', async () => {
    const above = await unitOf('bron', 'services-techniques')
    const made = await bron.post(NEW, {
      ...typed(above),
      name: 'Équipe propreté',
      kind: 'team',
      functions: [],
      parent: String(above.id),
      authority: 'bron',
    })
    assert.equal(made.statusCode, 303, made.body)
    const unit = await unitOf('bron', 'equipe-proprete')
    assert.equal(
      (await change(bron, unit, { name: 'Équipe des rues', phone: '04 65 71 00 99' })).statusCode,
      303,
    )
    const { body } = await bron.get(`${HOME}/unites/${unit.id}`)
    assert.match(body, /<h1>Équipe des rues/)
    assert.match(body, /Nom\s: Équipe propreté → Équipe des rues<br>Téléphone\s: aucun → 04 65 71 00 99/)
    assert.match(body, /Hérité|Réglage d’origine/)
    const names = await parvis.db.read(system, (tx) => eventsOf(tx, 'unit', unit.id))
    assert.deepEqual(
      names.map(({ name, actorKind }) => [name, actorKind]),
      [
        ['unit.created', 'agent'],
        ['unit.changed', 'agent'],
      ],
    )
    const same = await unitOf('bron', 'equipe-proprete')
    assert.equal((await change(bron, same, {})).statusCode, 303)
    assert.equal(
      (await unitOf('bron', 'equipe-proprete')).version,
      same.version,
      'the same again writes nothing',
    )
    assert.equal((await change(metropolis, same, { phone: '04 65 71 00 98' })).statusCode, 303)
    const name = (await parvis.actor('admin@parvis.example')).label
    const read = async (who: TestBrowser) =>
      (await who.get(`${HOME}/unites/${unit.id}`)).body.split('Histoire')[1] ?? ''
    assert.ok((await read(metropolis)).includes(name))
    assert.match(await read(bron), /La Métropole de Lyon[^]*04 65 71 00 98/)
    assert.ok(!(await read(bron)).includes(name), 'a commune is told no name of the metropolis')
  })

  test('what cannot be is refused beside what was typed, with everything else kept', async () => {
    const [above, below, other] = [
      await unitOf('bron', 'services-techniques'),
      await unitOf('bron', 'equipe-proprete'),
      await unitOf('mions', 'accueil'),
    ]
    const refused = async (unit: Unit, over: object, said: RegExp) => {
      const { statusCode, body } = await change(bron, unit, { phone: '04 00 00 00 01', ...over })
      assert.equal(statusCode, 422)
      assert.match(body, said)
      assert.match(body, /value="04 00 00 00 01"/)
    }
    await refused(above, { parent: String(below.id) }, /id="parent-erreur"[^]*l’unité tournerait en rond/)
    await refused(above, { parent: String(above.id) }, /id="parent-erreur"[^]*sous elle-même/)
    await refused(above, { parent: String(other.id) }, /id="parent-erreur"[^]*autre collectivité/)
    await refused(
      above,
      { functions: ['parks'] },
      /id="functions-erreur"[^]*«\u00a0Éclairage public\u00a0» à Bron[^]*n’irait à aucun service/,
    )
    await refused(below, { name: ' ' }, /id="name-erreur"/)
    await refused(below, { functions: ['inconnue'] }, /id="functions-erreur"[^]*sujets de la liste/)
    await refused(below, { calendar: 'inconnu' }, /id="calendar-erreur"/)
    const twin = { ...typed(below), authority: 'bron', name: 'equipe des rues' }
    assert.match((await bron.post(NEW, twin)).body, /s’appelle déjà «\u00a0Équipe des rues\u00a0»/)
    const est = await unitOf('metropole', 'voirie-est')
    const less = await change(metropolis, est, {
      communes: (est.communes ?? []).filter((code) => code !== '69029'),
    })
    assert.match(less.body, /id="communes-erreur"[^]*«\u00a0Voirie\u00a0» à Bron/)
  })

  test('whoever saves second sees both texts, loses nothing, and chooses', async () => {
    const unit = await unitOf('bron', 'etat-civil')
    assert.equal((await change(metropolis, unit, { name: 'État civil' })).statusCode, 303)
    const late = await change(bron, unit, { name: 'Population', phone: '04 65 71 11 11' })
    assert.equal(late.statusCode, 409)
    assert.match(late.body, /a enregistré autre chose pendant que vous écriviez/)
    assert.match(late.body, /<th[^>]*>Nom<\/th><td[^>]*>État civil<[^]*?<td[^>]*>Population</)
    assert.match(late.body, /value="Population"/)
    assert.equal((await unitOf('bron', 'etat-civil')).name, 'État civil', 'nothing is overwritten')
    const version = /name="version" value="(\d+)"/.exec(late.body)?.[1] ?? ''
    assert.equal((await change(bron, unit, { name: 'Population', version })).statusCode, 303)
    assert.equal((await unitOf('bron', 'etat-civil')).name, 'Population')
  })

  test('the database lets nobody change the units of others, number or date a change, or make a loop', async () => {
    const [own, foreign] = [await unitOf('bron', 'culture'), await unitOf('metropole', 'voirie-est')]
    const tried = async (email: string, statement: ReturnType<typeof sql>) => {
      const actor = await parvis.actor(email)
      return parvis.db
        .write(actor, async (tx) => {
          const { numAffectedRows } = await statement.execute(tx.q)
          throw new Error(`${numAffectedRows ?? 0n} rows`)
        })
        .catch((error: Error) => error.message)
    }
    const rename = (id: number) => sql`update territory.unit set name = 'x' where id = ${id}`
    assert.equal(await tried('admin.bron@parvis.example', rename(own.id)), '1 rows')
    assert.equal(await tried('admin.bron@parvis.example', rename(foreign.id)), '0 rows')
    assert.equal(await tried('admin@parvis.example', rename(own.id)), '1 rows')
    assert.equal(await tried('chef.voirie@parvis.example', rename(foreign.id)), '0 rows')
    const [version, loop, stranger] = [
      sql`update territory.unit set version = 1 where id = ${own.id}`,
      sql`update territory.unit set parent_id = ${own.id} where id = ${own.id}`,
      sql`update territory.unit set parent_id = ${foreign.id} where id = ${own.id}`,
    ]
    assert.match(await tried('admin.bron@parvis.example', version), /permission denied/)
    assert.match(await tried('admin.bron@parvis.example', loop), /under itself/)
    assert.match(await tried('admin.bron@parvis.example', stranger), /of its authority/)
    const made = sql`insert into territory.unit (authority_id, code, name, kind, functions, calendar_id)
      values (${foreign.authorityId}, 'x', 'x', 'team', '{}', ${foreign.calendarId})`
    assert.match(await tried('admin.bron@parvis.example', made), /row-level security/)
    const counted = (email: string) =>
      parvis
        .actor(email)
        .then((actor) =>
          parvis.db.read(actor, (tx) =>
            sql`select from accounts.count_posts(array[${own.id}, ${foreign.id}]::integer[])`.execute(tx.q),
          ),
        )
    assert.equal((await counted('voirie@parvis.example')).rows.length, 0)
  })

  test('whoever administers a unit changes it and those below, opens others there, and closes none', async () => {
    const steward = await parvis.signedInAs('elodie.voirie@parvis.example')
    const [roads, est, water] = await Promise.all(
      ['voirie', 'voirie-est', 'eau'].map((code) => unitOf('metropole', code)),
    )
    assert.ok(roads && est && water)
    const { body } = await steward.get(HOME)
    assert.match(body, /Direction de la voirie[^]*Voirie Est/)
    assert.doesNotMatch(body, /Direction de l’eau|Réorganisations|Services techniques/)
    assert.equal((await steward.get(`${HOME}/unites/${water.id}`)).statusCode, 404)
    assert.doesNotMatch((await steward.get(`${HOME}/unites/${est.id}`)).body, /Fermer, réunir|Changer ici/)
    assert.equal((await steward.get(`${HOME}/unites/${est.id}/reorganiser`)).statusCode, 404)
    assert.equal((await change(steward, est, { phone: '04 65 71 22 22' })).statusCode, 303)
    const now = await unitOf('metropole', 'voirie-est')
    assert.match(
      (await change(steward, now, { parent: String(water.id) })).body,
      /id="parent-erreur"[^]*n’administrez pas/,
    )
    assert.equal((await change(steward, water, { name: 'Mer' })).statusCode, 404)
    const made = {
      ...typed(est),
      name: 'Équipe de nuit',
      kind: 'team',
      functions: [],
      authority: 'metropole',
    }
    assert.equal((await steward.post(NEW, { ...made, parent: String(water.id) })).statusCode, 404)
    assert.equal((await steward.post(NEW, { ...made, parent: String(est.id) })).statusCode, 303)
    assert.match((await steward.get(HOME)).body, /Équipe de nuit/)
    const actor = await parvis.actor('elodie.voirie@parvis.example')
    const renamed = await parvis.db.write(actor, (tx) =>
      sql`update territory.unit set name = name where id = any (${[roads.id, est.id, water.id]})`.execute(
        tx.q,
      ),
    )
    assert.equal(renamed.numAffectedRows, 2n)
  })

  test('whoever administers a unit takes no work for it, by the screen nor in SQL, nor gives themselves a post', async () => {
    const EMAIL = 'elodie.voirie@parvis.example'
    const steward = await parvis.signedInAs(EMAIL)
    const [est, water] = [await unitOf('metropole', 'voirie-est'), await unitOf('metropole', 'eau')]
    const { body } = await steward.get(`${HOME}/unites/${est.id}/modifier`)
    assert.doesNotMatch(body, /name="functions"/)
    // The test before wrote in SQL: what the process remembers may be older.
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ version: number }>`select version from territory.unit where id = ${est.id}`.execute(tx.q),
    )
    const version = String(rows[0]?.version)
    const taking = { functions: [...est.functions, 'parks'], phone: '04 65 71 33 33' }
    assert.equal((await change(steward, est, { ...taking, version })).statusCode, 303)
    const now = await unitOf('metropole', 'voirie-est')
    assert.deepEqual([now.functions, now.communes, now.phone], [est.functions, est.communes, taking.phone])
    const actor = await parvis.actor(EMAIL)
    const refused = (statement: ReturnType<typeof sql>, said: RegExp) =>
      assert.rejects(
        parvis.db.write(actor, (tx) => statement.execute(tx.q)),
        said,
      )
    await refused(
      sql`update territory.unit set functions = '{parks}' where id = ${est.id}`,
      /authority's to say/,
    )
    await refused(sql`update territory.unit set communes = null where id = ${est.id}`, /authority's to say/)
    await refused(
      sql`update territory.unit set parent_id = ${water.id} where id = ${est.id}`,
      /below one's own/,
    )
    await refused(sql`update territory.unit set parent_id = null where id = ${est.id}`, /below one's own/)
    await refused(
      sql`select accounts.give_post(${actor.personId}, ${est.id}, 'handler', '2026-12-01', null)`,
      /oneself no post/,
    )
  })

  test('two moves at once make no loop: the second reads what the first did', async () => {
    const bron = await unitOf('bron', 'accueil')
    const actor = await parvis.actor('admin.bron@parvis.example')
    const ids = await parvis.db.write(actor, async (tx) => {
      const made: number[] = []
      for (const under of [null, null, 0, 1]) {
        const { rows } = await sql<{ id: number }>`
          insert into territory.unit (authority_id, parent_id, code, name, kind, functions, calendar_id)
          values (${bron.authorityId}, ${under === null ? null : made[under]}, ${`boucle-${made.length}`}, 'Boucle', 'team', '{}',
            ${bron.calendarId}) returning id`.execute(tx.q)
        made.push(rows[0]?.id ?? 0)
      }
      return made
    })
    const [a, b, underA, underB] = ids
    const moved = (id?: number, parent?: number) =>
      sql`update territory.unit set parent_id = ${parent} where id = ${id}`
    let second: Promise<unknown> = Promise.resolve()
    await parvis.db.write(actor, async (tx) => {
      await moved(a, underB).execute(tx.q)
      second = parvis.db.write(actor, (other) => moved(b, underA).execute(other.q)).catch(String)
      await new Promise((done) => setTimeout(done, 150))
    })
    assert.match(String(await second), /under itself/)
  })

  test('an import leaves what was changed on screen, and says it', async () => {
    const before = await unitOf('bron', 'etat-civil')
    const left = await parvis.db.write(system, (tx) => importTerritory(tx, DEFINITIONS))
    assert.deepEqual(await unitOf('bron', 'etat-civil'), before)
    assert.ok(left.some(({ kind, id }) => kind === 'unit' && id === before.id))
    assert.ok(
      left.every(({ name }) => name !== 'proprete'),
      'what nobody changed follows the file',
    )
  })
})
