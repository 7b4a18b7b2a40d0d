// Units of an agent in words: all of them in a file, the first of them where somebody reads a list.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AgentPost } from '#people'
import type { Territory } from '#territory'
import { unitsText } from './words.ts'

const units = [1, 2, 3, 4, 5].map((id) => ({ id, name: `Service ${id}`, authorityId: 2 }))
const place = {
  metropolis: { id: 1 },
  unit: (id: number) => units[id - 1],
  authority: () => ({ name: 'Mairie de Mions' }),
} as unknown as Territory
const posts = (...ids: number[]) => ids.map((unitId) => ({ unitId }) as AgentPost)

test('a long list of units names the first; one more is named rather than counted', () => {
  assert.equal(
    unitsText(posts(1, 2, 3, 4, 5), place, true),
    'Service 1, Service 2, Service 3, Service 4, Service 5',
  )
  assert.equal(
    unitsText(posts(1, 2, 3, 4, 5, 5), place, true, 3),
    'Service 1, Service 2, Service 3 et 2 autres',
  )
  assert.equal(
    unitsText(posts(1, 2, 3, 4), place, false, 3),
    'Service 1, Service 2, Service 3, Service 4 (Mairie de Mions)',
  )
})
