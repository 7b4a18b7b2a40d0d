// docs/asvs.json says which test shows which requirement of OWASP ASVS 5.0: only tests that exist, each under its own title.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { z } from 'zod'

const root = join(import.meta.dirname, '../..')
const Matrix = z.strictObject({
  standard: z.literal('OWASP ASVS 5.0'),
  requirements: z.array(
    z.strictObject({
      id: z.string().regex(/^V([1-9]|1[0-7])\.\d+\.\d+$/),
      level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
      what: z.string().min(10),
      tests: z.array(z.strictObject({ file: z.string().regex(/\.test\.ts$/), title: z.string() })).min(1),
    }),
  ),
})
const { requirements } = Matrix.parse(JSON.parse(readFileSync(join(root, 'docs/asvs.json'), 'utf8')))

describe('the matrix of ASVS requirements', () => {
  it('names each requirement once', () => {
    const ids = requirements.map(({ id }) => id)
    assert.deepEqual([...new Set(ids)], ids)
    assert.ok(ids.length >= 40)
  })

  it('names tests that exist', () => {
    for (const { id, tests } of requirements)
      for (const { file, title } of tests) {
        const source = readFileSync(join(root, file), 'utf8')
        const calls = ['test', 'it'].flatMap((call) => [`${call}('${title}'`, `${call}(\`${title}\``])
        // Long titles stand on a line of their own.
        const isThere = calls.some((call) => source.includes(call)) || source.includes(`\n    '${title}',\n`)
        assert.ok(isThere, `${id}: « ${title} » is not in ${file}`)
      }
  })
})
