// Words typed by people: accents dropped, capitals, apostrophes, plurals, feminines, synonyms.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { wordsOf } from '#platform/plain-words.ts'
import { conceptsOf, fold, withSynonyms } from './words.ts'

const same: [string, string][] = [
  ['élu', 'ELU'],
  ['élus', 'élue'],
  ['vœu', 'voeux'],
  ['assemblée', 'assemblee'],
  ['écoles', 'ecole'],
  ['forêts', 'foret'],
  ['délégué', 'déléguées'],
  ['abandonnée', 'abandonnés'],
  ['réverbères', 'reverbere'],
  ['bac', 'BACS'],
  ['bureaux', 'bureau'],
  ['canal', 'canaux'],
  ['jeux', 'jeu'],
  ['rue', 'rues'],
  ['poubelle', 'poubelles'],
  ['lampadaire', 'Lampadaires'],
  ['é', 'é'],
]

describe('words', () => {
  for (const [one, other] of same) {
    it(`« ${one} » is « ${other} »`, () => {
      assert.deepEqual(wordsOf(one).map(fold), wordsOf(other).map(fold))
    })
  }

  it('splits on both apostrophes and on hyphens', () => {
    assert.deepEqual(wordsOf("l’école, d'été : nid-de-poule !"), [
      'l',
      'ecole',
      'd',
      'ete',
      'nid',
      'de',
      'poule',
    ])
  })

  it('finds the longest group of words, and leaves out what says nothing', () => {
    const synonyms = [
      ['trou', 'nid de poule'],
      ['poule', 'coq'],
    ]
    const [concept, ...others] = conceptsOf('je veux signaler un nid-de-poules dans ma rue', synonyms).filter(
      ({ typed }) => typed.includes('nid'),
    )
    assert.equal(others.length, 0)
    assert.deepEqual(concept, { typed: 'nid de poules', alternatives: ['trou', 'nid de poule'], last: false })
    assert.deepEqual(conceptsOf('je, la, les... à ?!', synonyms), [])
  })

  it('adds to a text every word that says the same', () => {
    assert.match(
      withSynonyms('Les lampadaires éteints', [
        ['lampadaire', 'réverbère'],
        ['banc', 'siège'],
      ]),
      /réverbère/,
    )
    assert.doesNotMatch(withSynonyms('Les lampadaires éteints', [['banc', 'siège']]), /siège/)
  })

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => conceptsOf(text, [['a b', 'c']]).length <= 8),
    )
  })
})
