// Words of cards and papers that somebody makes.
import type { Tone } from '#platform/ui/feedback.ts'
import type { MadeAs, Order, Stage } from '../record/orders.ts'

export const KINDS: Readonly<Record<MadeAs, string>> = {
  chip: 'Cartes à puce',
  printed: 'Cartes imprimées',
  letter: 'Papiers par la poste',
}

const STAGES: Readonly<Record<Stage, string>> = {
  ordered: 'Commandé',
  listed: 'En fabrication',
  made: 'Fait',
  sent: 'Envoyé',
}

/** Where an order is. */
export function standingOf({
  state,
  stage,
}: Pick<Order, 'state' | 'stage'>): readonly [Tone | 'idle', string] {
  if (state === 'active') return ['good', 'En service']
  if (state === 'suspended') return ['warn', 'Suspendu']
  return [stage === 'ordered' || stage === 'listed' ? 'info' : 'warn', STAGES[stage]]
}
