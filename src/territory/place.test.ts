// Where a text says that somebody is: what people type in « Où ? », on the real list of communes.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { anonymous } from '#platform/actor.ts'
import { type Database, openDatabase } from '#platform/db/db.ts'
import { type Place, understandPlace } from './place.ts'
import { territory } from './territory.ts'

const names = (place: Place) => {
  if (place.kind === 'area') return `${place.area.name}${place.corrected ? ' ?' : ''}`
  if (place.kind === 'several')
    return place.areas
      .map(({ name }) => name)
      .toSorted()
      .join(' | ')
  return place.kind === 'outside' ? `hors : ${place.name}` : place.kind
}

const LYON3 = 'Lyon 3e arrondissement'
const said: Record<string, string[]> = {
  // Postal codes first: each of these is also the INSEE code of another commune.
  [LYON3]: [
    ...['69003', '69003 Lyon', 'Lyon 69003', '69 003', 'lyon 3', 'Lyon 3e', 'LYON 3ème', 'lyon3', 'lyon 03'],
    ...['3e arrondissement', 'lyon troisième', 'Lyon 3e arrondissement', '12 rue Garibaldi 69003 Lyon'],
  ],
  Villeurbanne: [
    '69100',
    'villeurbane ?',
    'Villeurbanne',
    '3 cours Émile-Zola, villeurbanne',
    'route de Genas, Villeurbanne',
  ],
  'Craponne | Saint-Genis-les-Ollières': ['69290'],
  'Albigny-sur-Saône | Curis-au-Mont-d’Or | Fleurieu-sur-Saône | Montanay | Neuville-sur-Saône | Poleymieux-au-Mont-d’Or':
    ['69250'],
  'Charbonnières-les-Bains': ['69260', 'charbonnieres'],
  'Saint-Genis-les-Ollières': ['69290 saint genis', 'st genis les ollieres'],
  'Saint-Genis-Laval | Saint-Genis-les-Ollières': ['st genis', 'Saint-Genis'],
  'Saint-Genis-Laval': ['3, rue du Lac, saint genis laval', 'Laval, Saint-Genis-Laval'],
  // An INSEE code that no postal code is.
  Bron: [
    '69029',
    '69500',
    'bron',
    'BRON ',
    '112 avenue Franklin-Roosevelt 69500 BRON',
    'Brron ?',
    'brno ?',
    'Bron cedex',
  ],
  'Saint-Priest': ['st priest', 'St-Priest', 'saint priest', 'saintpriest ?', 'saint prest ?', '69800'],
  'Vaulx-en-Velin': ['vaulx', 'vaux en velin ?', 'vaulx en velin'],
  'Oullins-Pierre-Bénite': ['oullins', 'pierre bénite', 'Pierre-Bénite 69310', '69600'],
  'Lyon 7e arrondissement': ['Gerland', 'gerland lyon'],
  Lyon: ['lyon', 'Lyon cedex', 'Lyon, France'],
  'La Mulatière': ['mulatière', 'la mulatiere'],
  'Décines-Charpieu': ['decines', 'Décines', 'dessines ?'],
  'Jonage | Meyzieu': ['69330'],
  'Bron | Villeurbanne': ['69100 Bron'],
  // Around: no slip of a name of here.
  'hors : 75001 (Paris)': ['75001', '75001 Paris', '3 rue de Rivoli, 75001 Paris'],
  'hors : Paris': ['paris', 'Paris'],
  'hors : Genas': ['Genas', 'genas'],
  'hors : 69740 (Genas)': ['69740', '12 rue de la Gare 69740 Genas'],
  'hors : Chaponost': ['chaponost'],
  'hors : 99999': ['99999'],
  none: ['', '   '],
  unknown: [
    'rue de Bron',
    'nulle part',
    '!!!',
    '\u0000',
    'saint',
    '12 rue de la Marne',
    '😀',
    'x'.repeat(5000),
  ],
}

describe('where somebody is', () => {
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

  for (const [where, texts] of Object.entries(said)) {
    it(`is ${where.slice(0, 60)}`, async () => {
      await db.read(anonymous(), async (tx) => {
        const known = await territory(tx)
        for (const text of texts) {
          const isCorrected = text.endsWith(' ?')
          const typed = isCorrected ? text.slice(0, -2) : text
          const place = await understandPlace(tx, typed, known)
          assert.equal(names(place), isCorrected ? `${where} ?` : where, typed.slice(0, 60))
        }
      })
    })
  }

  it('finds each commune by its own name, in capitals and without accents', async () => {
    await db.read(anonymous(), async (tx) => {
      const known = await territory(tx)
      for (const { name } of known.areas) {
        const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()
        for (const text of [name, plain, plain.replaceAll('-', ' ')])
          assert.equal(names(await understandPlace(tx, text, known)), name, text)
      }
    })
  })
})
