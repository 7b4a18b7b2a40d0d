// Whose forms are: a town begins, changes, publishes and archives its own, reads and copies the metropolis's, and reaches no other's:
// neither by the screens, nor by SQL under its administrator's name.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { draft, drafts, edit, giveUp, live, publishAll, publishFor, withdrawFor } from '#definitions'
import { FORM, type FormDefinition } from '#forms'
import { type Actor, system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { catalogue, localCatalogue, SERVICE } from '#services'
import { territory } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { draftRead } from '#test/drafts.ts'

const HERE = '/administration/formulaires'
const BRON = '69029'
const OWN = `${BRON}-jardin-d-essai`
const said = (body: string) =>
  body
    .slice(Math.max(0, body.indexOf('<main')))
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&nbsp;', ' ')
    .replace(/&#39;/g, '’')
    .replace(/[\s\u00a0\u202f]+/g, ' ')
const hidden = (body: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''

describe('forms of an authority', () => {
  let parvis: TestApp
  let odile: TestBrowser
  let bron: TestBrowser
  let actors: { metropolis: Actor; bron: Actor; mions: Actor }
  before(async () => {
    parvis = await createTestApp()
    odile = await parvis.signedInAs('admin@parvis.example')
    bron = await parvis.signedInAs('admin.bron@parvis.example')
    const [metropolis, own] = [
      await parvis.actor('admin@parvis.example'),
      await parvis.actor('admin.bron@parvis.example'),
    ]
    // The same town hall, of another commune: what matters is whose administrator asks.
    const place = await parvis.db.read(system, territory)
    const other = place.authorities.find(({ code }) => code === '69283') ?? assert.fail('no Mions')
    const unit = place.unitsOf(other.id)[0] ?? assert.fail('no unit of Mions')
    const { rows } = await parvis.db.write(system, (tx) =>
      sql<{
        id: number
      }>`with one as (select id from accounts.person where email = 'agent.mions@parvis.example')
        insert into accounts.membership (person_id, unit_id, role, valid_from) select id, ${unit.id}, 'admin', '2026-01-01' from one
        returning person_id as id`.execute(tx.q),
    )
    assert.ok(rows[0])
    actors = { metropolis, bron: own, mions: await parvis.actor('agent.mions@parvis.example') }
  })
  after(() => parvis.close())

  async function fill(who: TestBrowser, at: string, values: Record<string, string>) {
    const { body } = await who.get(at)
    return who.post(at, { ...values, version: hidden(body, 'version'), lu: hidden(body, 'lu') })
  }
  const name = (id: string) => ({ kind: FORM, id })
  const under = <T>(actor: Actor, work: (tx: Write) => Promise<T>) => parvis.db.write(actor, work)
  const denied = /row-level security|bears its code|kept for definitions|stays with its authority/
  const inForce = async (id: string) =>
    (await parvis.db.read(system, (tx) => live(tx, FORM))).find((row) => row.id === id)

  test('a town begins, changes, publishes and archives its own; the metropolis reads it, and writes none', async () => {
    const begun = await fill(bron, `${HERE}/nouveau`, { titre: 'Jardin d’essai', fiche: 'espace-public' })
    assert.equal(begun.headers.location, `${HERE}/${OWN}`)
    assert.match(said((await bron.get(HERE)).body), /Jardin d’essai Ville de Bron Aucune démarche/)
    // Until it is published nobody else knows of it: no list, no count, no search, no address.
    const before = said((await odile.get(HERE)).body)
    assert.doesNotMatch(before, /Jardin d’essai/)
    assert.equal((await odile.get(`${HERE}/${OWN}`)).statusCode, 404)
    const added = await fill(bron, `${HERE}/${OWN}/pages/page_1/questions/nouvelle`, {
      intitule: 'Quel jardin\u00a0?',
      sorte: 'location',
    })
    assert.equal(added.statusCode, 303)
    const published = await bron.post(
      `${HERE}/${OWN}/publier`,
      await draftRead(bron, `${HERE}/${OWN}/publier`),
    )
    assert.equal(published.statusCode, 303)
    const row = (await inForce(OWN)) ?? assert.fail()
    assert.equal(row.body.owner, BRON)
    assert.match(said((await odile.get(HERE)).body), /Jardin d’essai Ville de Bron/)
    assert.match(said((await odile.get(`${HERE}/${OWN}`)).body), /à lire ou à copier/)
    for (const at of ['titre', 'publier', 'historique', 'archiver'])
      assert.equal((await odile.get(`${HERE}/${OWN}/${at}`)).statusCode, 404, at)
    const copied = await fill(odile, `${HERE}/${OWN}/copier`, {
      titre: 'Jardin copié',
      fiche: 'espace-public',
    })
    assert.equal(copied.headers.location, `${HERE}/jardin-copie`)
    await under(actors.metropolis, (tx) => giveUp(tx, name('jardin-copie')))
    const file = JSON.parse((await bron.get(`${HERE}/${OWN}/fichier`)).body) as {
      definitions: { body: FormDefinition }[]
    }
    assert.equal(file.definitions[0]?.body.owner, BRON)
    // Archived, what it was is taken up again.
    assert.equal((await fill(bron, `${HERE}/${OWN}/archiver`, {})).headers.location, HERE)
    assert.equal(await inForce(OWN), undefined)
    assert.match(
      said((await bron.get(HERE)).body),
      /Jardin d’essai Ville de Bron Aucune démarche 1 1 Archivé/,
    )
    assert.doesNotMatch(said((await odile.get(HERE)).body), /Jardin d’essai/)
    assert.equal((await odile.get(`${HERE}/${OWN}/remettre`)).statusCode, 404)
    assert.equal((await fill(bron, `${HERE}/${OWN}/remettre`, {})).headers.location, `${HERE}/${OWN}`)
    await under(actors.bron, (tx) => giveUp(tx, name(OWN)))
  })

  test('a town copies a form of the metropolis, and imports its file, as forms of its own', async () => {
    const copied = await fill(bron, `${HERE}/tag/copier`, { titre: 'Tag à Bron', fiche: 'espace-public' })
    assert.equal(copied.headers.location, `${HERE}/${BRON}-tag-a-bron`)
    const file = (await bron.get(`${HERE}/tag/fichier`)).body
    const trial = await bron.post(`${HERE}/importer/garder`, {
      contenu: Buffer.from(file).toString('base64url'),
      choix: 'version',
      titre: '',
      vu: '0',
    })
    assert.equal(trial.statusCode, 409, 'what is in force is the metropolis’s')
    const kept = await bron.post(`${HERE}/importer/garder`, {
      contenu: Buffer.from(file).toString('base64url'),
      choix: 'copie',
      titre: 'Tag importé',
      vu: '0',
    })
    assert.equal(kept.headers.location, `${HERE}/${BRON}-tag-importe`)
    const own = (await parvis.db.read(actors.bron, drafts)).map(({ id }) => id)
    assert.deepEqual(own.toSorted(), [`${BRON}-tag-a-bron`, `${BRON}-tag-importe`])
    assert.deepEqual(await parvis.db.read(actors.mions, drafts), [], 'nobody else reads them')
    assert.deepEqual(await parvis.db.read(actors.metropolis, drafts), [])
    for (const id of own) await under(actors.bron, (tx) => giveUp(tx, name(id)))
  })

  test('PostgreSQL refuses another’s drafts, logs and names to whoever administers a town, and to the metropolis', async () => {
    await under(actors.bron, (tx) =>
      draft(tx, name(OWN), {
        id: OWN,
        title: 'Essai',
        owner: BRON,
        pages: [{ id: 'p', title: 'P', fields: [] }],
      }),
    )
    await under(actors.bron, (tx) => edit(tx, name(OWN), [{ do: 'set', at: ['title'], to: 'Essai de Bron' }]))
    await under(actors.metropolis, (tx) => draft(tx, name('tag')))
    await under(actors.metropolis, (tx) => edit(tx, name('tag'), [{ do: 'set', at: ['title'], to: 'Tag !' }]))
    for (const [who, others] of [
      [actors.metropolis, OWN],
      [actors.mions, OWN],
      [actors.bron, 'tag'],
      [actors.mions, 'tag'],
    ] as const) {
      const rowsOf = (query: ReturnType<typeof sql>) =>
        under(who, async (tx) => Number((await query.execute(tx.q)).numAffectedRows ?? 0))
      const found = await under(who, async (tx) => ({
        version: (
          await sql`select from definitions.version where id = ${others} and version = 0`.execute(tx.q)
        ).rows,
        log: (await sql`select from definitions.edit where id = ${others} and version = 0`.execute(tx.q))
          .rows,
      }))
      assert.deepEqual(found, { version: [], log: [] }, others)
      assert.equal(
        await rowsOf(sql`update definitions.version set base = base where id = ${others} and version = 0`),
        0,
      )
      assert.equal(await rowsOf(sql`delete from definitions.version where id = ${others} and version = 0`), 0)
      assert.equal(await rowsOf(sql`update definitions.edit set state = 'undone' where id = ${others}`), 0)
      await assert.rejects(
        under(who, (tx) =>
          sql`insert into definitions.edit (kind, id, n, author_id, act, command, back) values ('form', ${others}, 9, ${who.personId}, 9,
            '{"do":"remove","at":["title"]}', '{"do":"remove","at":["title"]}')`.execute(tx.q),
        ),
        denied,
      )
      await assert.rejects(
        under(who, (tx) => edit(tx, name(others), [{ do: 'set', at: ['title'], to: 'x' }])),
      )
      await assert.rejects(publishFor(parvis.db, who, parvis.house, name(others), 0), /n’est pas à vous/)
      await assert.rejects(withdrawFor(parvis.db, who, parvis.house, name(others)), /n’est pas à vous/)
    }
    const begin = (who: Actor, id: string, owner?: string) =>
      under(who, (tx) =>
        sql`insert into definitions.version (kind, id, body, base, author_id)
          values ('form', ${id}, ${JSON.stringify({ id, ...(owner !== undefined && { owner }) })}::jsonb, 0, ${who.personId})`.execute(
          tx.q,
        ),
      )
    await assert.rejects(begin(actors.bron, 'tag-2'), denied, 'a name of the whole territory')
    await assert.rejects(begin(actors.bron, 'tag-2', BRON), denied, 'a name that says nothing of Bron')
    await assert.rejects(begin(actors.bron, '69283-x', '69283'), denied, 'another town')
    await assert.rejects(begin(actors.mions, `${BRON}-x`, '69283'), denied, 'the name of another town')
    await assert.rejects(
      begin(actors.metropolis, `${BRON}-x`),
      denied,
      'the metropolis takes no name of a town',
    )
    await assert.rejects(begin(actors.metropolis, `${BRON}-x`, BRON), denied)
    await assert.rejects(
      under(actors.bron, (tx) =>
        sql`update definitions.version set body = body - 'owner' where id = ${OWN} and version = 0`.execute(
          tx.q,
        ),
      ),
      denied,
      'given away',
    )
    await assert.rejects(
      under(actors.bron, (tx) => edit(tx, name(OWN), [{ do: 'remove', at: ['owner'] }])),
      /reste à l’autorité/,
    )
    await under(actors.bron, (tx) => giveUp(tx, name(OWN)))
    await under(actors.metropolis, (tx) => giveUp(tx, name('tag')))
  })

  test('the replay of its draft is its own: counted for it, read by nobody else', async () => {
    const own = (await parvis.db.read(system, (tx) => live(tx, FORM))).find(({ body }) => body.owner === BRON)
    const id = own?.id ?? assert.fail('no form of Bron')
    await under(actors.bron, (tx) => draft(tx, name(id)))
    await under(actors.bron, (tx) => edit(tx, name(id), [{ do: 'set', at: ['title'], to: 'Autrement' }]))
    assert.equal((await bron.post(`${HERE}/${id}/rejeu`, {})).statusCode, 303)
    await parvis.runJobs()
    assert.match(
      said((await bron.get(`${HERE}/${id}/rejeu`)).body),
      /sur ce brouillon tel qu’il est|rejouées?, le/,
    )
    const rowsFor = async (who: Actor) =>
      (await parvis.db.read(who, (tx) => sql`select from studio.replay where id = ${id}`.execute(tx.q))).rows
        .length
    assert.deepEqual(
      [await rowsFor(actors.bron), await rowsFor(actors.metropolis), await rowsFor(actors.mions)],
      [1, 0, 0],
    )
    await under(actors.bron, (tx) => giveUp(tx, name(id)))
  })

  test('is asked by services of its commune alone, which are offered there alone', async () => {
    const services = await parvis.db.read(system, (tx) => live(tx, SERVICE))
    const own = services.find(({ body }) => body.commune === BRON) ?? assert.fail('no service of Bron')
    const [slug, form] = [own.body.slug, own.body.form ?? '']
    const refusals = async (commune: string | undefined) => {
      const { commune: _, ...body } = own.body
      const changed = { ...body, ...(commune !== undefined && { commune }) }
      return parvis.db
        .write(system, async (tx) => {
          const { refused } = await publishAll(tx, parvis.house, [{ kind: SERVICE, id: slug, body: changed }])
          throw new Error(
            refused.flatMap(({ problems }) => problems.map(({ sentence }) => sentence)).join(' '),
          )
        })
        .catch((error: unknown) => String(error))
    }
    assert.match(await refusals(undefined), /seules ses démarches le demandent/)
    assert.match(await refusals('69283'), /seules ses démarches le demandent/)
    assert.doesNotMatch(await refusals(BRON), /seules ses/)
    const kept = await bron.post(`${HERE}/${form}/archiver`, {})
    assert.equal(kept.statusCode, 422)
    assert.match(
      said((await bron.get(`${HERE}/${form}/archiver`)).body),
      /Des démarches le demandent.*Exposer/,
    )
    assert.match(said(kept.body), /Des démarches en dépendent/)
    const listed = await parvis.db.read(system, async (tx) => {
      const [known, place] = [await catalogue(tx), await territory(tx)]
      const at = async (code: string) =>
        (await localCatalogue(tx, known, place, place.area(code))).services.some((one) => one.slug === slug)
      return [await at(BRON), await at('69283')]
    })
    assert.deepEqual(listed, [true, false])
    const elsewhere = await parvis.browser().get(`/demarches/${slug}?commune=69283`)
    assert.match(said(elsewhere.body), /Cette démarche est celle/)
  })
})
