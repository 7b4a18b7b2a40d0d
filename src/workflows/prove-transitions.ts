// What the prover asks of transitions: an end carries a message, an effect has what it needs, a timeout can happen.
import type { EffectKind, TransitionInput } from '#platform/house/effect.ts'
import { quoted } from '#platform/ui/french.ts'
import type { State, Transition } from './definition.ts'
import { effectsOf, MESSAGE, speaks, unknownEffects } from './effects.ts'
import { labelsTo, pathThrough, type WorkflowGraph } from './graph.ts'
import type { WorkflowProblem, WorkflowProblemKind } from './problem.ts'

/** `said` follows « L’action « … » ». */
type Fault = [kind: WorkflowProblemKind, said: string]

/** Problems of the transitions, in the order of the definition. */
export function proveTransitions(graph: WorkflowGraph, effects: readonly EffectKind[]): WorkflowProblem[] {
  return graph.definition.transitions.flatMap((transition) =>
    faultsOf(graph, transition, effects).map(([kind, said]) => {
      const sentence = `L’action ${quoted(transition.label)} ${said}`
      return { kind, at: transition.id, sentence, path: pathThrough(graph, transition) }
    }),
  )
}

/** Problems of the timeouts, in the order of the states. */
export function proveTimeouts(graph: WorkflowGraph): WorkflowProblem[] {
  return [...graph.states.values()].flatMap((state) => {
    const sentence = timeoutFault(graph, state)
    if (sentence === null) return []
    return [{ kind: 'badTimeout' as const, at: state.id, sentence, path: labelsTo(graph, state.id) }]
  })
}

/** A request that begins at its end was never answered. */
export function proveStart(graph: WorkflowGraph): WorkflowProblem[] {
  const start = graph.states.get(graph.definition.start)
  if (start?.kind !== 'done') return []
  const sentence = `Une demande commence à l’état ${quoted(start.label)}, qui est une fin\u00a0: personne n’y répond.`
  return [{ kind: 'silentEnd', at: start.id, sentence, path: [] }]
}

const MISSING: Record<TransitionInput, WorkflowProblemKind> = {
  message: 'missingMessage',
  reason: 'missingReason',
  agent: 'missingAgent',
  target: 'missingTarget',
  date: 'missingDate',
}

function faultsOf(graph: WorkflowGraph, transition: Transition, kinds: readonly EffectKind[]): Fault[] {
  const caused = effectsOf(transition, kinds)
  const faults: Fault[] = unknownEffects(transition, kinds).map((name) => [
    'unknownEffect',
    `cause ${quoted(name)}, un effet qui n’existe pas. Ceux qui existent\u00a0: ${kinds.map((kind) => kind.name).join(', ')}.`,
  ])
  if (ends(graph, transition, caused) && !speaks(transition))
    faults.push(['silentEnd', 'termine la demande sans message à l’habitant.'])
  const bySystem = transition.who.includes('system')
  if (isWordless(transition) && (!asks(transition, 'message') || bySystem)) {
    const cure = bySystem ? 'il lui faut un modèle' : 'il lui faut un texte à saisir ou un modèle'
    faults.push(['missingMessage', `écrit à l’habitant, mais sans texte\u00a0: ${cure}.`])
  }
  return [...faults, ...caused.flatMap((effect) => lackOf(effect, transition))]
}

/** What an effect needs of its transition: that it be asked, of somebody, and told. */
function lackOf({ asks: asked, untold }: EffectKind, transition: Transition): Fault[] {
  const faults: Fault[] = []
  if (asked !== undefined && (!asks(transition, asked.input) || transition.who.includes('system')))
    faults.push([MISSING[asked.input], asked.otherwise])
  if (untold !== undefined && !speaks(transition)) faults.push(['silentPromise', untold])
  return faults
}

const asks = (transition: Transition, input: TransitionInput): boolean =>
  transition.asks?.includes(input) === true

/** Does it write to the resident with words that somebody must type? */
const isWordless = ({ effects }: Transition): boolean =>
  effects.some(({ name, template }) => name === MESSAGE && template === undefined)

function ends(graph: WorkflowGraph, transition: Transition, caused: readonly EffectKind[]): boolean {
  return graph.states.get(transition.to)?.kind === 'done' || caused.some(({ clock }) => clock === 'closed')
}

function timeoutFault(graph: WorkflowGraph, state: State): string | null {
  if (state.timeout === undefined) return null
  const { days, transition: id } = state.timeout
  const said = `Le délai de l’état ${quoted(state.label)}`
  const transition = graph.definition.transitions.find((one) => one.id === id)
  if (transition === undefined) return `${said} déclenche ${quoted(id)}, qui n’existe pas.`
  const named = quoted(transition.label)
  if (!Number.isInteger(days) || days < 1) return `${said} doit être d’un jour au moins.`
  if (!transition.from.includes(state.id)) return `${said} déclenche ${named}, qui ne part pas de cet état.`
  if (!transition.who.includes('system'))
    return `${said} déclenche ${named}, que le système ne peut pas faire.`
  if (transition.when !== undefined) return `${said} déclenche ${named}, qui peut ne jamais convenir.`
  if (transition.to === 'same' || transition.to === state.id) {
    return `${said} déclenche ${named}, qui laisse la demande au même état.`
  }
  return isWordless(transition) ? `${said} déclenche ${named}, qui écrit à l’habitant sans modèle.` : null
}
