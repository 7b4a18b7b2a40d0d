// What the prover asks of transitions: an end carries a message, an effect has what it needs, a timeout can happen.
import type { State, Transition, TransitionInput } from './definition.ts'
import { hasEffect } from './effects.ts'
import { labelsTo, pathThrough, type WorkflowGraph } from './graph.ts'
import { type WorkflowProblem, type WorkflowProblemKind, quoted } from './problem.ts'

type Fault = [kind: WorkflowProblemKind, sentence: string]

/** Problems of the transitions, in the order of the definition. */
export function proveTransitions(graph: WorkflowGraph): WorkflowProblem[] {
  return graph.definition.transitions.flatMap((transition) =>
    faultsOf(graph, transition).map(([kind, sentence]) => {
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

function faultsOf(graph: WorkflowGraph, transition: Transition): Fault[] {
  const named = quoted(transition.label)
  const asks = (input: TransitionInput) => transition.asks?.includes(input) === true
  const bySystem = transition.who.includes('system')
  const faults: Fault[] = []
  if (ends(graph, transition) && !hasEffect(transition, 'messageResident')) {
    faults.push(['silentEnd', `L’action ${named} termine la demande sans message à l’habitant.`])
  }
  const wordless = transition.effects.some(
    (one) => one.name === 'messageResident' && one.template === undefined,
  )
  if (wordless && (!asks('message') || bySystem)) {
    const cure = bySystem ? 'il lui faut un modèle' : 'il lui faut un texte à saisir ou un modèle'
    faults.push(['missingMessage', `L’action ${named} écrit à l’habitant, mais sans texte\u00a0: ${cure}.`])
  }
  if (hasEffect(transition, 'assignChosen') && (!asks('agent') || bySystem)) {
    faults.push([
      'missingAgent',
      `L’action ${named} confie la demande à un agent, mais ne demande pas lequel.`,
    ])
  }
  if (hasEffect(transition, 'handOver') && (!asks('target') || bySystem)) {
    faults.push(['missingTarget', `L’action ${named} transmet la demande, mais ne demande pas à qui.`])
  }
  if (hasEffect(transition, 'promiseDate') && (!asks('date') || bySystem)) {
    faults.push(['missingDate', `L’action ${named} promet une date, mais ne demande pas laquelle.`])
  }
  if (hasEffect(transition, 'planDate') && (!asks('date') || bySystem)) {
    faults.push(['missingDate', `L’action ${named} fixe un jour, mais ne demande pas lequel.`])
  }
  if (hasEffect(transition, 'promiseDate') && !hasEffect(transition, 'messageResident')) {
    faults.push(['silentPromise', `L’action ${named} promet une date sans la dire à l’habitant.`])
  }
  return faults
}

function ends(graph: WorkflowGraph, transition: Transition): boolean {
  return graph.states.get(transition.to)?.kind === 'done' || hasEffect(transition, 'close')
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
  const wordless = transition.effects.some(
    (one) => one.name === 'messageResident' && one.template === undefined,
  )
  return wordless ? `${said} déclenche ${named}, qui écrit à l’habitant sans modèle.` : null
}
