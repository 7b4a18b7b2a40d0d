// Values of a profile and their sources, as people read them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProfileValueId } from './kinds.ts'
import { spokenSource, spokenValue } from './spoken.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')
const COMMUNES: Record<string, string> = { '69029': 'Bron' }

test('each value in words: days in full, what is presumed, names rather than codes', () => {
  const said: [ProfileValueId, string, string][] = [
    ['birthdate', '1981-05-19', '19 mai 1981'],
    ['birthdate', '1958-02-00', 'février 1958 (jour inconnu)'],
    ['birthdate', '1951-00-00', '1951 (jour et mois inconnus)'],
    ['gender', 'female', 'Féminin'],
    ['gender', 'male', 'Masculin'],
    ['birthplace', '69029', 'Bron'],
    ['birthplace', '2A004', 'Commune de code 2A004'],
    ['commune', '69029', 'Bron'],
    ['commune', 'elsewhere', 'Hors de la métropole'],
    ['birthcountry', '99100', 'France'],
    ['birthcountry', '99352', 'Pays de code 99352'],
    ['phone', '06 39 98 00 01', '06 39 98 00 01'],
    ['family_name', '69029', '69029'],
  ]
  for (const [id, value, words] of said)
    assert.equal(plain(spokenValue(id, value, (code) => COMMUNES[code])), words)
})

test('each source in words; what an agent wrote without a document is only said', () => {
  const says = (...[source, level, proof]: [never, never, string | null]) =>
    plain(spokenSource({ source, level, proof }))
  const said = [
    ['declared', 'declared', null, 'Déclaré par vous'],
    ['franceconnect', 'certified', null, 'FranceConnect'],
    ['desk', 'declared', null, 'Déclaré au guichet'],
    ['desk', 'declared', 'Passeport', 'Déclaré au guichet'],
    ['desk', 'proved', null, 'Déclaré au guichet'],
    ['desk', 'proved', 'Passeport', 'Vérifié au guichet (pièce vue : passeport)'],
  ] as const
  for (const [source, level, proof, words] of said)
    assert.equal(says(source as never, level as never, proof), words)
})
