// An archive written as it is read gives back what went in, whatever the names, the pieces, and what is no more.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { partOf } from './zip.ts'
import { zipStream } from './zip-stream.ts'

const AT = new Date('2026-11-23T13:38:00Z')

test('an archive gives back each file, and leaves out what is no more', async () => {
  const file = fc.record({
    name: fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }).filter((name) => !name.includes('PK')),
    pieces: fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 4 }),
    isGone: fc.boolean(),
  })
  const files = fc.uniqueArray(file, { maxLength: 6, selector: ({ name }) => name })
  await fc.assert(
    fc.asyncProperty(files, async (list) => {
      const entries = list.map(({ name, pieces, isGone }) => ({
        ...{ name, at: AT },
        open: () =>
          Promise.resolve(
            isGone
              ? null
              : (async function* () {
                  yield* pieces
                })(),
          ),
      }))
      const written: Buffer[] = []
      for await (const piece of zipStream(entries)) written.push(piece)
      const bytes = Buffer.concat(written)
      for (const { name, pieces, isGone } of list)
        assert.deepEqual(partOf(bytes, name, 1000), isGone ? null : Buffer.concat(pieces))
    }),
    { numRuns: 40 },
  )
})
