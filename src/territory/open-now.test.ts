// « Ouvert maintenant » is true at that minute, in the zone of the door, on that day.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compileCalendar } from './calendar.ts'
import type { CalendarDefinition } from './definition.ts'
import { openNow } from './open-now.ts'

const week: CalendarDefinition = {
  id: 'mairie',
  label: 'Mairie',
  hours: {
    1: [
      ['08:30', '12:00'],
      ['13:30', '17:00'],
    ],
    2: [['08:30', '17:00']],
    5: [['08:30', '17:00']],
    6: [['09:00', '12:00']],
  },
  holidays: 'france',
  closures: [{ day: '2026-11-24', reason: 'Inventaire' }],
}
const calendar = compileCalendar(week, 'Europe/Paris')
const said = (instant: string) => openNow(calendar, new Date(instant)).text.replaceAll('\u00a0', ' ')

describe('openNow', () => {
  it('says until when it is open, in the zone of the door', () => {
    assert.equal(said('2026-11-23T07:30:00Z'), 'ouvert maintenant, ferme à 12 h')
    assert.equal(said('2026-07-20T06:30:00Z'), 'ouvert maintenant, ferme à 12 h', 'summer time')
    assert.equal(said('2026-11-23T15:59:00Z'), 'ouvert maintenant, ferme à 17 h')
  })

  it('says when it opens again: the same day, tomorrow, another day', () => {
    assert.equal(said('2026-11-23T11:00:00Z'), 'fermé, rouvre à 13 h 30')
    assert.equal(said('2026-11-23T16:00:00Z'), 'fermé, ouvre vendredi à 8 h 30', 'Tuesday is closed')
    assert.equal(said('2026-11-20T16:00:00Z'), 'fermé, ouvre demain à 9 h')
  })

  it('says why it is closed on a day when it should be open', () => {
    assert.equal(said('2026-11-24T10:00:00Z'), 'fermé aujourd’hui (Inventaire), ouvre vendredi à 8 h 30')
    assert.equal(said('2026-12-25T10:00:00Z'), 'fermé aujourd’hui (Noël), ouvre demain à 9 h')
    assert.equal(said('2026-11-25T10:00:00Z'), 'fermé, ouvre vendredi à 8 h 30', 'never open on a Wednesday')
  })

  it('knows a door that never closes', () => {
    const always = compileCalendar(
      { ...week, id: 'nuit', hours: { 1: [['00:00', '24:00']] }, holidays: 'none', closures: [] },
      'Europe/Paris',
    )
    assert.deepEqual(openNow(always, new Date('2026-11-23T22:00:00Z')), {
      open: true,
      text: 'ouvert maintenant',
    })
  })
})
