// What the prover asks of states: each can be reached, has an owner, is left by them, and leads to an end.
import { quoted } from '#platform/ui/french.ts'
import type { Condition } from '#rules'
import type { State, WorkflowRole } from './definition.ts'
import { type Exit, labelsTo, statesThatCanEnd, type WorkflowGraph } from './graph.ts'
import type { WorkflowProblem, WorkflowProblemKind } from './problem.ts'
import { oneAlwaysHolds } from './tautology.ts'

const rolesOfOwner: Record<State['owner'], readonly WorkflowRole[]> = {
  handler: ['handler', 'manager', 'reception'],
  resident: ['resident', 'system'],
  nobody: [],
}

/** Problems of the states, in the order of the definition. */
export function proveStates(graph: WorkflowGraph): WorkflowProblem[] {
  const ending = statesThatCanEnd(graph)
  return [...graph.states.values()].flatMap((state) => {
    const named = quoted(state.label)
    const problem = (kind: WorkflowProblemKind, sentence: string): WorkflowProblem => {
      return { kind, at: state.id, sentence, path: labelsTo(graph, state.id) }
    }
    if (graph.pathTo(state.id) === null) {
      return [problem('unreachable', `Aucun chemin ne mène à l’état ${named}.`)]
    }
    if (state.kind === 'done') return []
    return [...proveOwner(state, named, problem), ...proveExit(graph, state, named, problem, ending)]
  })
}

type Report = (kind: WorkflowProblemKind, sentence: string) => WorkflowProblem

function proveOwner(state: State, named: string, problem: Report): WorkflowProblem[] {
  if (state.owner === 'nobody') {
    return [problem('noOwner', `Personne n’est chargé de faire avancer une demande à l’état ${named}.`)]
  }
  // Where the solution clock does not run, no promise would ever sound the alarm.
  if ((state.owner === 'resident' || state.clock !== 'running') && state.timeout === undefined) {
    return [problem('noTimeout', `L’état ${named} attend sans limite de temps\u00a0: il lui faut un délai.`)]
  }
  return []
}

// One problem a state, the most telling: no way out, none for its owner, none that is sure, none that ends.
function proveExit(
  graph: WorkflowGraph,
  state: State,
  named: string,
  problem: Report,
  ending: ReadonlySet<string>,
): WorkflowProblem[] {
  if (!hasWayOut(graph, state))
    return [problem('deadEnd', `Aucune action ne fait sortir de l’état ${named}.`)]
  const lasting = graph.exitsFrom(state.id).filter(lasts)
  const byOwner = lasting.filter((exit) =>
    exit.transition.who.some((role) => rolesOfOwner[state.owner].includes(role)),
  )
  if (lasting.length === 0 || (state.owner !== 'nobody' && byOwner.length === 0)) {
    return [problem('nobodyCanLeave', `Qui est chargé de l’état ${named} ne peut pas l’en faire sortir.`)]
  }
  if (!oneAlwaysHolds(lasting.map(conditionOf))) {
    return [
      problem('conditionalExit', `Une demande qui ne remplit aucune condition reste à l’état ${named}.`),
    ]
  }
  if (ending.has(state.id)) return []
  return [problem('unbounded', `Depuis l’état ${named}, aucun chemin ne mène à une fin.`)]
}

// On paper: whoever may take it.
function hasWayOut(graph: WorkflowGraph, state: State): boolean {
  return graph.definition.transitions.some(
    ({ from, to }) => from.includes(state.id) && to !== 'same' && to !== state.id && graph.states.has(to),
  )
}

// A way open to residents for some days only is no way out in the end.
function lasts({ transition }: Exit): boolean {
  return transition.withinDays === undefined || transition.who.some((role) => role !== 'resident')
}

function conditionOf({ transition }: Exit): Condition {
  return transition.when ?? { op: 'all', conditions: [] }
}
