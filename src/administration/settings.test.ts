// Settings: inherited from the metropolis to the service, chosen by the administrators of each, read where they count.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { NotFound } from '#platform/errors.ts'
import { chosenFor, choose } from '#settings'
import type { Scope } from '#platform/house/settings.ts'
import { territory } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const NOTE = '/administration/reglages/requests.receipt_note'
const POTHOLE = 'signaler-un-nid-de-poule'

describe('settings', () => {
  let parvis: TestApp
  let metropolis: TestBrowser
  let bron: TestBrowser
  let ids: { metropolis: number; bron: number; mions: number; roads: number; eastRoads: number }
  before(async () => {
    parvis = await createTestApp()
    metropolis = await parvis.signedInAs('admin@parvis.example')
    bron = await parvis.signedInAs('admin.bron@parvis.example')
    ids = await parvis.db.read(system, async (tx) => {
      const place = await territory(tx)
      const eastRoads = place.unitsOf(place.metropolis.id).find(({ name }) => name === 'Voirie Est')?.id ?? 0
      return {
        metropolis: place.metropolis.id,
        bron: place.authorityByCode('69029')?.id ?? 0,
        mions: place.authorityByCode('69283')?.id ?? 0,
        roads: place.lineage(eastRoads)[1] ?? 0,
        eastRoads,
      }
    })
  })
  after(() => parvis.close())

  const declared = () => parvis.house.settings.filter(({ key }) => key === 'requests.receipt_note')
  const at = (authorityId: number, more: Partial<Scope> = {}): Scope => ({
    authorityId,
    unitId: null,
    serviceSlug: null,
    ...more,
  })
  const said = (where: Scope) =>
    parvis.db.read(system, async (tx) => {
      const chosen = (await chosenFor(tx, declared(), where)).get('requests.receipt_note')
      return [chosen?.value, chosen?.from?.level ?? null]
    })

  test('the narrowest that says something wins: service, unit and those above, commune, metropolis, none', async () => {
    const here = at(ids.metropolis, { unitId: ids.eastRoads, serviceSlug: POTHOLE })
    const chosen: [Scope, string][] = [
      [at(ids.metropolis), 'De la métropole'],
      [at(ids.metropolis, { unitId: ids.roads }), 'De la voirie'],
      [at(ids.metropolis, { unitId: ids.eastRoads }), 'De la voirie Est'],
      [at(ids.metropolis, { serviceSlug: POTHOLE }), 'Des nids-de-poule'],
    ]
    assert.deepEqual(await said(here), ['', null])
    const levels = ['metropolis', 'unit', 'unit', 'service']
    for (const [n, [scope, text]] of chosen.entries()) {
      const query = scope.serviceSlug !== null ? `demarche-${POTHOLE}` : `service-${scope.unitId}`
      const pour = scope.unitId === null && scope.serviceSlug === null ? '' : query
      assert.equal((await metropolis.post(NOTE, { valeur: text, pour })).statusCode, 303)
      assert.deepEqual(await said(here), [text, levels[n]])
    }
    assert.deepEqual(await said(at(ids.bron)), ['De la métropole', 'metropolis'])
    assert.deepEqual(await said(at(ids.bron, { serviceSlug: POTHOLE })), ['Des nids-de-poule', 'service'])
  })

  test('one search finds what is set, by name, wording or value, and no more than one may open', async () => {
    const found = async (who: TestBrowser, q: string) =>
      (await who.get(`/administration/recherche?q=${encodeURIComponent(q)}`)).body
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
    assert.match(await found(metropolis, 'rebouché'), /Trou rebouché Modèle de réponse/)
    assert.match(await found(metropolis, 'convention bron'), /Règle de compétence/)
    assert.match(await found(metropolis, 'jante cassée'), /nid-de-poule Démarche jante cassée/i)
    assert.match(await found(metropolis, 'rue défoncée'), /nid-de-poule Démarche rue défoncée/i)
    assert.match(await found(bron, 'accusé'), /Réglage .*Ville de Bron/)
    assert.match(
      await found(metropolis, 'demande'),
      /Demander un avis une fois la demande close Réglage[^]*Les 100 premiers/,
      'what is named so is not hidden behind all that says it',
    )
    assert.doesNotMatch(await found(bron, 'rebouché'), /Modèle de réponse (?!:)/)
    for (const [asked, screen] of [
      ['horaires', 'Calendriers'],
      ['logo', 'Collectivités'],
      ['absences', 'Agents'],
      ['population', 'Conventions'],
      ['durées', 'Registre des traitements'],
      ['ouverture', 'Ouvrir le guichet'],
      ['62878', 'Conventions'],
      ['SIRET', 'Conventions'],
      ['remplaçant', 'Agents'],
    ] as const)
      assert.match(await found(bron, asked), new RegExp(`${screen} Écran`), asked)
    assert.match(await found(metropolis, 'scim'), /Annuaires Écran/)
    assert.match(await found(bron, '8 h 30'), /Calendrier du lundi au vendredi de 8 h 30/)
    assert.match(await found(bron, 'services techniques'), /Services techniques Unité/)
    assert.match(await found(metropolis, 'voirie est'), /Voirie Est Unité Voirie/)
    assert.doesNotMatch(await found(bron, 'voirie est'), /Unité/)
    assert.match(await found(bron, 'ville de bron'), /Ville de Bron Collectivité/)
    assert.match(await found(bron, 'mions'), /Rien ne correspond/)
  })

  test('a commune says its own, sees whose it was, and gives it back; its history stays', async () => {
    const before = (await bron.get('/administration/reglages')).body
    assert.match(before, /Hérité\u00a0: Métropole de Lyon/)
    assert.equal((await bron.post(NOTE, { valeur: 'De Bron' })).statusCode, 303)
    assert.deepEqual(await said(at(ids.bron)), ['De Bron', 'commune'])
    assert.deepEqual(await said(at(ids.mions)), ['De la métropole', 'metropolis'])
    assert.match(before, /Hérité\u00a0: Métropole de Lyon[^]*Par la Métropole de Lyon, le /)
    assert.match(
      (await bron.get('/administration/reglages?q=accusé')).body,
      /De Bron[^]*Choisi ici[^]*Par [^<]+, le [^<]+[^]*Sans ce choix\u00a0: De la métropole \(Hérité\u00a0: Métropole de Lyon\)/,
    )
    assert.match((await metropolis.get(NOTE)).body, /Choisi autrement ailleurs[^]*Ville de Bron[^]*De Bron/)
    assert.equal((await bron.post(NOTE, { acte: 'heriter' })).statusCode, 303)
    assert.deepEqual(await said(at(ids.bron)), ['De la métropole', 'metropolis'])
    assert.match((await bron.get(NOTE)).body, /Histoire[^]*Rendu à ce qui est hérité[^]*De Bron/)
  })

  test('a commune reads who chose among its own people; the metropolis is called by its name', async () => {
    const own = (await parvis.actor('admin.bron@parvis.example')).label
    assert.equal((await bron.post(NOTE, { valeur: 'Une fois' })).statusCode, 303)
    assert.ok((await bron.get(NOTE)).body.includes(`Choisi par ${own}, le `))
    const ofBron = { collectivite: 'bron' }
    assert.match((await metropolis.get(`${NOTE}?collectivite=bron`)).body, /Choisi par la Ville de Bron, le /)
    assert.equal((await metropolis.post(NOTE, { ...ofBron, valeur: 'Deux fois' })).statusCode, 303)
    const { body } = await bron.get(NOTE)
    assert.match(body, /Choisi par la Métropole de Lyon, le [^]*Histoire[^]*La Métropole de Lyon[^]*Une fois/)
    assert.ok(!body.includes((await parvis.actor('admin@parvis.example')).label))
    assert.equal((await bron.post(NOTE, { acte: 'heriter' })).statusCode, 303)
  })

  test('two administrators on one setting: the second sees both texts, and chooses', async () => {
    const version = /name="version" value="(\d+)"/.exec((await bron.get(NOTE)).body)?.[1] ?? ''
    assert.equal((await bron.post(NOTE, { valeur: 'De la première', version })).statusCode, 303)
    const { statusCode, body } = await bron.post(NOTE, { valeur: 'De la seconde', version })
    assert.equal(statusCode, 409)
    assert.match(body, /pendant que vous écriviez[^]*De la première[^]*De la seconde/)
    assert.deepEqual(await said(at(ids.bron)), ['De la première', 'commune'])
    const now = /name="version" value="(\d+)"/.exec(body)?.[1] ?? ''
    assert.equal((await bron.post(NOTE, { valeur: 'Des deux', version: now })).statusCode, 303)
    assert.deepEqual(await said(at(ids.bron)), ['Des deux', 'commune'])
    assert.equal((await bron.post(NOTE, { acte: 'heriter' })).statusCode, 303)
  })

  test('nothing said is not the same as nothing chosen', async () => {
    await bron.post(NOTE, { valeur: '' })
    assert.deepEqual(await said(at(ids.bron)), ['', 'commune'])
    await bron.post(NOTE, { acte: 'heriter' })
  })

  test('what is asked for a service that is gone, or another’s, is not chosen for the whole commune', async () => {
    for (const pour of [`service-${ids.eastRoads}`, 'demarche-constructor', 'demarche-partie', 'rien']) {
      const { statusCode, body } = await bron.post(NOTE, { valeur: 'Pour tous', pour })
      assert.equal(statusCode, 422, pour)
      assert.match(body, /n’existe plus\u00a0: le réglage serait choisi pour toute la collectivité/)
      assert.match(body, /value="Pour tous"|>\s*Pour tous</)
      assert.deepEqual(await said(at(ids.bron)), ['De la métropole', 'metropolis'])
    }
  })

  test('an administrator of Bron chooses nothing for another, by any way', async () => {
    for (const body of [
      { valeur: 'Pris', collectivite: 'mions' },
      { valeur: 'Pris', collectivite: 'metropole' },
    ])
      assert.equal((await bron.post(NOTE, body)).statusCode, 404)
    const actor = await parvis.actor('admin.bron@parvis.example')
    const [setting] = declared()
    assert.ok(setting)
    for (const scope of [at(ids.mions), at(ids.metropolis), at(ids.bron, { unitId: ids.eastRoads })]) {
      await assert.rejects(
        parvis.db.write(actor, (tx) => choose(tx, setting, scope, 'Pris')),
        NotFound,
      )
      const written = parvis.db.write(actor, (tx) =>
        sql`insert into settings.value (key, authority_id, unit_id, value, since, set_by)
          values ('requests.receipt_note', ${scope.authorityId}, ${scope.unitId}, 'Pris', now(), ${actor.personId})`.execute(
          tx.q,
        ),
      )
      await assert.rejects(written, /row-level security/)
    }
    assert.deepEqual(await said(at(ids.mions)), ['De la métropole', 'metropolis'])
  })

  test('an editor of Bron opens its texts, and nothing else, by either wall', async () => {
    const editor = await parvis.signedInAs('marius.redaction@parvis.example')
    const MAIL = '/administration/reglages/requests.text_mail_receipt'
    const list = (await editor.get('/administration/reglages')).body
    assert.match(list, /requests\.text_mail_receipt/)
    assert.doesNotMatch(list, /requests\.(receipt_note|asks_rating)/)
    const { body } = await editor.get(MAIL)
    const text = /<textarea[^>]*>\n?([^<]*)</.exec(body)?.[1]?.replaceAll('&#39;', '’') ?? ''
    const valeur = `${text}\n\nÀ bientôt à Bron.`
    assert.equal((await editor.post(MAIL, { valeur })).statusCode, 303)
    assert.match((await editor.get(MAIL)).body, /Choisi ici[^]*À bientôt à Bron[^]*Histoire[^]*Marius/)
    assert.match((await editor.get('/administration/recherche?q=bientôt')).body, /text_mail_receipt/)
    assert.doesNotMatch((await editor.get('/administration/recherche?q=avis')).body, /asks_rating/)
    assert.equal((await editor.post(MAIL, { acte: 'heriter' })).statusCode, 303)
    for (const [at, more] of [
      [NOTE, {}],
      [MAIL, { collectivite: 'mions' }],
      [MAIL, { collectivite: 'metropole' }],
    ] as const)
      assert.equal((await editor.post(at, { valeur, ...more })).statusCode, 404, at)
    assert.equal((await editor.get(NOTE)).statusCode, 404)
    const actor = await parvis.actor('marius.redaction@parvis.example')
    for (const [key, authorityId] of [
      ['requests.receipt_note', ids.bron],
      ['requests.text_mail_receipt', ids.mions],
    ] as const)
      await assert.rejects(
        parvis.db.write(actor, (tx) =>
          sql`insert into settings.value (key, authority_id, value, since, set_by)
            values (${key}, ${authorityId}, 'Pris', now(), ${actor.personId})`.execute(tx.q),
        ),
        /row-level security/,
      )
  })

  test('what was chosen is history: nobody reopens it, changes who chose it, or ends what another chose', async () => {
    await metropolis.post(NOTE, { valeur: 'Avant' })
    await metropolis.post(NOTE, { valeur: 'De la métropole' })
    const by = (email: string, statement: string) =>
      parvis
        .actor(email)
        .then((actor) => parvis.db.write(actor, (tx) => sql.raw<unknown>(statement).execute(tx.q)))
    const own = 'admin@parvis.example'
    const reopened = await by(own, "update settings.value set until = null where value = 'Avant'")
    assert.equal(reopened.numAffectedRows, 0n)
    await assert.rejects(by(own, 'update settings.value set set_by = null'), /permission denied/)
    const ended = await by(
      'admin.bron@parvis.example',
      "update settings.value set until = now() + interval '1 day' where until is null and authority_id <> " +
        ids.bron,
    )
    assert.equal(ended.numAffectedRows, 0n)
    const { personId } = await parvis.actor(own)
    const choices = parvis.house.personal.find(({ id }) => id === 'settings.value')
    assert.ok(choices)
    await parvis.db.write(system, (tx) => choices.erase(tx, personId ?? 0))
    assert.deepEqual(await parvis.db.read(system, (tx) => choices.held(tx, personId ?? 0)), [])
    assert.match((await metropolis.get(NOTE)).body, /Quelqu’un qui n’est plus là/)
  })

  test('what cannot be is said beside it, with all that was typed', async () => {
    const long = 'é'.repeat(601)
    const reply = await bron.post(NOTE, { valeur: long })
    assert.equal(reply.statusCode, 422)
    assert.match(reply.body, /Écrivez 600 caractères au plus/)
    assert.ok(reply.body.includes(long))
    const rating = await bron.post('/administration/reglages/requests.asks_rating', { valeur: 'peut-être' })
    assert.equal(rating.statusCode, 422)
    assert.match(rating.body, /Choisissez oui ou non/)
    assert.equal((await bron.get('/administration/reglages/requests.unknown')).statusCode, 404)
  })

  test('the receipt, its mail and the page of a service say what was chosen', async () => {
    await metropolis.post(NOTE, { valeur: 'Danger\u00a0? Appelez le 112.', pour: `demarche-${POTHOLE}` })
    await metropolis.post('/administration/reglages/services.page_note', {
      valeur: 'Les équipes sont en retard.',
    })
    await parvis.makeRequest({ commune: '69283' })
    await parvis.runJobs()
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ text: string }>`select text_body as text from platform.mail`.execute(tx.q),
    )
    assert.ok(rows.some(({ text }) => text.includes('Appelez le 112')))
    const page = (await parvis.browser().get(`/demarches/${POTHOLE}`)).body
    assert.match(page, /À savoir avant de commencer[^]*Les équipes sont en retard/)
  })

  test('no opinion is asked where the town hall asks none', async () => {
    const email = 'sans.avis@courriel.example'
    const { ref, code } = await parvis.makeRequest({ commune: '69283', email })
    const agent = await parvis.signedInAs('voirie@parvis.example')
    await agent.post(`/agents/demandes/${ref}/actions/take`, {})
    await agent.post(`/agents/demandes/${ref}/actions/close`, { message: 'C’est fait.', outcome: 'solved' })
    const resident = parvis.browser()
    const shown = async () => (await resident.follow(await resident.post('/suivi', { code }))).body
    const RATING = '/administration/reglages/requests.asks_rating'
    await metropolis.post(RATING, { valeur: 'non' })
    const without = await shown()
    await parvis.runJobs()
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ text: string }>`select text_body as text from platform.mail where recipient = ${email}`.execute(
        tx.q,
      ),
    )
    const answer = rows.find(({ text }) => text.includes('C’est fait.'))?.text ?? ''
    assert.match(answer, /dites-le dans les 15.jours[^]*Voir la réponse/)
    assert.doesNotMatch(answer, /avis/)
    await metropolis.post(RATING, { acte: 'heriter' })
    const asked = await shown()
    assert.doesNotMatch(without, /name="score"/)
    assert.match(asked, /name="score"/)
  })

  test('whoever administers a unit chooses for it and those below, and nowhere else, by either wall', async () => {
    const steward = await parvis.signedInAs('elodie.voirie@parvis.example')
    const [list, found] = [
      (await steward.get('/administration/reglages')).body,
      (await steward.get('/administration/recherche?q=accusé')).body,
    ]
    assert.match(list, /Réglages <span class="soft">Métropole de Lyon, Direction de la voirie</)
    assert.match(list, /Voirie Est/)
    assert.doesNotMatch(list, /Toute la collectivité|Déchets|Signaler un nid-de-poule/)
    assert.match(found, new RegExp(`pour=service-${ids.roads}`))
    const choose = (pour: string, valeur: string) =>
      steward.post(NOTE, { valeur, pour, collectivite: '', acte: 'choisir' })
    assert.equal((await choose(`service-${ids.eastRoads}`, 'De la cheffe de service')).statusCode, 303)
    assert.deepEqual(await said(at(ids.metropolis, { unitId: ids.eastRoads })), [
      'De la cheffe de service',
      'unit',
    ])
    const shown = await steward.get(`${NOTE}?pour=service-${ids.eastRoads}`)
    assert.match(shown.body, /Élodie Ferrandière/)
    const others = await parvis.db.read(system, async (tx) =>
      (await territory(tx)).unitsOf(ids.metropolis).find(({ name }) => name === 'Accueil et information'),
    )
    for (const pour of ['', `demarche-${POTHOLE}`, `service-${others?.id ?? 0}`]) {
      const refused = await choose(pour, 'Ailleurs')
      assert.equal(refused.statusCode, 422, pour)
      assert.match(refused.body, /Ailleurs/)
    }
    assert.equal((await steward.get('/administration/reglages/organisation.invitations')).statusCode, 404)
    const actor = await parvis.actor('elodie.voirie@parvis.example')
    const written = (unitId: number | null, service: string | null) =>
      parvis.db.write(actor, (tx) =>
        sql`insert into settings.value (key, authority_id, unit_id, service_slug, value, since, set_by)
          values ('requests.receipt_note', ${ids.metropolis}, ${unitId}, ${service}, 'par la base', ${tx.now}, ${tx.actor.personId})`.execute(
          tx.q,
        ),
      )
    for (const [unitId, service] of [
      [null, null],
      [null, POTHOLE],
      [others?.id ?? 0, null],
    ] as const)
      await assert.rejects(written(unitId, service), /row-level security/)
    await steward.post(NOTE, {
      ...{ valeur: '', pour: `service-${ids.eastRoads}`, collectivite: '', acte: 'heriter' },
    })
    assert.deepEqual(await said(at(ids.metropolis, { unitId: ids.eastRoads })), ['De la voirie', 'unit'])
  })
})
