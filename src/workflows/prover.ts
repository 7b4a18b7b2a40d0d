// Proves, before publication, that no request can get lost in a workflow or end without an answer (design.md, 6).
import type { EffectKind } from '#platform/house/effect.ts'
import { quoted } from '#platform/ui/french.ts'
import type { WorkflowDefinition } from './definition.ts'
import { graphOf, type WorkflowGraph } from './graph.ts'
import type { WorkflowProblem, WorkflowProblemKind } from './problem.ts'
import { proveStart, proveTimeouts, proveTransitions } from './prove-transitions.ts'
import { proveStates } from './prove-states.ts'

/**
 * Every reason to refuse a workflow, each with the shortest path that shows it. Empty when it may be published.
 * @param effects those that the modules bring
 */
export function proveWorkflow(
  definition: WorkflowDefinition,
  effects: readonly EffectKind[],
): WorkflowProblem[] {
  const graph = graphOf(definition)
  return [
    ...proveIds(graph),
    ...proveStart(graph),
    ...proveStates(graph),
    ...proveTransitions(graph, effects),
    ...proveTimeouts(graph),
  ]
}

function proveIds({ definition, states }: WorkflowGraph): WorkflowProblem[] {
  const fault = (kind: WorkflowProblemKind, at: string, sentence: string): WorkflowProblem => {
    return { kind, at, sentence, path: [] }
  }
  const used = [
    { by: 'le départ du parcours', id: definition.start },
    ...definition.transitions.flatMap(({ label, from, to }) =>
      [...from, ...(to === 'same' ? [] : [to])].map((id) => ({ by: `l’action ${quoted(label)}`, id })),
    ),
  ]
  const unknown = used.filter(({ id }) => !states.has(id))
  const given = [
    ...definition.states.map(({ id }) => id),
    ...definition.transitions.map(({ id }) => `action ${id}`),
  ]
  const twice = [...new Set(given.filter((id, at) => given.indexOf(id) !== at))]
  const reserved = definition.states.filter(({ id }) => id === 'same')
  return [
    ...unknown.map(({ by, id }) =>
      fault('unknownId', id, `L’état ${quoted(id)}, cité par ${by}, n’existe pas.`),
    ),
    ...twice.map((id) =>
      fault('duplicateId', id.replace('action ', ''), `L’identifiant ${quoted(id)} sert deux fois.`),
    ),
    ...reserved.map(({ id }) =>
      fault(
        'duplicateId',
        id,
        `L’identifiant ${quoted(id)} est réservé\u00a0: il veut dire «\u00a0rester\u00a0».`,
      ),
    ),
  ]
}
