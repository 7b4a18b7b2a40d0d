// A template filled for one request: what is known is written, what is not stays a place to fill.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { endOfDay } from '#territory'
import { openGround } from './ground.fixture.ts'
import { fillTemplate, type Signature } from './template.ts'
import type { RequestRow } from './queries.ts'

describe('a template filled', () => {
  const ground = openGround()
  const filled = (text: string, row: Partial<RequestRow> = {}, signature: Partial<Signature> = {}) =>
    fillTemplate(text, ground.request(row), ground.place, 'Signaler un trou', {
      agent: null,
      ...signature,
    }).replaceAll('\u00a0', ' ')
  const end = (day: string) => endOfDay(day, ground.place.zone)

  test('each place has its words', () => {
    assert.equal(filled('{name}, {civility}', { contactName: ' Zoé\n{Essai} ' }), 'Zoé Essai, Zoé Essai')
    assert.equal(filled('{reference} « {service} »'), '2026-00042 « Signaler un trou »')
    assert.equal(filled('à {place}'), 'à 3 rue du Lac, Bron')
    assert.equal(filled('à {place}', { placeAddress: '' }), 'à Bron')
    assert.equal(filled('à {place}.', { placeAddress: '', areaCode: 'nowhere' }), 'à .')
    assert.equal(
      filled('{unit}, {authority}'),
      `${ground.unit('voirie-est').name}, ${ground.place.metropolis.name}`,
    )
    assert.equal(filled('le {solutionDate}', { solutionDueAt: end('2026-03-12') }), 'le jeudi 12 mars 2026')
    assert.equal(
      filled('le {previousDate}', {}, { previousDueAt: end('2026-03-05') }),
      'le jeudi 5 mars 2026',
    )
    assert.equal(filled('par {agent}', {}, { agent: 'Théo' }), 'par Théo')
    assert.equal(filled('car {explanation}', {}, { explanation: 'il gèle' }), 'car il gèle')
  })

  test('what is not known is left to fill; no more than one empty line', () => {
    assert.equal(filled('{solutionDate} {previousDate}'), '{{la date}} {{la date}}')
    assert.equal(filled('{explanation} {strange}'), '{explanation} {strange}')
    assert.equal(filled('\n a\n\n\n\nb\n{agent}\n'), 'a\n\nb')
  })
})
