// Texts that have a shape, and how somebody is called.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { trying } from '../sample.fixture.ts'
import { exampleOf, LONGEST, match, readPattern } from './pattern.ts'

const signsOf = (pattern: string) => {
  const read = readPattern(pattern)
  if ('signs' in read) return read.signs
  throw new Error(`${pattern}: ${read.fault}`)
}
const kept = (pattern: string, typed: string) => match(signsOf(pattern), typed)

test('a shape is written with signs that everybody reads', () => {
  assert.equal(kept('W999999999', 'w 691 234 567'), 'W691234567')
  assert.equal(kept('W999999999', 'W69123456'), null)
  assert.equal(kept('W999999999', 'W6912345678'), null)
  assert.equal(kept('99-AAA', '12abc'), '12-ABC')
  assert.equal(kept('9{1,4} A{2,3} 99', '123abc69'), '123 ABC 69')
  assert.equal(kept('9{1,4} A{2,3} 99', '12345abc69'), null)
  assert.equal(kept('999A?', '123'), '123')
  assert.equal(kept('999A?', '123b'), '123B')
  assert.equal(kept('*{3,5}', 'a1b2'), 'A1B2')
  assert.equal(kept('\\9\\A9', '9a5'), '9A5')
  assert.equal(kept('n°99', 'N°12'), 'n°12')
  // What may be left out is found, wherever the rest ends.
  assert.equal(kept('9?9?9?A', '12a'), '12A')
})

test('a shape that cannot be read is refused, and why', () => {
  for (const [pattern, fault] of [
    ['?9', /ne suit rien/],
    ['9??', /ne suit rien/],
    ['9{2', /n’est pas fermée/],
    ['9{4,2}', /le plus petit nombre vient d’abord/],
    ['9?A?', /ne demande rien/],
    ['9{1,40}A{1,40}', /plus de 60 signes/],
    ['9{0,99}', /le plus petit/],
    ['9\\', /n’est pas fermée/],
  ] as const) {
    const read = readPattern(pattern)
    assert.match('fault' in read ? read.fault : 'read', fault, pattern)
  }
  const { faults } = trying('formatted-text')
  assert.deepEqual(faults(), [])
  assert.match(faults({ pattern: '9{2' }).join(), /« it » a une forme qui ne se lit pas/)
  assert.match(faults({ wrong: undefined }).join(), /doit dire ce qu’on lit/)
  assert.match(faults({ pattern: undefined }).join(), /doit dire la forme/)
})

test('what the author says is what is read of another shape', () => {
  const { answer, problem, summary } = trying('formatted-text', {
    pattern: 'W999999999',
    wrong: 'Le numéro RNA commence par W : il est sur le récépissé.',
  })
  assert.equal(answer('w691234567'), 'W691234567')
  assert.equal(problem('691234567'), 'Le numéro RNA commence par W : il est sur le récépissé.')
  assert.equal(summary('W 691234567'), 'W691234567')
})

/** Shapes of any signs of the language. */
const anyPattern = fc
  .array(fc.constantFrom('9', 'A', '*', '9?', 'A?', '*{0,9}', '9{2,5}', '-', ' ', 'W', '\\?'), {
    minLength: 1,
    maxLength: 12,
  })
  .map((parts) => parts.join(''))
  .filter((pattern) => 'signs' in readPattern(pattern))

test('its own example has the shape, and what is kept is kept again', () => {
  fc.assert(
    fc.property(anyPattern, fc.string({ maxLength: 30 }), (pattern, typed) => {
      const signs = signsOf(pattern)
      const example = match(signs, exampleOf(signs))
      assert.notEqual(example, null, pattern)
      for (const once of [example, match(signs, typed)])
        if (once !== null) assert.equal(match(signs, once), once, `${pattern} « ${typed} »`)
    }),
  )
})

test('no shape and no text cost more than both their lengths', () => {
  // What ruins expressions of programs: everything perhaps, and an end that never comes.
  const signs = signsOf(`${'*?'.repeat(LONGEST - 1)}9`)
  const started = performance.now()
  for (let turn = 0; turn < 40; turn += 1) assert.equal(match(signs, 'A'.repeat(LONGEST)), null)
  assert.equal(match(signs, '1'.repeat(100_000)), null)
  assert.ok(performance.now() - started < 2_000)
})

test('somebody is called one of two ways', () => {
  const { answer, problem, summary } = trying('civility')
  assert.equal(answer('monsieur'), 'monsieur')
  assert.equal(summary('madame'), 'Madame')
  assert.match(problem('constructor'), /Madame ou Monsieur/)
})

test('a sentence is agreed with by a box, and read again whole', () => {
  const { answer, problem, judge, summary, faults } = trying('consent')
  assert.equal(answer('oui'), true)
  assert.deepEqual(judge(''), { empty: true })
  assert.match(problem('non'), /Cochez la case/)
  assert.equal(summary('oui'), 'Accepté : « Je garderai ce vélo trois ans. »')
  assert.equal(faults({ sentence: undefined }).length, 1)
})
