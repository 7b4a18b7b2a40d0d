// Words of the territory on screen: found at once by the search, told, kept from imports, and nobody else's to write.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { loadDefinitions } from '#services'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const HERE = '/administration/mots'

describe('words of the territory on screen', () => {
  let parvis: TestApp
  let metropolis: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    metropolis = await parvis.signedInAs('admin@parvis.example')
  })
  after(() => parvis.close())

  const said = (body: string) =>
    body
      .slice(body.indexOf('<main'))
      .replace(/<[^>]+>/g, ' ')
      .replace(/&#39;/g, '’')
      .replace(/\s+/g, ' ')
  const found = async (quoi: string) =>
    said((await parvis.browser().get(`/demarches?quoi=${encodeURIComponent(quoi)}`)).body)
  async function typedAt(at: string) {
    const { body } = await metropolis.get(at)
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
    const area = (name: string) =>
      new RegExp(`<textarea[^>]* name="${name}"[^>]*>\\n?([^<]*)<`)
        .exec(body)?.[1]
        ?.replaceAll('&#39;', '’') ?? ''
    return { version: hidden('version'), lu: hidden('lu'), area, body }
  }

  test('the search finds at once by what was written of a subject, and by synonyms', async () => {
    assert.doesNotMatch(await found('gouffre à vélos'), /Signaler un nid-de-poule/)
    const at = `${HERE}/sujets/nid-de-poule`
    const { version, area, body } = await typedAt(at)
    assert.match(said(body), /1 démarche \(Signaler un nid-de-poule\) et .* règles? de compétence/)
    const synonyms = `${area('synonyms')}\ngouffre à vélos`
    const reply = await metropolis.post(at, { version, label: 'Nid-de-poule', synonyms })
    assert.equal(reply.statusCode, 303)
    assert.match(await found('gouffre à vélos'), /Signaler un nid-de-poule/)
    assert.match(said((await metropolis.get(at)).body), /gouffre à vélos.*Histoire|Histoire.*gouffre à vélos/)
    assert.equal((await metropolis.post(at, { version, label: 'Autre', synonyms: 'x' })).statusCode, 409)
    const alone = await metropolis.post(`${HERE}/synonymes/nouveaux`, { words: 'trottinettodrome' })
    assert.match(said(alone.body), /Écrivez 2 expressions au moins/)
    const words = 'trottinettodrome\nnid-de-poule'
    assert.equal((await metropolis.post(`${HERE}/synonymes/nouveaux`, { words })).statusCode, 303)
    assert.match(await found('trottinettodrome'), /Signaler un nid-de-poule/)
  })

  test('a theme and a life event read as they were written, with the services that they name', async () => {
    const theme = await typedAt(`${HERE}/themes/rues-et-espace-public`)
    const rues = { version: theme.version, title: 'La rue', text: 'Trous, lumière, arbres' }
    assert.equal((await metropolis.post(`${HERE}/themes/rues-et-espace-public`, rues)).statusCode, 303)
    assert.match(said((await parvis.browser().get('/demarches')).body), /La rue/)
    const at = `${HERE}/moments/j-emmenage`
    const { version, area } = await typedAt(at)
    assert.match(
      area('steps'),
      /^Un mois avant\n[^\n]+\n- Place pour un déménagement|^Un mois avant\n[^\n]+\n- /,
    )
    const typed = { version, title: 'J’emménage', text: 'Dans l’ordre.' }
    const wrong = await metropolis.post(at, { ...typed, steps: 'Avant\nPrévenez.\n- Démarche inconnue' })
    assert.match(said(wrong.body), /Aucune démarche ne s’appelle «.Démarche inconnue.»/)
    const steps = 'Avant\nPrévenez tout le monde.\n- question à votre mairie\n\nAprès\nSoufflez.'
    const kept = await metropolis.post(at, {
      ...typed,
      steps: steps.replace('question à votre mairie', 'question-a-votre-mairie'),
    })
    assert.equal(kept.statusCode, 303)
    assert.match(
      said((await parvis.browser().get('/vie/j-emmenage')).body),
      /Avant Prévenez tout le monde\..*Après Soufflez\./,
    )
  })

  test('files leave what was changed on screen, and say so', async () => {
    const load = await parvis.db.write(system, (tx) => loadDefinitions(tx, 'definitions', parvis.house))
    assert.deepEqual(load.problems, [])
    for (const left of [
      'thésaurus, nid-de-poule',
      'thèmes, rues-et-espace-public',
      'moments de vie, j-emmenage',
    ])
      assert.ok(
        load.left.some((sentence) => sentence.startsWith(left)),
        left,
      )
    assert.match(await found('trottinettodrome'), /Signaler un nid-de-poule/)
  })

  test('nobody else writes one, by either wall', async () => {
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    assert.equal((await bron.get(HERE)).statusCode, 404)
    assert.equal(
      (await bron.post(`${HERE}/themes/se-deplacer`, { title: 'À nous', text: 'x' })).statusCode,
      404,
    )
    const actor = await parvis.actor('admin.bron@parvis.example')
    for (const statement of [
      sql`update services.category set label = 'À nous'`,
      sql`update services.synonym set words = '{}'`,
      sql`update services.theme set title = 'À nous'`,
      sql`update services.life_event set title = 'À nous'`,
    ]) {
      const { numAffectedRows } = await parvis.db.write(actor, (tx) => statement.execute(tx.q))
      assert.equal(numAffectedRows, 0n)
    }
  })
})
