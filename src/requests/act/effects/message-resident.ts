// The resident is written to: with what the agent typed, or with the template (say.ts).
import { MESSAGE } from '#workflows'
import { messageFault } from '../fault.ts'
import { withDay } from '../planned.ts'
import { effectKind } from './kind.ts'

export const MESSAGE_RESIDENT = effectKind({
  name: MESSAGE,
  sentence: 'L’habitant reçoit le message, dans la conversation et par courriel.',
  foretold: ({ contactEmail }) =>
    contactEmail === null
      ? 'Le message s’affiche dans le suivi de la personne\u00a0; aucun courriel ne part.'
      : 'La personne reçoit le message par courriel et dans son suivi.',
  /** Nothing with a hole reaches the resident, typed or chosen; residents write as they please. */
  refuse({ tx, place, request, input, as }) {
    if (as !== 'agent') return []
    const signers = [
      tx.actor.label,
      place.unit(request.unitId).name,
      place.authority(request.authorityId).name,
    ]
    return (['message', 'explanation'] as const).flatMap((field) => {
      const text = withDay(input[field]?.trim() ?? '', input.date)
      const message = text ? messageFault(text, signers) : null
      return message === null ? [] : [{ field, message }]
    })
  },
})
