// Parts of a file as browsers and readers of PDF ask for them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rangeOf } from './range.ts'

test('one range is read, several or none are the whole, and what is past the end is not there', () => {
  const cases: [header: string | null, size: number, asked: ReturnType<typeof rangeOf>][] = [
    [null, 100, null],
    ['bytes=0-9', 100, { start: 0, end: 9 }],
    ['bytes=90-', 100, { start: 90, end: 99 }],
    ['bytes=90-500', 100, { start: 90, end: 99 }],
    ['bytes=-10', 100, { start: 90, end: 99 }],
    ['bytes=-500', 100, { start: 0, end: 99 }],
    ['bytes=100-', 100, 'unsatisfiable'],
    ['bytes=-0', 100, 'unsatisfiable'],
    ['bytes=9-0', 100, null],
    ['bytes=-', 100, null],
    ['bytes=0-1,5-6', 100, null],
    ['lines=0-1', 100, null],
    [`bytes=0-${'9'.repeat(400)}`, 100, null],
  ]
  for (const [header, size, asked] of cases) assert.deepEqual(rangeOf(header, size), asked, String(header))
})
