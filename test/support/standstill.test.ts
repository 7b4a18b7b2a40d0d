// A run is judged again only where the machine itself stood still, and on the files that failed.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { failedFiles, watchStandstill } from './standstill.ts'

describe('a machine that stands still', () => {
  it('is told from one that is busy', async () => {
    let clock = 0
    const watch = watchStandstill(() => clock, 1)
    clock += 29_000
    await wait(20)
    assert.equal(watch.seconds(), 0, 'a beat that is late')
    clock += 1_018_000
    await wait(20)
    assert.equal(watch.seconds(), 1018)
    await wait(20)
    watch.stop()
    assert.equal(watch.seconds(), 1018, 'counted once')
  })

  it('leaves the names of the files where tests failed', () => {
    const faults = `✖ failing tests:

test at src/services/counter/routes.test.ts:303:3
✖ are said as they are (1018932.49ms)
  AssertionError at file:///somewhere/src/services/counter/routes.test.ts:305:12

test at src/services/counter/routes.test.ts:340:3
test at test/journeys/pothole.test.ts:12:5
`
    assert.deepEqual(failedFiles(faults), [
      'src/services/counter/routes.test.ts',
      'test/journeys/pothole.test.ts',
    ])
    assert.deepEqual(failedFiles('2 passed, 1 failed'), [])
  })
})
