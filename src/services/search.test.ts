// The search box against the real catalogue: what people type, and the service they must find first.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { anonymous } from '#platform/actor.ts'
import { type Database, openDatabase } from '#platform/db.ts'
import type { ServiceDefinition } from './definition.ts'
import { isElsewhere, searchServices } from './search.ts'

// query -> slug of the first service
const table: Record<string, string[]> = {
  'eclairage-public-en-panne': [
    'lampadaire en panne',
    'lampadaires',
    'LAMPADAIRE',
    'réverbère éteint',
    'reverbere',
    "il n'y a plus de lumière dans ma rue",
    'lumiere de rue',
    'lampad',
    'lampadere',
  ],
  'signaler-un-nid-de-poule': [
    'nid de poule',
    'nids-de-poule',
    'nid de poul',
    'trou dans la chaussée',
    'trou',
    'trou dans la route',
  ],
  'copie-d-acte-de-naissance': [
    'acte de naissance',
    'acte de naisance',
    'extrait de naissance',
    'copie intégrale',
  ],
  'bac-a-ordures': ['poubelle cassée', 'bac jaune', 'poubelles', 'conteneur volé'],
  encombrants: [
    'encombrants',
    'vieux canapé',
    'débarrasser un frigo',
    'électroménager',
    'electromenager',
    'encombr',
    'encombrent',
  ],
  'tag-ou-affichage-sauvage': ['graffiti', 'tags', 'enlever un tag sur mon mur', 'grafiti'],
  'depot-sauvage': ['dépôt sauvage', 'décharge sauvage'],
  'feu-tricolore-en-panne': ['feu rouge', 'feux tricolores'],
  'vehicule-abandonne': ['voiture ventouse', 'épave', 'voiture abandonnée'],
  'cantine-et-periscolaire': ['cantine', 'restaurant scolaire', 'periscolaire'],
  'inscription-a-l-ecole': ['inscrire mon enfant à l’école', 'inscription ecole maternelle'],
  'carte-d-identite-et-passeport': ["carte d'identité", 'carte d’identite', 'passeport', 'pasport'],
  'carte-de-bibliotheque': ['bibliothèque', 'mediatheque', 'bibl', 'bibliotèque'],
  'reservation-de-salle': ['salle des fêtes', 'louer une salle'],
  'prime-velo-electrique': ['vélo électrique', 'prime vélo', 'vae'],
  'stationnement-resident': ['macaron stationnement', 'vignette', 'se garer'],
  'allocation-personnalisee-d-autonomie': ['apa', 'personnes âgées'],
  'prestation-de-compensation-du-handicap': ['pch'],
  'dossier-handicap': ['mdph', 'handicap'],
  'egout-bouche': ['égout bouché'],
  decheteries: ['gravats', 'déchetterie'],
  'permis-de-construire': ['permis de construire', 'veranda'],
  'arbre-dangereux': ['branche tombée', 'élagage'],
  'proprete-de-la-rue': ['crottes de chien', 'rue sale', 'balayage'],
  'animal-mort': ['pigeon mort', 'hérissons morts'],
  'fuite-d-eau': ['fuite d’eau', "fuite d'eau"],
  'trottoir-degrade': ['dalle cassée', 'trottoirs abîmés'],
  'mobilier-urbain-abime': ['banc cassé', 'abribus'],
  'concession-de-cimetiere': ['tombe', 'cimetiere'],
  'question-a-votre-mairie': ['écrire au maire'],
}

const odd = [
  '',
  '   ',
  '"',
  "'",
  '-',
  '- tag -',
  'a or',
  'or or or',
  '!!! & | :* <-> ()',
  '\\',
  '%_%',
  'é'.repeat(5000),
  '\u0000\ud800',
  '<script>',
  '😀',
  "' or 1=1 --",
  'de la le les',
]

describe('searchServices', () => {
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
  const search = async (query: string, commune?: string) => {
    const found = await db.read(anonymous(), (tx) => searchServices(tx, query, commune))
    return found.map(({ slug }) => slug)
  }

  for (const [slug, queries] of Object.entries(table)) {
    it(`leads to ${slug}`, async () => {
      for (const query of queries) assert.equal((await search(query))[0], slug, query)
    })
  }

  it('never fails on odd input', async () => {
    for (const query of odd) assert.ok(Array.isArray(await search(query)), query)
  })

  it('finds nothing for what is not there, rather than anything', async () => {
    for (const query of ['pizza', 'xyzzy', 'cryptomonnaie']) assert.deepEqual(await search(query), [], query)
  })

  it('answers the same with accents, capitals and either apostrophe', async () => {
    for (const [one, other] of [
      ['éclairage', 'ECLAIRAGE'],
      ['carte d’identité', "carte d'identite"],
      ['déchèterie', 'decheterie'],
      ['élagage', 'elagages'],
    ] as const) {
      assert.deepEqual(await search(one), await search(other), one)
    }
  })

  it('keeps the best answer first for a commune, and puts last what is only for another', async () => {
    assert.equal((await search('poubelles', '69029'))[0], 'bac-a-ordures')
    assert.equal((await search('cantine', '69123'))[0], 'cantine-et-periscolaire')
  })

  it('ranks the services of the commune first among equals', async () => {
    assert.equal((await search('panne', '69029'))[0], 'eclairage-public-en-panne')
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
