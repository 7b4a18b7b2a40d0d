// Whoever solves all that is told of a wave together (lists, tables crossed with each question, choices among several) finds no figure under
// five; nor of two waves, of which nothing is shared but the questions.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readQuestions } from '../asked/questions.ts'
import { LEAST } from '#platform/told/few.ts'
import { type Equation, most } from '#platform/told/solver.fixture.ts'
import { resultsOf } from './figures.ts'

const read = readQuestions(
  'Essai',
  `Métier ?
- Bureau
- Terrain
- Accueil

Avis ?
- Oui
- Plutôt
- Non

Outils ? (plusieurs réponses) (facultatif)
- Mail
- Borne

Dites (tableau)
+ À temps
- Bien
- Mal`,
)
const form = 'form' in read ? read.form : assert.fail()

interface Person {
  q1: string
  q2: string
  q3: string[]
  q4: [string]
}

/** All that somebody may have answered: the unknown is how many did. */
const KINDS: Person[] = ['r1', 'r2', 'r3'].flatMap((q1) =>
  ['r1', 'r2', 'r3'].flatMap((q2) =>
    [[], ['r1'], ['r2'], ['r1', 'r2']].flatMap((q3) =>
      ['r1', 'r2'].map((one): Person => ({ q1, q2, q3, q4: [one] })),
    ),
  ),
)
const where = (holds: (one: Person) => boolean): number[] =>
  KINDS.flatMap((one, at) => (holds(one) ? [at] : []))

const LABELS: Readonly<Record<string, readonly string[]>> = {
  q1: ['Bureau', 'Terrain', 'Accueil'],
  q2: ['Oui', 'Plutôt', 'Non'],
  q3: ['Mail', 'Borne'],
  'q4-1': ['Bien', 'Mal'],
}
const has = (one: Person, id: string, label: string): boolean => {
  const value = `r${(LABELS[id]?.indexOf(label) ?? -1) + 1}`
  return [one[id.slice(0, 2) as keyof Person]].flat().includes(value)
}

/** What is told, as equations. */
function equationsOf(all: readonly Person[]): Equation[] {
  const { count, questions } = resultsOf(form, 'q1', all as never)
  if (count === null) return []
  return [
    { of: where(() => true), is: count },
    ...questions.flatMap(({ id, groups, apart = [], crossing }) => [
      ...groups.map(({ labels, count: is }) => ({
        of: where((one) => labels.some((label) => has(one, id, label))),
        is,
      })),
      ...apart.flatMap(({ label, count: is }) =>
        is === null ? [] : [{ of: where((one) => has(one, id, label)), is }],
      ),
      ...(crossing?.columns ?? []).flatMap(({ label: who, counts }) =>
        counts.map((is, at) => ({
          of: where(
            (one) =>
              who.split(', ').some((label) => has(one, 'q1', label)) &&
              (groups[at]?.labels ?? []).some((label) => has(one, id, label)),
          ),
          is,
        })),
      ),
    ]),
  ]
}

/** Each figure that somebody would like: an answer, one by who gave it, a choice made or not. */
const SOUGHT: (readonly [string, number[]])[] = Object.entries(LABELS)
  .flatMap(([id, labels]) =>
    labels.flatMap((label) => [
      [`${id} ${label}`, where((one) => has(one, id, label))] as const,
      [`${id} not ${label}`, where((one) => !has(one, id, label))] as const,
      ...(LABELS.q1 ?? []).map(
        (who) =>
          [`${id} ${label} by ${who}`, where((one) => has(one, id, label) && has(one, 'q1', who))] as const,
      ),
    ]),
  )
  .filter(([, of]) => of.length > 0)

const wave = fc.array(
  fc.record({
    q1: fc.constantFrom('r1', 'r1', 'r1', 'r2', 'r2', 'r3'),
    q2: fc.constantFrom('r1', 'r1', 'r1', 'r2', 'r2', 'r3'),
    q3: fc.subarray(['r1', 'r2']),
    q4: fc.constantFrom('r1', 'r1', 'r1', 'r2').map((one): [string] => [one]),
  }),
  { minLength: LEAST, maxLength: 90, size: 'max' },
)

/** Enough of each, so that crossed figures are told. */
const EVEN = KINDS.filter(({ q3 }) => q3.length === 1).flatMap((one) => [one, one, one])

test('of all that is told together, no figure under five is found, nor known to be one', () => {
  let crossings = 0
  const solve = (all: Person[]) => {
    const told = equationsOf(all)
    crossings += resultsOf(form, 'q1', all as never).questions.filter(({ crossing }) => crossing).length
    const counts = KINDS.map(
      (kind) => all.filter((one) => JSON.stringify(one) === JSON.stringify(kind)).length,
    )
    for (const [name, of] of SOUGHT) {
      const is = of.reduce((sum, at) => sum + (counts[at] ?? 0), 0)
      if (is >= LEAST) continue
      assert.ok(most(KINDS.length, told, of) > LEAST - 1 + 1e-6, `${name} is known to be few: ${is}`)
    }
  }
  fc.assert(
    fc.property(wave, wave, (before, now) => {
      solve([...before, ...EVEN])
      solve(now)
    }),
    { numRuns: 7 },
  )
  assert.ok(crossings > 0)
})
