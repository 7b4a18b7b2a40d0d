// Tests of French formatting: dates, delays, numbers, spaces.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as french from './french.ts'

const PARIS = 'Europe/Paris'
const sent = new Date('2026-11-23T13:38:00Z')

test('dates are written in full, in the zone', () => {
  assert.equal(french.longDate(sent, PARIS), 'lundi 23\u00a0novembre 2026')
  assert.equal(french.longDate('2026-12-01'), 'mardi 1er\u00a0décembre 2026')
  assert.equal(french.dayDate('2026-12-07'), 'lundi 7\u00a0décembre')
  assert.equal(french.shortDate('2026-11-27'), 'ven. 27\u00a0nov.')
  assert.equal(french.mediumDate('2026-11-27'), '27\u00a0nov. 2026')
  assert.equal(french.dateTime(sent, PARIS), 'lundi 23\u00a0novembre 2026 à 14\u00a0h\u00a038')
  assert.equal(french.shortDateTime(sent, PARIS), 'lun. 23\u00a0nov., 14\u00a0h\u00a038')
  assert.equal(french.time(new Date('2026-11-23T23:05:00Z'), PARIS), '0\u00a0h\u00a005')
  assert.equal(french.time(new Date('2026-07-01T06:00:00Z'), PARIS), '8\u00a0h')
  assert.equal(french.dayOf(new Date('2026-11-23T23:05:00Z'), PARIS), '2026-11-24')
  assert.throws(() => french.longDate(sent), /zone/)
})

test('delays are said as people say them', () => {
  assert.equal(french.dueLabel('2026-11-23', '2026-11-23'), 'Aujourd’hui')
  assert.equal(french.dueLabel('2026-11-24', '2026-11-23'), 'Demain')
  assert.equal(french.dueLabel('2026-11-20', '2026-11-23'), '−\u00a03\u00a0jours')
  assert.equal(french.dueLabel('2026-11-22', '2026-11-23'), '−\u00a01\u00a0jour')
  assert.equal(french.dueLabel('2026-11-27', '2026-11-23'), 'ven. 27\u00a0nov.')
  assert.equal(french.daysBetween('2026-03-28', '2026-03-30'), 2)
})

test('numbers, sizes and lists', () => {
  assert.equal(french.plural(0, 'demande', 'demandes'), '0\u00a0demande')
  assert.equal(french.plural(1164, 'demande', 'demandes'), '1\u202f164\u00a0demandes')
  assert.equal(french.percent(0.873), '87\u00a0%')
  assert.equal(french.fileSize(812), '812\u00a0octets')
  assert.equal(french.fileSize(84_300), '84\u00a0ko')
  assert.equal(french.fileSize(999_900), '1\u00a0Mo')
  assert.equal(french.fileSize(2_440_000), '2,4\u00a0Mo')
  assert.equal(french.listSentence(['a', 'b', 'c']), 'a, b et c')
  assert.equal(french.listSentence(['a', 'b'], 'ou'), 'a ou b')
  assert.equal(french.capital('état civil'), 'État civil')
})

test('typography', () => {
  assert.equal(french.typo("Qu'est-ce ?"), 'Qu’est-ce\u202f?')
  assert.equal(french.typo('Fermé: voir https://a.example/?b=1;c'), 'Fermé: voir https://a.example/?b=1;c')
  assert.equal(
    french.typo('à 14 h 38 : 87 %, 1 164 € ; « oui »'),
    'à 14\u00a0h\u00a038\u00a0: 87\u00a0%, 1\u202f164\u00a0€\u202f; «\u00a0oui\u00a0»',
  )
  assert.equal(french.typo('Le 04 65 71 00 58'), 'Le 04 65 71 00 58')
  assert.equal(french.typo('«\u00a0oui\u00a0»'), '«\u00a0oui\u00a0»')
})
