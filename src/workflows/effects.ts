// The closed registry of effects: what a transition may cause, said to whoever edits a workflow.
import type { Effect, EffectName } from './definition.ts'

/** What an effect is. `sentence` is French; `reachesResident`: does the resident get something by it? */
export interface EffectDescription {
  sentence: string
  reachesResident: boolean
}

/** Every effect, by name. Running them is the requests module's; this says what they are. */
export const effects: Readonly<Record<EffectName, EffectDescription>> = {
  messageResident: {
    sentence: 'L’habitant reçoit le message, dans la conversation et par courriel.',
    reachesResident: true,
  },
  notifyHandler: {
    sentence: 'L’agent en charge est prévenu, ou son service si personne n’est désigné.',
    reachesResident: false,
  },
  firstAnswer: { sentence: 'Le délai de première réponse s’arrête.', reachesResident: false },
  assignActor: { sentence: 'L’agent qui agit prend la demande en charge.', reachesResident: false },
  assignChosen: { sentence: 'La demande est confiée à l’agent choisi.', reachesResident: false },
  unassign: { sentence: 'Plus aucun agent n’est désigné.', reachesResident: false },
  handOver: {
    sentence: 'La demande passe, avec son histoire, à la collectivité ou au service choisi.',
    reachesResident: false,
  },
  close: { sentence: 'La demande est close et ses délais s’arrêtent.', reachesResident: false },
  reopen: {
    sentence: 'La demande est rouverte et le délai de solution repart de zéro.',
    reachesResident: false,
  },
  promiseDate: {
    sentence: 'La date choisie devient la date promise de la solution.',
    reachesResident: false,
  },
  planDate: {
    sentence: 'Le jour choisi est celui de l’intervention.',
    reachesResident: false,
  },
  askRating: { sentence: 'L’habitant est invité à noter la réponse.', reachesResident: true },
}

/** Names of the effects, for schemas and screens. */
export const effectNames = Object.keys(effects) as EffectName[]

/** Is this effect among the transition's? */
export function hasEffect(transition: { effects: readonly Effect[] }, name: EffectName): boolean {
  return transition.effects.some((effect) => effect.name === name)
}
