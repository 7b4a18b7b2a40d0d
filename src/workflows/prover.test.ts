// The prover: one broken workflow for each refusal, and no closing without a message, whatever is mutated.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { State, Transition, WorkflowDefinition } from './definition.ts'
import { hasEffect } from './effects.ts'
import type { WorkflowProblemKind } from './problem.ts'
import { proveWorkflow } from './prover.ts'
import { sampleWorkflow, transition } from './sample.fixture.ts'
import { houseOf } from '../app.ts'

const { effects } = houseOf({ demo: false })

const ask = { op: 'answered' as const, of: 'photo' }

function changeState(id: string, change: (state: State) => State): WorkflowDefinition {
  const workflow = sampleWorkflow()
  return { ...workflow, states: workflow.states.map((one) => (one.id === id ? change(one) : one)) }
}

function change(id: string, changes: Partial<Transition>): WorkflowDefinition {
  const workflow = sampleWorkflow()
  const transitions = workflow.transitions.map((one) => (one.id === id ? { ...one, ...changes } : one))
  return { ...workflow, transitions }
}

function without(...ids: string[]): WorkflowDefinition {
  const workflow = sampleWorkflow()
  return { ...workflow, transitions: workflow.transitions.filter((one) => !ids.includes(one.id)) }
}

function added(...more: Transition[]): WorkflowDefinition {
  const workflow = sampleWorkflow()
  return { ...workflow, transitions: [...workflow.transitions, ...more] }
}

function withTimeout(timeout: State['timeout']): WorkflowDefinition {
  return changeState('waiting', (state) => {
    const changed = { ...state }
    delete changed.timeout
    return timeout === undefined ? changed : { ...changed, timeout }
  })
}

function refused(workflow: WorkflowDefinition, kind: WorkflowProblemKind, at: string, path: string[]) {
  const problems = proveWorkflow(workflow, effects)
  const found = problems.find((one) => one.kind === kind && one.at === at)
  assert.ok(found, `${kind} ${at} not in ${JSON.stringify(problems)}`)
  assert.deepEqual(found.path, path)
  assert.match(found.sentence, /^\p{Lu}.*\.$/u)
}

test('a sound workflow has no problem', () => {
  assert.deepEqual(proveWorkflow(sampleWorkflow(), effects), [])
})

test('unknown, repeated and reserved ids', () => {
  refused({ ...sampleWorkflow(), start: 'limbo' }, 'unknownId', 'limbo', [])
  refused(change('take', { to: 'limbo' }), 'unknownId', 'limbo', [])
  refused(change('take', { from: ['new', 'limbo'] }), 'unknownId', 'limbo', [])
  refused(added(transition({ id: 'take', from: ['new'], to: 'active' })), 'duplicateId', 'take', [])
  const workflow = sampleWorkflow()
  refused({ ...workflow, states: [...workflow.states, ...workflow.states] }, 'duplicateId', 'new', [])
  refused(
    changeState('new', (state) => ({ ...state, id: 'same' })),
    'duplicateId',
    'same',
    [],
  )
})

test('states: unreachable, dead end, left by nobody, by condition only, or for ever', () => {
  refused(without('ask'), 'unreachable', 'waiting', [])
  refused(change('ask', { who: ['system'] }), 'unreachable', 'waiting', [])
  refused(without('ask', 'close', 'handOver'), 'deadEnd', 'active', ['take'])
  refused(withoutExit(), 'nobodyCanLeave', 'active', ['take'])
  refused(change('take', { who: ['resident'] }), 'nobodyCanLeave', 'new', [])
  refused(change('take', { who: ['resident'], withinDays: 3 }), 'nobodyCanLeave', 'new', [])
  refused(change('take', { when: ask }), 'conditionalExit', 'new', [])
  // A way that residents have for some days only is none for a request that meets no condition.
  const briefly = transition({
    id: 'renounce',
    from: ['new'],
    to: 'closed',
    who: ['resident'],
    withinDays: 3,
  })
  const conditional = change('take', { when: ask })
  refused(
    { ...conditional, transitions: [...conditional.transitions, briefly] },
    'conditionalExit',
    'new',
    [],
  )
  const loop = without('close', 'expire')
  refused(loop, 'unbounded', 'active', ['take'])
  refused(loop, 'unbounded', 'new', [])
})

function withoutExit(): WorkflowDefinition {
  const workflow = without('ask', 'handOver')
  return {
    ...workflow,
    transitions: workflow.transitions.map((one) => (one.id === 'close' ? { ...one, who: [] } : one)),
  }
}

test('conditions that leave no case out are a way out', () => {
  const other = transition({ id: 'skip', from: ['new'], to: 'active', when: { op: 'empty', of: 'photo' } })
  const workflow = change('take', { when: ask })
  assert.deepEqual(proveWorkflow({ ...workflow, transitions: [...workflow.transitions, other] }, effects), [])
})

test('owners and waiting', () => {
  refused(
    changeState('active', (state) => ({ ...state, owner: 'nobody' })),
    'noOwner',
    'active',
    ['take'],
  )
  refused(withTimeout(undefined), 'noTimeout', 'waiting', ['take', 'ask'])
  const unpaused = withTimeout(undefined)
  refused(
    { ...unpaused, states: unpaused.states.map((one) => ({ ...one, clock: 'running' as const })) },
    'noTimeout',
    'waiting',
    ['take', 'ask'],
  )
  refused(
    changeState('active', (state) => ({ ...state, clock: 'paused' })),
    'noTimeout',
    'active',
    ['take'],
  )
})

test('timeouts that cannot happen', () => {
  const path = ['take', 'ask']
  refused(withTimeout({ days: 30, transition: 'nothing' }), 'badTimeout', 'waiting', path)
  refused(withTimeout({ days: 0, transition: 'expire' }), 'badTimeout', 'waiting', path)
  refused(withTimeout({ days: 30, transition: 'close' }), 'badTimeout', 'waiting', path)
  refused(withTimeout({ days: 30, transition: 'reply' }), 'badTimeout', 'waiting', path)
  refused(change('expire', { when: ask }), 'badTimeout', 'waiting', path)
  refused(change('expire', { to: 'same' }), 'badTimeout', 'waiting', path)
  refused(change('expire', { effects: [{ name: 'messageResident' }] }), 'badTimeout', 'waiting', path)
})

test('ends without an answer', () => {
  refused(change('close', { effects: [{ name: 'close' }] }), 'silentEnd', 'close', ['take', 'close'])
  refused(change('take', { effects: [{ name: 'close' }] }), 'silentEnd', 'take', ['take'])
  refused({ ...sampleWorkflow(), start: 'closed' }, 'silentEnd', 'closed', [])
})

test('effects that no module brings', () => {
  const workflow = change('take', { effects: [{ name: 'assignActor' }, { name: 'fly' }] })
  refused(workflow, 'unknownEffect', 'take', ['take'])
  const [only, ...more] = proveWorkflow(workflow, effects)
  assert.deepEqual(more, [])
  assert.match(
    only?.sentence ?? '',
    /^L’action «.take.» cause «.fly.», un effet qui n’existe pas\. Ceux qui existent.: messageResident, .*, askRating[, \w]*\.$/,
  )
})

test('effects without what they need', () => {
  refused(change('ask', { asks: [] }), 'missingMessage', 'ask', ['take', 'ask'])
  refused(change('ask', { who: ['handler', 'system'] }), 'missingMessage', 'ask', ['take', 'ask'])
  refused(change('assign', { asks: ['reason'] }), 'missingAgent', 'assign', ['assign'])
  refused(change('handOver', { asks: ['reason'] }), 'missingTarget', 'handOver', ['take', 'handOver'])
  refused(change('assign', { who: ['manager', 'system'] }), 'missingAgent', 'assign', ['assign'])
  const planning: Partial<Transition> = { effects: [{ name: 'planDate' }], asks: ['agent'] }
  refused(change('assign', planning), 'missingDate', 'assign', ['assign'])
  assert.deepEqual(proveWorkflow(change('assign', { ...planning, asks: ['date'] }), effects), [])
  const explained = [
    { name: 'explain', sentence: 'Dit.', asks: { input: 'reason' as const, otherwise: 'se tait.' } },
  ]
  assert.deepEqual(
    proveWorkflow(change('assign', { effects: [{ name: 'explain' }] }), [...effects, ...explained]).map(
      ({ kind, sentence }) => [kind, sentence.replaceAll('\u00a0', ' ')],
    ),
    [['missingReason', 'L’action « assign » se tait.']],
  )
})

// Random workflows that are sound by construction: a chain of states, each of which may be closed with a message.
const soundWorkflow = fc
  .array(fc.boolean(), { minLength: 1, maxLength: 8 })
  .map((shortcuts): WorkflowDefinition => {
    const sample = sampleWorkflow()
    const [open, closed] = [sample.states[1], sample.states[3]]
    assert.ok(open && closed)
    const effects = [{ name: 'messageResident', template: 't' }, { name: 'close' }] as Transition['effects']
    const chain = shortcuts.map((_, i) => ({ ...open, id: `s${i}` }))
    const next = chain
      .slice(1)
      .map((_, i) => transition({ id: `next${i}`, from: [`s${i}`], to: `s${i + 1}` }))
    const early = shortcuts.flatMap((has, i) =>
      has ? [transition({ id: `end${i}`, from: [`s${i}`], to: 'closed', effects })] : [],
    )
    const last = transition({ id: 'end', from: [`s${chain.length - 1}`], to: 'closed', effects })
    return { ...sample, start: 's0', states: [...chain, closed], transitions: [...next, ...early, last] }
  })

test('a promise asks for its day and is told to the resident', () => {
  const sample = sampleWorkflow()
  const promising = (more: Partial<Transition>) =>
    proveWorkflow(
      {
        ...sample,
        transitions: [
          ...sample.transitions,
          transition({ id: 'promise', from: ['active'], to: 'same', ...more }),
        ],
      },
      effects,
    ).map(({ kind }) => kind)
  const promised: Transition['effects'] = [
    { name: 'promiseDate' },
    { name: 'messageResident', template: 'new-date' },
  ]
  assert.deepEqual(promising({ asks: ['date'], effects: promised }), [])
  assert.deepEqual(promising({ effects: promised }), ['missingDate'])
  assert.deepEqual(promising({ asks: ['date'], effects: promised.slice(0, 1) }), ['silentPromise'])
})

test('dropping the message of any closing transition is always refused', () => {
  fc.assert(
    fc.property(soundWorkflow, fc.nat(), (workflow, pick) => {
      assert.deepEqual(proveWorkflow(workflow, effects), [])
      const closing = workflow.transitions.filter((one) => hasEffect(one, { name: 'close' }))
      const chosen = closing[pick % closing.length]
      const transitions = workflow.transitions.map((one) =>
        one === chosen
          ? { ...one, effects: one.effects.filter((effect) => effect.name !== 'messageResident') }
          : one,
      )
      const problems = proveWorkflow({ ...workflow, transitions }, effects)
      assert.deepEqual(
        problems.map(({ kind, at }) => [kind, at]),
        [['silentEnd', chosen?.id]],
      )
      assert.equal(problems[0]?.path.at(-1), chosen?.label)
    }),
  )
})
