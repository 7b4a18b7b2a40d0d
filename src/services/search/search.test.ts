// The search box against the real catalogue: what residents type, what must come first, and what must not be guessed.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { noticesFor } from '#publishing'
import { sql } from 'kysely'
import { anonymous, system } from '#platform/actor.ts'
import { territory } from '#territory'
import { type Database, openDatabase } from '#platform/db/db.ts'
import type { ServiceDefinition } from '../words/definition.ts'
import { lineOf } from '../counter/pages/found.ts'
import { type Found, isElsewhere } from './choose.ts'
import { houseOf } from '../../app.ts'
import { type SearchAnswer, searchAll } from './search.ts'

interface Queries {
  found: { query: string; answers: string[] }[]
  nothing: string[]
}

const { searches } = houseOf({ demo: false })
const ROOT = join(import.meta.dirname, '../../../test/search')
const queriesOf = (name: string) => JSON.parse(readFileSync(join(ROOT, name), 'utf8')) as Queries

const SETS = [
  'queries.json',
  'held-out.json',
  'held-out-2.json',
  'held-out-3.json',
  'held-out-4.json',
  'held-out-5.json',
]
/** What is said before the results, over all of these queries. */
const CALLED: readonly string[] = [
  'agression : violences',
  'declaration impots : impots',
  "déclaration d'impôts : impots",
  'déclarer mes impôts sur le revenu : impots',
  'enfant battu par ses parents : enfant-en-danger',
  'enfant maltraité : enfant-en-danger',
  "enfant qui crie tout le temps chez les voisins, peur qu'il soit battu : enfant-en-danger",
  'femme battue : violences',
  "fuite d'eau dans la rue : eau",
  "fuite d'eau trottoir : eau",
  'impôts sur le revenu : impots',
  'mon mari me frappe : violences',
  'mon mari me tape : violences',
  'passeport perdu à l’étranger : papiers-a-l-etranger',
  'permis bateau : permis-bateau',
  'plus d’eau au robinet : eau',
  "prime d'activité : caf",
  'prime d’activité : caf',
  'violences conjugales : violences',
]

const addressOf = (one: Found) =>
  lineOf(one, { commune: null, address: '' }).href.replace(/^\/demarches\//, '')
const firstOf = ({ found: [first] }: SearchAnswer) => (first === undefined ? undefined : addressOf(first))

const odd = [
  ...[
    '',
    '   ',
    '"',
    "'",
    '-',
    '- tag -',
    'a or',
    '!!! & | :* <-> ()',
    '\\',
    '%_%',
    '<script>',
    '😀',
    "' or 1=1 --",
  ],
  ...[
    'é'.repeat(5000),
    '\u0000\ud800',
    'de la le les',
    'a '.repeat(3000),
    'x'.repeat(100_000),
    '('.repeat(200),
  ],
  ...['__proto__ constructor toString', '69003', 'aaaa '.repeat(50)],
]

describe('the search box', () => {
  let database: TestDatabase
  let db: Database
  before(async () => {
    database = await testDatabase()
    db = openDatabase(database.urls, () => new Date('2026-11-23T13:38:00Z'), {}, 2)
  })
  after(async () => {
    await db.close()
    await database.drop()
  })
  const ask = (query: string) => db.read(anonymous(), (tx) => searchAll(tx, searches, query))
  const addresses = async (query: string) => {
    const { found } = await ask(query)
    return found.map(addressOf)
  }
  /** What was said before the results of each query measured. */
  const signed = new Map<string, SearchAnswer['signs']>()
  const measure = async (name: string) => {
    const { found, nothing } = queriesOf(name)
    return db.read(anonymous(), async (tx) => {
      const wrong: string[] = []
      for (const { query, answers } of found) {
        const answer = await searchAll(tx, searches, query)
        signed.set(query, answer.signs)
        const first = firstOf(answer) ?? 'rien d’exact'
        const isSaid = answers.includes(first) || answers.includes(`signe:${answer.signs[0]?.id}`)
        if (!isSaid) wrong.push(`${query} : ${first}, et non ${answers.join(' ou ')}`)
      }
      const guessed: string[] = []
      for (const query of nothing) {
        const answer = await searchAll(tx, searches, query)
        signed.set(query, answer.signs)
        const first = firstOf(answer)
        if (first !== undefined) guessed.push(`${query} : ${first}`)
      }
      return { found, nothing, wrong, guessed }
    })
  }

  // The engine was tuned on the first two files; the others were written afterwards (docs/decisions/022).
  for (const [name, right, silent] of [
    ['queries.json', 97, 95],
    ['residents.json', 95, 95],
    ['held-out.json', 95, 90],
    ['held-out-2.json', 95, 90],
    ['held-out-3.json', 95, 90],
    ['held-out-4.json', 95, 90],
    ['held-out-5.json', 97, 90],
    ['held-out-6.json', 95, 90],
    ['held-out-7.json', 95, 90],
    ['held-out-8.json', 95, 90],
  ] as const) {
    it(`puts the right answer first ${right} times of 100, and says when it has none (${name})`, async () => {
      const { found, nothing, wrong, guessed } = await measure(name)
      const [mostWrong, mostGuessed] = [found.length * (100 - right), nothing.length * (100 - silent)]
      assert.ok(wrong.length * 100 <= mostWrong, `${wrong.length} wrong\n${wrong.join('\n')}`)
      assert.ok(guessed.length * 100 <= mostGuessed, `${guessed.length} guessed\n${guessed.join('\n')}`)
    })
  }

  it('says first whom to call, or who answers elsewhere, and nothing of the kind to anybody else', async () => {
    for (const [query, post, first] of [
      ['plus d’eau au robinet', 'eau', 'facture-d-eau'],
      ['urgence fuite d’eau', 'eau', 'fuite-d-eau'],
      ['odeur de gaz', 'gaz', undefined],
      ['ca sent le gaz dans l’escalier', 'gaz', undefined],
      ['fil électrique à terre', 'fil-electrique', undefined],
      ['fil electrique tombé sur le trottoir', 'fil-electrique', undefined],
      ['route effondrée', 'effondrement', undefined],
      ['la chaussée s’est effondrée', 'effondrement', 'signaler-un-nid-de-poule'],
      ['il y a le feu', 'feu', undefined],
      ['incendie', 'feu', undefined],
      ['crise cardiaque', 'malaise', undefined],
      ['cambriolage en cours', 'agression-en-cours', undefined],
      ['passeport perdu à l’étranger', 'papiers-a-l-etranger', undefined],
      ['permis bateau', 'permis-bateau', undefined],
      ['permis bateau côtier', 'permis-bateau', undefined],
    ] as const) {
      const { signs } = await ask(query)
      assert.deepEqual(
        signs.map(({ id }) => id),
        [post],
        query,
      )
      assert.equal((await addresses(query))[0], first, query)
    }
    const said = new Set<string>()
    for (const name of SETS)
      for (const query of [...queriesOf(name).found.map((one) => one.query), ...queriesOf(name).nothing])
        for (const { id } of signed.get(query) ?? (await ask(query)).signs) said.add(`${query} : ${id}`)
    assert.deepEqual([...said].toSorted(), CALLED)
  })

  it('says first who saves a life, whatever stands around the word, and proposes nothing unsure beneath', async () => {
    for (const [post, number, ...queries] of [
      ['suicide', '3114', 'je veux mourir', 'suicide', 'suicidaire', 'veux mourir', 'mettre fin à mes jours'],
      ['suicide', '3114', 'mon frère parle de suicide', 'ma fille veut se suicider'],
      ['poison', '15', 'mon fils a avalé de la javel', 'empoisonnement', 'intoxication', 'avalé un produit'],
      ['accident', '15', 'accident', 'blessé', 'noyade', 'se noie', 'accident de la route'],
      ['violences', '17', 'mon mari me frappe', 'on me tape', 'agression', 'on m’agresse'],
      ['enfant-en-danger', '119', 'enfant maltraité', 'enfant maltraité école', 'enfant en danger'],
    ] as const)
      for (const query of queries) {
        const { signs, found, near } = await ask(query)
        assert.equal(signs[0]?.id, post, query)
        assert.deepEqual(signs[0]?.calls[0], { ...signs[0]?.calls[0], number }, query)
        const slugs = [...found, ...near].flatMap((one) => (one.kind === 'service' ? [one.service.slug] : []))
        if (post === 'suicide') assert.ok(!slugs.includes('declarer-un-deces'), query)
      }
    const numbers = (await ask('je veux mourir')).signs.flatMap(({ calls }) => calls)
    assert.deepEqual(
      numbers.slice(0, 2).map((call) => 'number' in call && call.number),
      ['3114', '15'],
    )
  })

  it('names the State’s body for taxes and the CAF for its aids', async () => {
    for (const [query, post] of [
      ['impots', 'impots'],
      ['mes impôts', 'impots'],
      ['apl', 'caf'],
    ] as const) {
      const { signs, found } = await ask(query)
      assert.deepEqual([signs.map(({ id }) => id), found.length], [[post], 0], query)
    }
  })

  it('understands what things are called for short', async () => {
    for (const [query, answers] of [
      ['PACS', ['se-pacser']],
      ['CNI', ['carte-d-identite-et-passeport']],
      ['APA', ['allocation-personnalisee-d-autonomie']],
      ['RSA', ['rsa']],
      ['PLU', ['plan-local-d-urbanisme']],
      ['AAH', ['dossier-handicap']],
      ['MDPH', ['dossier-handicap', 'prestation-de-compensation-du-handicap']],
      ['ZFE', ['zone-a-faibles-emissions']],
      ['PMR', ['obstacle-a-l-accessibilite', 'place-pour-personnes-handicapees']],
    ] as const)
      assert.ok((answers as readonly string[]).includes((await addresses(query))[0] ?? ''), query)
  })

  it('is measured on two hundred queries at least, each once', async () => {
    const { found } = queriesOf('queries.json')
    assert.ok(found.length >= 200)
    assert.equal(new Set(found.map(({ query }) => query)).size, found.length)
  })

  it('never fails on odd input, and its work is bounded', async () => {
    for (const query of odd) {
      const { found, near } = await ask(query)
      assert.ok(found.length + near.length <= 14, query.slice(0, 40))
    }
  })

  it('answers the same with accents, capitals and either apostrophe', async () => {
    for (const [one, other] of [
      ['éclairage', 'ECLAIRAGE'],
      ['carte d’identité', "carte d'identite"],
      ['déchèterie', 'decheterie'],
      ['élagage', 'elagages'],
    ] as const) {
      assert.deepEqual(await addresses(one), await addresses(other), one)
    }
  })

  it('takes the place out of the words, and says it', async () => {
    // A keyword that names a commune would make of its name a word like others.
    const unknown = await db.read(anonymous(), async (tx) => {
      const names = (await territory(tx)).areas.map(({ name }) => name)
      const places = await Promise.all(names.map((name) => searchAll(tx, searches, `encombrants ${name}`)))
      return names.filter((_, at) => places[at]?.place.kind === 'none')
    })
    assert.deepEqual(unknown, [])
    for (const query of ['encombrants 69100', 'encombrants à Villeurbanne', 'villeurbanne encombrants']) {
      const { found, place } = await ask(query)
      assert.equal(place.kind === 'area' && place.area.name, 'Villeurbanne', query)
      assert.equal(found[0]?.kind === 'service' && found[0].service.slug, 'encombrants', query)
    }
    assert.equal((await ask('encombrants 69290')).place.kind, 'several')
  })

  it('finds information in force, life events and help', async () => {
    const kinds = async (query: string) =>
      (await ask(query)).found.map((one) => (one.kind === 'page' ? one.page.kind : one.kind))
    const [notice] = await db.read(anonymous(), (tx) => noticesFor(tx, null, 1))
    assert.ok((await kinds(notice?.title ?? '')).includes('Information'), 'notice')
    // Words that no service has: those of one notice alone.
    await db.write(system, (tx) =>
      sql`update publishing.notice set title = 'Viaduc Poincaré fermé' where id = ${notice?.id}`.execute(
        tx.q,
      ),
    )
    assert.deepEqual(await kinds('viaduc poincaré'), ['Information'])
    assert.ok((await kinds('j’emménage')).includes('event'), 'event')
    assert.ok((await kinds('mot de passe oublié')).includes('Aide'), 'help')
  })

  it('takes what is left in people’s way for an obstacle, never for something to hire', async () => {
    for (const query of [
      'trottinette sur le trotoir',
      'trottinettes abandonnées gênent passage',
      'trottinette en travers du trottoir',
      'trottinette',
      'des trottinettes bloquent le trottoir',
    ])
      assert.equal((await addresses(query))[0], 'obstacle-a-l-accessibilite', query)
    for (const query of ['seringue par terre', 'des seringues dans le caniveau', 'seringues'])
      assert.equal((await addresses(query))[0], 'proprete-de-la-rue', query)
    for (const query of ['louer un vélo', 'velov', 'station vélov'])
      assert.equal((await addresses(query))[0], 'velo-en-libre-service', query)
  })

  it('understands the words people say aloud', async () => {
    const first = {
      'caca de chien': 'proprete-de-la-rue',
      'urine dans la rue': 'proprete-de-la-rue',
      'canicule personne agée': 'registre-canicule',
      'moustique tigre': 'rats-et-nuisibles',
      'papi est mort': 'declarer-un-deces',
    }
    for (const [query, slug] of Object.entries(first)) assert.equal((await addresses(query))[0], slug, query)
    const moving = await addresses('je demenage')
    for (const slug of ['changer-d-adresse', 'place-pour-un-demenagement'])
      assert.ok(moving.includes(slug), slug)
  })

  it('proposes from the first letters', async () => {
    const typed = async (query: string) => {
      const { found, near } = await db.read(anonymous(), (tx) =>
        searchAll(tx, searches, query, { isTyping: true }),
      )
      return [...found, ...near].map((one) => lineOf(one, { commune: null, address: '' }).href)
    }
    for (const query of ['lamp', 'lampad', 'éclai'])
      assert.equal((await typed(query))[0], '/demarches/eclairage-public-en-panne', query)
    assert.ok((await typed('passep')).includes('/demarches/carte-d-identite-et-passeport'))
  })

  it('knows a service that is only links of other communes', () => {
    const link = (commune?: string) => ({
      url: 'https://exemple.fr/',
      site: 'un site',
      ...(commune === undefined ? {} : { commune }),
    })
    const base = { slug: 's', title: 't' } as ServiceDefinition
    assert.equal(isElsewhere({ ...base, links: [link('69123')] }, '69029'), true)
    assert.equal(isElsewhere({ ...base, links: [link('69123'), link()] }, '69029'), false)
    assert.equal(isElsewhere({ ...base, links: [link('69123')], form: 'f' }, '69029'), false)
  })
})
