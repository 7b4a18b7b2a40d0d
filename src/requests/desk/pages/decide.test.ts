// What the panel of delays says of pauses.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pausesText } from './decide.ts'

const ZONE = 'Europe/Paris'
const [monday, thursday] = [new Date('2026-11-23T08:00:00Z'), new Date('2026-11-26T13:05:00Z')]
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')
const said = (pauses: Date[], status: 'running' | 'paused' | 'done', days: number) =>
  plain(pausesText(pauses, { status, pausedWorkingDays: days }, ZONE))

test('a pause that goes on says since when, and gives nothing back yet', () => {
  assert.equal(said([], 'running', 0), 'Aucune')
  assert.equal(said([thursday], 'paused', 0), 'En cours depuis le jeu. 26 nov., 14 h 05')
  assert.equal(
    said([monday, thursday], 'paused', 2),
    'En cours depuis le jeu. 26 nov., 14 h 05. 1 pause terminée, 2 jours ouvrés rendus',
  )
})

test('a pause that is over says what it gave back, if anything', () => {
  assert.equal(said([monday], 'running', 1), '1 pause terminée, 1 jour ouvré rendu')
  assert.equal(said([monday], 'done', 0), '1 pause terminée, aucun jour ouvré à rendre')
  assert.equal(said([monday, thursday], 'running', 3), '2 pauses terminées, 3 jours ouvrés rendus')
})
