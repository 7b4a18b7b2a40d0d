// Who somebody is, as civil status says it: what is wrong is said in its own box.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factsIn } from '../kind.ts'
import { kindOf } from '../index.ts'
import type { Raw } from '../read.ts'
import { trying } from '../sample.fixture.ts'

const said = (more: Record<string, string> = {}): Raw => ({
  ...{ '-nom': ' Morandat ', '-usage': '', '-prenoms': 'Lucette  Marie' },
  ...{ '-jour': '9', '-mois': '3', '-annee': '1957', '-lieu': 'Bron', '-pays': '' },
  ...more,
})

const { answer, problem, summary, judge } = trying('person')

test('names, the day and the place of birth, with its code', () => {
  assert.deepEqual(answer(said()), {
    ...{ name: 'Morandat', first: 'Lucette Marie', born: '1957-03-09' },
    at: { code: '69029', name: 'Bron', department: '69' },
  })
  assert.equal(
    summary(said({ '-usage': 'Perrin-Brun' })),
    'Lucette Marie Morandat, nom d’usage : Perrin-Brun\nNaissance le 9 mars 1957 à Bron (69)',
  )
  assert.deepEqual(factsIn(kindOf('person'), { id: 'it' }, answer(said())), { it: '1957-03-09' })
  assert.deepEqual(judge({ '-nom': ' ', '-pays': '99352' }), { empty: true })
})

test('born abroad: the town as it is said, the code of the country', () => {
  const abroad = said({ '-lieu': 'Tlemcen', '-pays': '99352' })
  assert.deepEqual((answer(abroad) as { at: unknown }).at, { code: '99352', name: 'Tlemcen' })
  assert.match(summary(abroad), /à Tlemcen, Algérie$/)
  assert.match(problem(said({ '-lieu': 'Tlemcen' })), /^-lieu: Aucune commune de France.*choisissez le pays/)
  assert.match(problem(said({ '-lieu': '', '-pays': '99352' })), /^-lieu: Écrivez la ville de naissance/)
  assert.match(problem(said({ '-pays': 'DZ' })), /^-pays: Choisissez un pays/)
})

test('each box says what is wrong with it', () => {
  assert.match(problem(said({ '-nom': '' })), /^-nom: Écrivez le nom de naissance/)
  assert.match(problem(said({ '-prenoms': '' })), /^-prenoms: Écrivez tous les prénoms/)
  assert.match(problem(said({ '-nom': 'R2D2' })), /^-nom: .*sans chiffre/)
  assert.match(problem(said({ '-usage': '<b>' })), /^-usage: .*sans chiffre ni autre signe/)
  assert.match(problem(said({ '-mois': '13' })), /^-mois: Il n’y a pas de mois 13/)
  assert.match(problem(said({ '-annee': '' })), /^-annee: /)
  assert.match(problem(said({ '-annee': '2030' })), /^-jour: .*pas encore arrivée/)
  assert.match(problem(said({ '-lieu': 'Saint-Denis' })), /^-lieu: Il y en a plusieurs/)
  for (const name of [
    'O’Brien',
    "d'Ornano",
    'Le Goff',
    'Ngô Đình',
    'Saint-Exupéry (de)'.slice(0, 13),
    'Élise',
  ])
    assert.ok('answer' in judge(said({ '-nom': name })), name)
})

test('a child has no other name, and limits hold', () => {
  const child = { noUsualName: true, earliest: '2012-01-01' }
  assert.equal('usual' in (answer(said({ '-annee': '2019', '-usage': 'Autre' }), child) as object), false)
  assert.match(problem(said(), child), /^-jour: Choisissez un jour à partir du/)
})
