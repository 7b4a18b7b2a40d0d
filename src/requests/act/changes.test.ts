// What whoever acts on an old page is told: who did what since, and nothing of their own notes.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { EventRow } from '#platform/ledger/events.ts'
import { openGround } from '../record/ground.fixture.ts'
import { changesSince, tooLate } from './changes.ts'

const event = (seq: number, name: string, more: Partial<EventRow> = {}): EventRow => ({
  ...{ id: seq, seq, name: `request.${name}`, at: new Date('2026-03-04T09:00:00Z'), payload: {} },
  ...{ actorKind: 'agent', actorId: 3, actorLabel: 'Théo', ...more },
})

describe('what changed since a page was opened', () => {
  const ground = openGround()
  const story = (...events: EventRow[]) => ({
    ...{ place: ground.place, workflow: ground.workflow, known: ground.known },
    events,
  })
  const changes = (me: number | null, ...events: EventRow[]) =>
    changesSince(story(...events), 1, me).map((said) => said.replaceAll('\u00a0', ' '))

  test('is told with who did it: an agent, a helper, the person, the system', () => {
    const by = (more: Partial<EventRow>) =>
      changes(9, event(2, 'rated', { payload: { score: 'good' }, ...more }))
    const what = 'Avis de la personne : bien'
    const when = 'mer. 4 mars, 10 h'
    assert.deepEqual(by({}), [`${what}, par Théo, ${when}`])
    const resident = { actorKind: 'resident', actorLabel: 'Zoé Essai' } as const
    assert.deepEqual(by(resident), [`${what}, par la personne, ${when}`])
    const helped = { ...resident, payload: { score: 'good', by: 9 } }
    assert.deepEqual(by(helped), [`${what}, par Zoé Essai, ${when}`])
    assert.deepEqual(by({ actorKind: 'system', actorLabel: 'Parvis' }), [`${what}, automatiquement, ${when}`])
  })

  test('leaves out what was seen, one’s own notes, and the answer that goes with an act', () => {
    const note = (audience: string, actorId: number) => event(2, 'noted', { payload: { audience }, actorId })
    assert.deepEqual(changes(3, event(1, 'attached'), note('note', 3), event(3, 'answered')), [])
    assert.match(changes(3, note('note', 4))[0] ?? '', /^Note interne ajoutée, par Théo/)
    assert.match(changes(3, note('handler', 4))[0] ?? '', /^Message entre la commune et le service/)
    assert.match(changes(3, note('else', 4))[0] ?? '', /^Note ajoutée/)
    assert.match(changes(null, event(2, 'licorne'))[0] ?? '', /^Demande modifiée/)
    assert.match(changes(4, event(2, 'attached', { actorId: 4 }))[0] ?? '', /^Demande rattachée/)
  })

  test('and an act that is no longer possible says the last move, when there is one', () => {
    const unitId = ground.unit('voirie-est').id
    const moves = [
      event(2, 'moved', { payload: { transition: 'take', unitId } }),
      event(3, 'moved', { payload: { transition: 'reply', unitId }, actorLabel: 'Inès' }),
      event(4, 'attached'),
    ]
    assert.match(tooLate(story(...moves)), /Dernier changement.*Réponse envoyée à l’usager, par Inès/)
    assert.doesNotMatch(tooLate(story(event(2, 'attached'))), /Dernier/)
  })
})
