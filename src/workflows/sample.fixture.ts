// A small sound workflow, for the tests of this module.
import type { State, Transition, WorkflowDefinition } from './definition.ts'

function state(id: string, more: Partial<State>): State {
  const texts = { label: `État ${id}`, residentLabel: id, residentText: id }
  return { id, ...texts, kind: 'active', tone: 'info', owner: 'handler', clock: 'running', ...more }
}

/** A transition with what the tests do not care about filled in. */
export function transition(given: Partial<Transition> & Pick<Transition, 'id' | 'from' | 'to'>): Transition {
  return { label: given.id, who: ['handler'], effects: [], residentSays: null, agentSays: given.id, ...given }
}

/** new -> active <-> waiting; both end closed, and a closed request may be reopened for 15 days. */
export function sampleWorkflow(): WorkflowDefinition {
  const states = [
    state('new', { kind: 'new' }),
    state('active', {}),
    state('waiting', {
      kind: 'waiting',
      owner: 'resident',
      clock: 'paused',
      timeout: { days: 30, transition: 'expire' },
    }),
    state('closed', { kind: 'done', owner: 'nobody', clock: 'stopped' }),
  ]
  const transitions = [
    transition({
      id: 'take',
      from: ['new'],
      to: 'active',
      who: ['handler', 'reception'],
      effects: [{ name: 'assignActor' }],
    }),
    transition({
      id: 'assign',
      from: ['new', 'active'],
      to: 'same',
      who: ['manager'],
      asks: ['agent'],
      effects: [{ name: 'assignChosen' }],
    }),
    transition({
      id: 'ask',
      from: ['active'],
      to: 'waiting',
      asks: ['message'],
      effects: [{ name: 'messageResident' }, { name: 'firstAnswer' }],
    }),
    transition({
      id: 'reply',
      from: ['waiting'],
      to: 'active',
      who: ['resident'],
      effects: [{ name: 'notifyHandler' }],
    }),
    transition({
      id: 'handOver',
      from: ['active'],
      to: 'new',
      asks: ['target', 'reason'],
      effects: [{ name: 'handOver' }],
    }),
    transition({
      id: 'close',
      from: ['active'],
      to: 'closed',
      asks: ['message'],
      effects: [{ name: 'messageResident', template: 'solved' }, { name: 'firstAnswer' }, { name: 'close' }],
    }),
    transition({
      id: 'expire',
      from: ['waiting'],
      to: 'closed',
      who: ['system'],
      effects: [{ name: 'messageResident', template: 'expired' }, { name: 'close' }],
    }),
    transition({
      id: 'reopen',
      from: ['closed'],
      to: 'active',
      who: ['resident', 'reception'],
      withinDays: 15,
      effects: [{ name: 'reopen' }],
    }),
  ]
  return { id: 'sample', title: 'Exemple', start: 'new', states, transitions }
}
