// An effect of the module of tides: a visit on foot, on a day when the sea leaves the harbour.
import { effectKind } from '#requests'

const SENTENCE = 'L’intervention se fait à pied sec, un jour de grande marée.'
const isSpringTide = (day: string): boolean => /-(?:01|15)$/.test(day)

export const LOW_WATER = effectKind({
  name: 'lowWater',
  sentence: SENTENCE,
  asks: { input: 'date', otherwise: 'attend une grande marée, mais ne demande pas laquelle.' },
  foretold: () => SENTENCE,
  refuse: ({ input: { date = '' } }) =>
    isSpringTide(date)
      ? []
      : [{ field: 'date', message: 'La mer ne se retire que le 1er et le 15 du mois.' }],
  change: ({ input: { date = '' } }) => ({ plannedDay: date }),
  payload: ({ input: { date = '' } }) => ({ 'tides.lowWater': date }),
})
