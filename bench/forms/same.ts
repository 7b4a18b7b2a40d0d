// One form, said of nobody’s engine: 400 questions, of which 200 are asked under a rule that reads questions before them; and answers to it,
// some missing, some wrong. Drawn from a seed: the same at each run.

type Kind = 'text' | 'number' | 'choice' | 'yesNo'
export type Given = string | number | boolean

/** What a rule compares. */
export type Compared = { of: string } & ({ is: Given } | { atLeast: number })

export interface Question {
  id: string
  kind: Kind
  /** Asked only then: all of them hold, or one at least. */
  rule?: { all: boolean; of: readonly Compared[] }
}

export type Given400 = Readonly<Record<string, Given>>

/** What an engine says: how many questions are asked, and how many of them are wrong or missing. */
export interface Said {
  shown: number
  wrong: number
}

export const CHOICES = ['a', 'b', 'c'] as const
/** Characters of a text; what a number may be. */
export const LONGEST = 30
export const MOST = 100
export const PAGE = 20

const MANY = 400
const KINDS: readonly Kind[] = ['text', 'number', 'choice', 'yesNo']
/** Four questions asked of everybody, then four under a rule on those. */
const GROUP = 4
const SETS = 20

const letter = (n: number) => CHOICES[n % CHOICES.length] ?? 'a'

function ruleOf(n: number): Question['rule'] {
  const first = Math.floor(n / (2 * GROUP)) * 2 * GROUP
  const choice: Compared = { of: `q${first + 2}`, is: letter(n) }
  const number: Compared = { of: `q${first + 1}`, atLeast: (n * 7) % 50 }
  const yes: Compared = { of: `q${first + 3}`, is: true }
  const rules: Question['rule'][] = [
    { all: true, of: [choice] },
    { all: true, of: [choice, number] },
    { all: false, of: [choice, number, yes] },
    { all: false, of: [yes, number] },
  ]
  return rules[n % rules.length]
}

export const questions: readonly Question[] = Array.from({ length: MANY }, (_, n) => {
  const kind = KINDS[n % KINDS.length] ?? 'text'
  const rule = Math.floor(n / GROUP) % 2 === 1 ? ruleOf(n) : undefined
  return { id: `q${n}`, kind, ...(rule !== undefined && { rule }) }
})

function drawn(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff
    return state / 0x7fffffff
  }
}

const given: Readonly<Record<Kind, (random: number, isRead: boolean) => Given>> = {
  text: (random) => 'mot '.repeat(1 + Math.floor(random * 9)).trim(),
  // One that rules read is right: what they make of a wrong one differs.
  number: (random, isRead) => Math.floor(random * (isRead ? MOST : 1.2 * MOST)),
  choice: (random) => letter(Math.floor(random * 3)),
  yesNo: (random) => random < 0.5,
}

const random = drawn(42)
export const answerSets: readonly Given400[] = Array.from({ length: SETS }, () =>
  Object.fromEntries(
    questions.flatMap(({ id, kind, rule }) => {
      const value = given[kind](random(), rule === undefined)
      // A number is always there: what an engine makes of none differs.
      return kind === 'number' || random() > 0.05 ? [[id, value]] : []
    }),
  ),
)
