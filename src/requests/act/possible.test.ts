// What the conditions of a workflow read of a request.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { system } from '#platform/actor.ts'
import type { WorkflowDefinition } from '#workflows'
import type { RequestRow } from '../record/queries.ts'
import { contextFor, possibleTransitions } from './possible.ts'

const NOW = new Date('2026-11-23T13:38:00Z')
const request = (change: Partial<RequestRow>) =>
  ({
    answers: { lane: 'road' },
    channel: 'web',
    serviceSlug: 'trou',
    contactEmail: null,
    closedAt: null,
    ...change,
  }) as RequestRow

test('somebody is reachable who has an address, and answers stand beside the facts', () => {
  const facts = (change: Partial<RequestRow>) => contextFor(request(change), [], NOW).facts
  assert.deepEqual(facts({}), { lane: 'road', channel: 'web', service: 'trou', reachable: false })
  assert.equal(facts({ contactEmail: 'a@b.example' })['reachable'], true)
})

test('whole days are counted since it was closed, and none while it is open', () => {
  const since = (closedAt: string | null) =>
    contextFor(request({ closedAt: closedAt === null ? null : new Date(closedAt) }), ['resident'], NOW)
  assert.equal(since(null).closedDaysAgo, null)
  assert.equal(since('2026-11-23T13:37:00Z').closedDaysAgo, 0)
  assert.equal(since('2026-11-21T13:39:00Z').closedDaysAgo, 1)
  assert.equal(since('2026-11-21T13:38:00Z').closedDaysAgo, 2)
  assert.deepEqual(since(null).roles, ['resident'])
})

test('what one may do is told for the roles asked, or for all', () => {
  const workflow = {
    transitions: [
      { id: 'expire', who: ['system'], from: ['waiting'] },
      { id: 'ask', who: ['handler'], from: ['waiting'] },
    ],
  } as unknown as WorkflowDefinition
  const ids = (...as: Parameters<typeof possibleTransitions>[4][]) =>
    possibleTransitions(workflow, request({ state: 'waiting' }), system, NOW, ...as).map(({ id }) => id)
  assert.deepEqual(ids(), ['expire'])
  assert.deepEqual(ids(['system', 'handler']), ['expire'])
  assert.deepEqual(ids(['handler', 'resident']), [])
})
