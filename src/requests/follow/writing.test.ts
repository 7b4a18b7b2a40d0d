// What the resident may write now, and until when; what an act leaves to say of a visit that is planned.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openGround } from '../record/ground.fixture.ts'
import { actSaid, planNow, planText, reachText, shortPlan, toldSaid } from '../record/words.ts'
import { writingOf } from './view.ts'

const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ')

describe('what a resident may write', () => {
  const ground = openGround()
  const writing = (ids: string[], closedAt: Date | null = null) => {
    const found = writingOf(ids.map(ground.move), ground.request({ closedAt }), ground.place)
    return found && [found.transition.id, found.reopens, found.until]
  }

  test('the first that asks for a message; until the last whole day when it closes', () => {
    const closed = new Date('2026-03-01T22:30:00Z')
    assert.equal(writing([]), null)
    assert.equal(writing(['cancel']), null)
    assert.deepEqual(writing(['cancel', 'resident_message']), ['resident_message', false, null])
    assert.deepEqual(writing(['resident_reply', 'resident_message']), ['resident_reply', false, null])
    assert.deepEqual(writing(['reopen'], closed), ['reopen', true, '2026-03-16'])
    assert.deepEqual(writing(['reopen']), ['reopen', true, null])
    assert.deepEqual(writing(['resident_message'], closed), ['resident_message', false, null])
  })
})

test('a visit is planned while the request is being dealt with; its day may pass', () => {
  const plan = (plannedDay: string | null, stateKind = 'active') =>
    planNow({ plannedDay, stateKind } as never, '2026-03-04')
  assert.deepEqual(plan('2026-03-04'), { day: '2026-03-04', isPassed: false })
  assert.deepEqual(plan('2026-03-03'), { day: '2026-03-03', isPassed: true })
  assert.deepEqual([plan(null), plan('2026-03-04', 'new'), plan('2026-03-04', 'done')], [null, null, null])
  assert.equal(plain(planText({ day: '2026-03-12', isPassed: false })), 'Prévu le jeudi 12 mars')
  assert.equal(plain(planText({ day: '2026-03-12', isPassed: true })), 'Prévu le jeudi 12 mars, date passée')
  assert.equal(plain(shortPlan({ day: '2026-03-12', isPassed: true })), 'Prévu le 12 mars, passé')
  assert.equal(plain(shortPlan({ day: '2026-03-12', isPassed: false })), 'Prévu le 12 mars')
})

test('how a person is told: by mail, else by the nearest means', () => {
  const reach = (email: string | null, phone: string | null, address: string | null) =>
    plain(reachText({ contactEmail: email, contactPhone: phone, contactAddress: address }) ?? 'mail')
  assert.equal(reach('a@b.example', '06', 'rue'), 'mail')
  assert.match(reach(null, '06', 'rue') ?? '', /e-mail : appelez le 06\.$/)
  assert.match(reach(null, null, 'rue') ?? '', /écrivez-lui \(rue\)\.$/)
  assert.match(reach(null, null, null) ?? '', /aucun moyen/)
  assert.equal(actSaid('Réponse envoyée à l’usager', true), 'Réponse envoyée à l’usager')
  assert.equal(actSaid('Réponse envoyée à l’usager', false), 'Réponse déposée dans le suivi de l’usager')
  assert.equal(toldSaid('phone'), 'Personne prévenue par téléphone')
  for (const how of ['other', 'x', undefined]) assert.equal(toldSaid(how), 'Personne prévenue autrement')
  assert.match(toldSaid('not'), /^Personne de nouveau à prévenir/)
})
