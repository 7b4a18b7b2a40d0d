// The interpreter: who may do what, when, and what it gives.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WorkflowRole } from './definition.ts'
import type { ActingContext, RefusalReason } from './interpreter.ts'
import { applyTransition, startState, stateOf, TransitionRefused, transitionsFor } from './interpreter.ts'
import { sampleWorkflow } from './sample.fixture.ts'
import { workflowSchema } from './schema.ts'

const workflow = sampleWorkflow()
const as = (...roles: WorkflowRole[]): ActingContext => ({ roles, facts: {} })
const ids = (stateId: string, context: ActingContext) =>
  transitionsFor(workflow, stateId, context).map((one) => one.id)

test('each role sees its transitions, in the order of the definition', () => {
  assert.equal(startState(workflow).id, 'new')
  assert.deepEqual(ids('new', as('handler')), ['take'])
  assert.deepEqual(ids('new', as('manager', 'handler')), ['take', 'assign'])
  assert.deepEqual(ids('new', as('resident', 'observer')), [])
  assert.deepEqual(ids('waiting', as('system')), ['expire'])
  assert.deepEqual(ids('waiting', as()), [])
})

test('taking a transition gives its state and effects; "same" stays', () => {
  const taken = applyTransition(workflow, 'new', 'take', as('handler'))
  assert.equal(taken.state.id, 'active')
  assert.deepEqual(taken.effects, [{ name: 'assignActor' }])
  assert.equal(applyTransition(workflow, 'new', 'assign', as('manager')).state.id, 'new')
})

test('residents reopen for 15 days after closing; agents later too', () => {
  const resident = (closedDaysAgo?: number): ActingContext => {
    return closedDaysAgo === undefined ? as('resident') : { ...as('resident'), closedDaysAgo }
  }
  assert.deepEqual(ids('closed', resident(0)), ['reopen'])
  assert.deepEqual(ids('closed', resident(15)), ['reopen'])
  assert.deepEqual(ids('closed', resident(16)), [])
  assert.deepEqual(ids('closed', resident()), [])
  assert.deepEqual(ids('closed', { ...as('reception'), closedDaysAgo: 200 }), ['reopen'])
})

test('a condition is read from the facts', () => {
  const guarded = { ...workflow, transitions: workflow.transitions.map((one) => ({ ...one })) }
  const take = guarded.transitions[0]
  assert.ok(take)
  take.when = { op: 'is', of: 'placeKind', value: 'road' }
  const may = (facts: Record<string, unknown>) =>
    transitionsFor(guarded, 'new', { roles: ['handler'], facts }).length
  assert.equal(may({}), 0)
  assert.equal(may({ placeKind: 'road' }), 1)
})

test('refusals say why', () => {
  const refused = (reason: RefusalReason, stateId: string, id: string, context: ActingContext) =>
    assert.throws(
      () => applyTransition(workflow, stateId, id, context),
      (error) => error instanceof TransitionRefused && error.reason === reason && error.message.endsWith('.'),
    )
  refused('unknownTransition', 'new', 'fly', as('handler'))
  refused('wrongState', 'closed', 'take', as('handler'))
  refused('wrongRole', 'new', 'take', as('resident'))
  refused('tooLate', 'closed', 'reopen', { ...as('resident'), closedDaysAgo: 16 })
  assert.throws(() => stateOf(workflow, 'nowhere'), RangeError)
})

test('the schema keeps a sound definition as it is, and refuses others', () => {
  assert.deepEqual(workflowSchema.parse(JSON.parse(JSON.stringify(workflow))), workflow)
  const [state] = workflow.states
  for (const bad of [
    { ...workflow, more: 1 },
    { ...workflow, states: [] },
    { ...workflow, states: [{ ...state, kind: 'odd' }] },
  ]) {
    assert.equal(workflowSchema.safeParse(bad).success, false)
  }
})
