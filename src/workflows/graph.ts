// A workflow as a graph: who can really go from which state to which, and by what shortest path.
import type { State, Transition, WorkflowDefinition } from './definition.ts'

/** One way out of a state. */
export interface Exit {
  from: State
  to: State
  transition: Transition
}

export interface WorkflowGraph {
  definition: WorkflowDefinition
  states: ReadonlyMap<string, State>
  /** Ways to another state that somebody may take; a timeout counts, a `system` transition without one does not. */
  exitsFrom(stateId: string): readonly Exit[]
  /** Shortest path from the start, or null when the state is out of reach. */
  pathTo(stateId: string): readonly Transition[] | null
}

/** Builds the graph. Unknown states are left out: the prover names them apart. */
export function graphOf(definition: WorkflowDefinition): WorkflowGraph {
  const states = new Map(definition.states.map((state) => [state.id, state]))
  const exits = new Map(definition.states.map((state) => [state.id, exitsOf(state, definition, states)]))
  const exitsFrom = (stateId: string) => exits.get(stateId) ?? []
  const paths = shortestPaths(states.has(definition.start) ? definition.start : null, exitsFrom)
  return { definition, states, exitsFrom, pathTo: (stateId) => paths.get(stateId) ?? null }
}

/** The shortest path, as labels, that takes this transition from one of its states; its label alone if out of reach. */
export function pathThrough(graph: WorkflowGraph, transition: Transition): string[] {
  const ways = transition.from.map((id) => graph.pathTo(id)).filter((path) => path !== null)
  const shortest = ways.sort((a, b) => a.length - b.length)[0] ?? []
  return [...labelsOf(shortest), transition.label]
}

/** The shortest path to a state, as labels; empty when out of reach. */
export function labelsTo(graph: WorkflowGraph, stateId: string): string[] {
  return labelsOf(graph.pathTo(stateId) ?? [])
}

/** States from which some done state can be reached. */
export function statesThatCanEnd(graph: WorkflowGraph): ReadonlySet<string> {
  const states = [...graph.states.values()]
  const ending = new Set(states.filter((state) => state.kind === 'done').map((state) => state.id))
  for (let before = -1; before !== ending.size; ) {
    before = ending.size
    for (const { id } of states) {
      if (graph.exitsFrom(id).some((exit) => ending.has(exit.to.id))) ending.add(id)
    }
  }
  return ending
}

function labelsOf(path: readonly Transition[]): string[] {
  return path.map((transition) => transition.label)
}

function exitsOf(from: State, definition: WorkflowDefinition, states: ReadonlyMap<string, State>): Exit[] {
  return definition.transitions.flatMap((transition) => {
    const to = states.get(transition.to)
    const leaves = transition.from.includes(from.id) && to !== undefined && to.id !== from.id
    return leaves && isTakable(transition, from) ? [{ from, to, transition }] : []
  })
}

function isTakable(transition: Transition, from: State): boolean {
  const timed = from.timeout?.transition === transition.id
  return transition.who.some((role) => role !== 'system' || timed)
}

function shortestPaths(start: string | null, exitsFrom: (id: string) => readonly Exit[]) {
  const paths = new Map<string, readonly Transition[]>(start === null ? [] : [[start, []]])
  for (const [id, path] of paths) {
    for (const { to, transition } of exitsFrom(id)) {
      if (!paths.has(to.id)) paths.set(to.id, [...path, transition])
    }
  }
  return paths
}
