// Services on screen: written in a draft, compared in words, judged, published; suspended or led elsewhere by each town.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { onDraft } from '#test/drafts.ts'

const SLUG = 'signaler-un-nid-de-poule'
const HERE = `/administration/demarches/${SLUG}`

describe('services on screen', () => {
  let parvis: TestApp
  let metropolis: TestBrowser
  let bron: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    metropolis = await parvis.signedInAs('admin@parvis.example')
    bron = await parvis.signedInAs('admin.bron@parvis.example')
  })
  after(() => parvis.close())

  const said = (body: string) =>
    body
      .slice(body.indexOf('<main'))
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
  const unescaped = (text: string) =>
    text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', '’')
  /** The form as it stands, as a browser would send it. */
  const typedIn = async (at: string, who = metropolis) => formIn((await who.get(at)).body)
  function formIn(body: string): Record<string, string> {
    const main = body.slice(body.indexOf('<main'))
    const inputs = [...main.matchAll(/<input[^>]* name="(\w+)"[^>]*?(?: value="([^"]*)")?>/g)]
    const areas = [...main.matchAll(/<textarea[^>]* name="(\w+)"[^>]*>\n?([^<]*)<\/textarea>/g)]
    return Object.fromEntries(
      [...inputs, ...areas].map(([, name = '', value = '']) => [name, unescaped(value)]),
    )
  }
  const write = async (group: string, more: Record<string, string>) =>
    metropolis.post(`${HERE}/${group}`, { ...(await typedIn(`${HERE}/${group}`)), ...more })

  test('what is written stands in a draft, told in words, and is online when it is published', async () => {
    assert.equal((await write('page', { prix: 'Gratuit, toujours.' })).statusCode, 303)
    assert.equal((await write('delais', { solution: '12' })).statusCode, 303)
    const page = said((await metropolis.get(HERE)).body)
    assert.match(page, /Brouillon : ce qui change.*Le prix.*Gratuit, toujours.*délai de la solution/)
    const resident = parvis.browser()
    assert.doesNotMatch((await resident.get(`/demarches/${SLUG}`)).body, /Gratuit, toujours/)
    const done = await onDraft(metropolis, HERE, 'publier')
    assert.equal(done.statusCode, 303)
    assert.match((await resident.get(`/demarches/${SLUG}`)).body, /Gratuit, toujours/)
    assert.match((await resident.get(`/demarches/${SLUG}`)).body, /Sous 12\s*jours ouvrés\s*: la réparation/)
    const after = said((await metropolis.get(HERE)).body)
    assert.match(after, /version 2, en ligne/)
    assert.doesNotMatch(after, /Brouillon : ce qui change/)
    assert.match(said((await metropolis.get('/administration/demarches?q=toujours')).body), /nid-de-poule/i)
  })

  test('what is wrong is said beside its field, and nothing is kept of it', async () => {
    const refused = async (group: string, more: Record<string, string>, expected: RegExp) => {
      const reply = await write(group, more)
      assert.equal(reply.statusCode, 422)
      assert.match(said(reply.body), expected)
    }
    await refused('page', { titre: '' }, /Ce texte manque/)
    await refused('page', { minutes: 'dix' }, /Écrivez un nombre/)
    await refused('delais', { reponse: '50' }, /La première réponse vient avant la solution, promise sous 12/)
    await refused('delais', { alerteSolution: '12' }, /ni tomber ce jour-là : écrivez 11 au plus/)
    const steps = (await typedIn(`${HERE}/suite`)).etapes ?? ''
    await refused(
      'suite',
      { etapes: steps.replace('12', '5') },
      /L’étape « Sous 5 jours ouvrés : la réparation » promet 5 jours ouvrés, et les délais 4 puis 12/,
    )
    await refused('ailleurs', { liens: 'ftp://ailleurs | un site' }, /commence par https/)
    assert.doesNotMatch((await metropolis.get(HERE)).body, /Brouillon/)
  })

  test('gates keep back what names nothing: the draft stays, with why', async () => {
    assert.equal(
      (await write('ailleurs', { liens: 'https://ailleurs.example | un site | 75056' })).statusCode,
      303,
    )
    const reply = await onDraft(metropolis, HERE, 'publier')
    assert.equal(reply.statusCode, 422)
    assert.match(said(reply.body), /Rien n’est publié.*la commune 75056 n’existe pas/)
    assert.equal((await onDraft(metropolis, HERE, 'abandonner')).statusCode, 303)
    assert.doesNotMatch((await metropolis.get(HERE)).body, /Brouillon/)
  })

  test('a commune is named in the links to its site, and kept by its code', async () => {
    const at = '/administration/demarches/cantine-et-periscolaire'
    const lyon = 'https://www.lyon.fr/ | le site de la Ville de Lyon | Lyon'
    assert.match(said((await metropolis.get(at)).body), /le site de la Ville de Lyon \| Lyon/)
    const shown = await typedIn(`${at}/ailleurs`)
    assert.match(shown.liens ?? '', /\| Lyon/)
    const liens = `${lyon}\nhttps://bron.example | le site de Bron | bron`
    assert.equal((await metropolis.post(`${at}/ailleurs`, { ...shown, liens })).statusCode, 303)
    assert.equal((await onDraft(metropolis, at, 'publier')).statusCode, 303)
    const page = await parvis.browser().get('/demarches/cantine-et-periscolaire?commune=69029')
    assert.match(page.body, /href="https:\/\/bron\.example"/)
  })

  test('two administrators on one form: only what both changed is asked, what one changed is kept', async () => {
    const slow = await typedIn(`${HERE}/page`)
    const first = { qui: 'Pour tout le monde.', prix: 'Deux euros.', preparer: 'Une photo\nUne adresse' }
    assert.equal((await write('page', first)).statusCode, 303)
    const second = { qui: 'Pour chacun.', presentation: 'Dites-le.' }
    const reply = await metropolis.post(`${HERE}/page`, { ...slow, ...second })
    assert.equal(reply.statusCode, 409)
    assert.match(said(reply.body), /repris de .* « Prix » et « À préparer »/)
    const asked = reply.body.match(/<table[^]*<\/table>/)?.[0] ?? ''
    assert.match(
      said(`<main${asked}`),
      /Pour qui Pour tout le monde\. Reprendre celui-ci Pour chacun\. Garder le mien/,
    )
    const typed = formIn(reply.body)
    assert.deepEqual(
      [typed.qui, typed.presentation, typed.prix, typed.preparer],
      [second.qui, second.presentation, first.prix, first.preparer],
    )
    assert.equal((await metropolis.post(`${HERE}/page`, { ...typed, minutes: 'dix' })).statusCode, 422)
    // Their text is taken back without being typed again; mine is kept otherwise.
    assert.match(
      reply.body,
      /<form[^]*name="garde-qui" value="leur"[^]*name="garde-qui" value="mien" checked/,
    )
    const chosen = { ...typed, 'garde-qui': 'leur', 'leur-qui': first.qui }
    const wrong = await metropolis.post(`${HERE}/page`, { ...chosen, minutes: 'dix' })
    assert.deepEqual([wrong.statusCode, formIn(wrong.body).qui], [422, first.qui])
    assert.equal((await metropolis.post(`${HERE}/page`, chosen)).statusCode, 303)
    const kept = await typedIn(`${HERE}/page`)
    assert.deepEqual([kept.prix, kept.qui, kept.presentation], [first.prix, first.qui, second.presentation])
    await onDraft(metropolis, HERE, 'abandonner')
  })

  const QUESTION = 'question-a-votre-mairie'
  const ADMIN = `/administration/demarches/${QUESTION}`
  const ofBron = (group: string) => `${ADMIN}/communes/bron/${group}`
  const shownIn = async (commune: string) =>
    said((await parvis.browser().get(`/demarches/${QUESTION}?commune=${commune}`)).body)

  test('a town says a service otherwise for its residents, at once, and gives it back', async () => {
    const editor = await parvis.signedInAs('marius.redaction@parvis.example')
    const shown = await typedIn(ofBron('page'), editor)
    const own = { ...shown, prix: 'Deux euros à Bron.', preparer: 'Votre carte\nUne photo' }
    assert.equal((await editor.post(ofBron('page'), own)).statusCode, 303)
    assert.match(await shownIn('69029'), /Votre carte Une photo.*Coût Deux euros à Bron/)
    assert.doesNotMatch(await shownIn('69283'), /Bron\./)
    const here = said((await editor.get(ADMIN)).body)
    assert.match(here, /Présentation .*Hérité : Métropole de Lyon.* Prix Deux euros à Bron\. Choisi ici/)
    assert.match(said((await metropolis.get(ADMIN)).body), /Ville de Bron Prix Deux euros à Bron\./)
    assert.match(
      said((await bron.get('/administration/recherche?q=deux euros')).body),
      /Prix Réglage Deux euros à Bron\./,
    )
    assert.equal((await editor.post(ofBron('page'), { ...own, prix: 'Un euro.' })).statusCode, 409)
    assert.equal((await bron.post(ofBron('page').replace('bron', 'mions'), own)).statusCode, 404)
    const again = await typedIn(ofBron('page'), bron)
    assert.equal((await bron.post(ofBron('page'), { ...again, presentation: '' })).statusCode, 422)
    assert.equal((await bron.post(ofBron('page'), { ...again, herite: 'prix' })).statusCode, 303)
    assert.match(await shownIn('69029'), /Votre carte Une photo.*Coût Gratuit/)
    const history = await bron.get(`/administration/reglages/services.text_cost?pour=demarche-${QUESTION}`)
    assert.match(said(history.body), /Hérité : Métropole de Lyon.*Rendu à ce qui est hérité.*Deux euros/)
  })

  test('a town promises its own delay where it answers, and what it promised stays', async () => {
    const editor = await parvis.signedInAs('marius.redaction@parvis.example')
    assert.equal((await editor.get(ofBron('delais'))).statusCode, 404)
    assert.equal((await bron.get(ofBron('delais').replace(QUESTION, SLUG))).statusCode, 404)
    const shown = await typedIn(ofBron('delais'), bron)
    const refused = await bron.post(ofBron('delais'), { ...shown, solution: '2', alerteSolution: '3' })
    assert.match(
      said(refused.body),
      /La première réponse vient avant la solution.*L’alerte ne peut pas précéder/,
    )
    const alone = await bron.post('/administration/reglages/services.delay_answer', {
      ...{ valeur: '50', pour: `demarche-${QUESTION}` },
    })
    assert.equal(alone.statusCode, 422)
    assert.match(said(alone.body), /La première réponse vient avant la solution/)
    const short = { ...shown, reponse: '1', alerteReponse: '0', solution: '2', alerteSolution: '1' }
    assert.equal((await bron.post(ofBron('delais'), short)).statusCode, 303)
    assert.match(await shownIn('69029'), /Un premier message sous 1 jour ouvré/)
    assert.match(
      await shownIn('69029'),
      /Sous 1 jour ouvré : un premier message.*Sous 2 jours ouvrés : la réponse/,
    )
    // Whoever opens the form reads what residents read, and saves it as it is.
    const steps = await typedIn(ofBron('suite'), bron)
    assert.match(steps.etapes ?? '', /Sous 1\sjour ouvré[^]*Sous 2\sjours ouvrés/)
    assert.match(said((await bron.get(ADMIN)).body), /Sous 2 jours ouvrés : la réponse[^]*Hérité/)
    const etapes = (steps.etapes ?? '').replace('Sous 2', 'Sous 7')
    assert.match(
      said((await bron.post(ofBron('suite'), { ...steps, etapes })).body),
      /promet 7 jours ouvrés, et les délais 1 puis 2/,
    )
    const promised = async (ref: string) => {
      const { rows } = await parvis.db.read(system, (tx) =>
        sql<{
          days: number
        }>`select (solution_due_at::date - received_at::date) as days from requests.request where ref = ${ref}`.execute(
          tx.q,
        ),
      )
      return rows[0]?.days ?? 0
    }
    const { ref } = await parvis.makeRequest({ service: QUESTION, commune: '69029' })
    const other = await parvis.makeRequest({ service: QUESTION, commune: '69283' })
    assert.ok((await promised(ref)) < (await promised(other.ref)))
    const given = { ...(await typedIn(ofBron('delais'), bron)), herite: ['reponse', 'solution'] }
    assert.equal((await bron.post(ofBron('delais'), given)).statusCode, 303)
    const before = await promised(ref)
    const agent = await parvis.signedInAs('agent.bron@parvis.example')
    assert.equal((await agent.post(`/agents/demandes/${ref}/actions/take`, {})).statusCode, 303)
    assert.equal(await promised(ref), before)
    assert.match(said((await agent.get(`/agents/demandes/${ref}`)).body), /Solution 2 jours ouvrés/)
  })

  test('the steps that a town writes follow its delays, and those of the metropolis, however they change', async () => {
    const steps = await typedIn(ofBron('suite'), bron)
    const etapes = `${steps.etapes}\n\nÀ Bron, au guichet aussi\nUn agent vous lit la réponse.`
    assert.equal((await bron.post(ofBron('suite'), { ...steps, etapes })).statusCode, 303)
    const own = async () =>
      (await shownIn('69029')).match(/Sous (\d+) jours? ouvrés?/g)?.map((one) => parseInt(one.slice(5)))
    const days = await typedIn(ofBron('delais'), bron)
    const longer = { ...days, reponse: '4', solution: '9', alerteSolution: '1', alerteReponse: '1' }
    assert.equal((await bron.post(ofBron('delais'), longer)).statusCode, 303)
    assert.deepEqual(await own(), [4, 9])
    assert.match(
      (await typedIn(ofBron('suite'), bron)).etapes ?? '',
      /Sous 4\s[^]*Sous 9\s[^]*À Bron, au guichet/,
    )
    const alone = (acte: string, valeur: string) =>
      bron.post('/administration/reglages/services.delay_solution', {
        ...{ acte, valeur, pour: `demarche-${QUESTION}` },
      })
    assert.equal((await alone('choisir', '8')).statusCode, 303)
    assert.deepEqual(await own(), [4, 8])
    assert.equal((await alone('heriter', '')).statusCode, 303, 'given back, whatever its steps said')
    assert.deepEqual(await own(), [4, 10])
    const all = {
      ...(await typedIn(ofBron('delais'), bron)),
      herite: ['reponse', 'alerteReponse', 'alerteSolution'],
    }
    assert.equal((await bron.post(ofBron('delais'), all)).statusCode, 303)
    assert.deepEqual(await own(), [3, 10])
    const wide = { ...(await typedIn(`${ADMIN}/delais`)), solution: '12' }
    assert.equal((await metropolis.post(`${ADMIN}/delais`, wide)).statusCode, 303)
    assert.equal((await onDraft(metropolis, ADMIN, 'publier')).statusCode, 303)
    assert.deepEqual(await own(), [3, 12])
    assert.match((await typedIn(ofBron('suite'), bron)).etapes ?? '', /Sous 12\s[^]*À Bron, au guichet/)
  })

  test('a service that a town does not offer leaves its lists, and its page says so', async () => {
    const choose = (valeur: string) =>
      bron.post('/administration/reglages/services.offered', { valeur, pour: `demarche-${QUESTION}` })
    assert.equal((await choose('non')).statusCode, 303)
    assert.match(await shownIn('69029'), /n’est pas proposée à Bron Votre mairie vous dit/)
    assert.doesNotMatch(await shownIn('69283'), /n’est pas proposée/)
    const list = async (town: string) => (await parvis.browser().get(`/communes/${town}`)).body
    assert.doesNotMatch(await list('bron'), new RegExp(QUESTION))
    assert.match(await list('mions'), new RegExp(QUESTION))
    await assert.rejects(
      parvis.makeRequest({ service: QUESTION, commune: '69029' }),
      /n’est pas proposée à Bron/,
    )
    assert.equal((await choose('oui')).statusCode, 303)
  })

  test('a town writes no text of the territory; it suspends the service for its residents until a day', async () => {
    assert.equal((await bron.post(`${HERE}/page`, { titre: 'À nous' })).statusCode, 404)
    const choose = async (key: string, valeur: string) =>
      (await bron.post(`/administration/reglages/services.${key}`, { valeur, pour: `demarche-${SLUG}` }))
        .statusCode
    assert.equal(await choose('suspended_until', '20/11/2026'), 422)
    assert.equal(await choose('suspended', 'Nos équipes sont en grève.'), 303)
    assert.equal(await choose('suspended_until', '25/11/2026'), 303)
    assert.match(
      said((await bron.get(HERE)).body),
      /Démarche suspendue Nos équipes sont en grève\. Choisi ici/,
    )
    const at = async (commune: string) =>
      said((await parvis.browser().get(`/demarches/${SLUG}?commune=${commune}`)).body)
    assert.match(
      await at('69029'),
      /Cette démarche est suspendue à Bron Nos équipes.*rouvre après le mercredi 25 novembre/,
    )
    assert.doesNotMatch(await at('69283'), /suspendue/)
    await assert.rejects(parvis.makeRequest({ commune: '69029' }), /suspendue à Bron/)
    const by = await parvis.actor('accueil@parvis.example')
    const enteredUnitId = by.memberships[0]?.unitId ?? null
    await parvis.makeRequest({ by, commune: '69029', channel: 'phone', enteredUnitId })
    parvis.advance({ days: 3 })
    assert.doesNotMatch(await at('69029'), /suspendue/)
    const again = await parvis.signedInAs('admin.bron@parvis.example')
    const late = { valeur: 'Encore en grève.', pour: `demarche-${SLUG}` }
    const refused = await again.post('/administration/reglages/services.suspended', late)
    assert.match(said(refused.body), /Rien ne serait suspendu : le dernier jour de la suspension/)
    await parvis.makeRequest({ commune: '69029' })
  })

  test('a town that has its own site leads there, by its own choice', async () => {
    const again = await parvis.signedInAs('admin.bron@parvis.example')
    const choose = (valeur: string) =>
      again.post('/administration/reglages/services.own_site', { valeur, pour: `demarche-${SLUG}` })
    assert.equal((await choose('ville-bron.example')).statusCode, 422)
    assert.equal((await choose('https://ville-bron.example/trous')).statusCode, 303)
    const page = await parvis.browser().get(`/demarches/${SLUG}?commune=69029`)
    assert.match(
      page.body.slice(page.body.indexOf('<main')),
      /href="https:\/\/ville-bron\.example\/trous"[^>]*>Continuer sur le site de la Ville de Bron/,
    )
    assert.doesNotMatch((await parvis.browser().get(`/demarches/${SLUG}?commune=69283`)).body, /ville-bron/)
  })
})
