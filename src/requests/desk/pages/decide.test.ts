// What the panels of a request say: pauses of its delays, letters that press its acts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { WorkflowDefinition } from '#workflows'
import { lettersOf, pausesText } from './decide.ts'

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

test('a letter presses an act known by what it does, and none of those among which one chooses', async () => {
  const letters = async (name: string) => {
    const file = join(import.meta.dirname, '../../../../definitions/workflows', `${name}.json`)
    const workflow: WorkflowDefinition = JSON.parse(await readFile(file, 'utf8'))
    const state = workflow.states.find(({ id }) => id === 'in_progress') ?? assert.fail()
    const acts = workflow.transitions.filter(
      ({ from, who }) => from.includes(state.id) && who.includes('handler'),
    )
    return Object.fromEntries(lettersOf({ workflow, state }, acts))
  }
  assert.deepEqual(await letters('report'), { close: 'C', ask: 'D', schedule: 'P', hand_over: 'T' })
  assert.deepEqual(await letters('procedure'), { ask: 'D', hand_over: 'T' })
})
