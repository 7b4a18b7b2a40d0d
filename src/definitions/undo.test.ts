// Acts of a draft undone and done again: the log alone makes what stands; undone after it was done, an act leaves nothing.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { FORM } from '#forms'
import type { DefinitionKind } from '#platform/house/definition.ts'
import type { Actor } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { WORKFLOW } from '#workflows'
import { applied, type Command, type Thing, undoing } from './command.ts'
import { actsToTake, commanded, draft, drafts, edit, editsOf, giveUp, type Name, takeBack } from './drafts.ts'

const field = (id: string) => ({ id, type: 'short-text', label: id.toUpperCase() })
const form = (): Thing => ({
  id: 'essai',
  title: 'Essai',
  pages: [
    { id: 'one', title: 'Un', fields: ['a', 'b', 'c'].map(field) },
    { id: 'two', title: 'Deux', fields: [{ ...field('d'), choices: [{ value: 'v', label: 'V' }] }] },
  ],
})

const page = fc.constantFrom('one', 'two')
const question = fc.constantFrom('a', 'b', 'c', 'd', 'x', 'y')
const places = fc.tuple(page, question).map(([in_, id]) => ['pages', in_, 'fields', id])
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    do: fc.constant('set' as const),
    at: places.map((at) => [...at, 'hint']),
    to: fc.constantFrom('Ici.', 'Là.'),
  }),
  fc.record({
    do: fc.constant('set' as const),
    at: fc.constant<string[]>(['title']),
    to: fc.constantFrom('Un', 'Deux'),
  }),
  fc.record({
    do: fc.constant('add' as const),
    at: page.map((in_) => ['pages', in_, 'fields']),
    item: question.map(field),
    after: fc.option(question),
  }),
  fc.record({
    do: fc.constant('add' as const),
    at: places.map((at) => [...at, 'choices']),
    item: fc.constant({ value: 'w', label: 'W' }),
  }),
  fc.record({ do: fc.constant('move' as const), at: places, after: fc.option(question) }),
  fc.record({ do: fc.constant('remove' as const), at: places }),
  fc.record({ do: fc.constant('remove' as const), at: places.map((at) => [...at, 'hint']) }),
  fc.constant<Command>({ do: 'replace', to: { id: 'essai', title: 'Autre', pages: [] } }),
)

const workflow = (): Thing => ({
  id: 'essai',
  title: 'Essai',
  start: 'one',
  states: ['one', 'two'].map((id) => ({ id, label: id.toUpperCase(), kind: 'open' })),
  transitions: [{ id: 'go', label: 'Aller', from: ['one'], to: 'two' }],
})
const state = fc.constantFrom('one', 'two', 'three')
const step = fc.oneof(
  state.map((id) => ['states', id]),
  fc.constantFrom('go', 'stay').map((id) => ['transitions', id]),
)
const stepCommand: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    do: fc.constant('set' as const),
    at: fc.oneof(
      step.map((at) => [...at, 'label']),
      fc.constant<string[]>(['start']),
    ),
    to: fc.constantFrom('Un', 'Deux'),
  }),
  fc.record({
    do: fc.constant('set' as const),
    at: state.map((id) => ['states', id, 'timeout', 'days']),
    to: fc.constantFrom(3, 8),
  }),
  fc.record({
    do: fc.constant('add' as const),
    at: fc.constantFrom<string[]>(['states'], ['transitions']),
    item: fc.constantFrom('three', 'stay').map((id) => ({ id, label: id })),
    after: fc.option(fc.oneof(state, fc.constant('go'))),
  }),
  fc.record({ do: fc.constant('move' as const), at: step, after: fc.option(state) }),
  fc.record({ do: fc.constant('remove' as const), at: step }),
  fc.record({ do: fc.constant('remove' as const), at: step.map((at) => [...at, 'label']) }),
  fc.constant<Command>({ do: 'replace', to: { id: 'essai', title: 'Autre', states: [], transitions: [] } }),
)

/** Two kinds, each with a definition to begin from and commands of any sort, of which some name what is not there. */
const WRITTEN: readonly { kind: DefinitionKind; fresh: () => Thing; command: fc.Arbitrary<Command> }[] = [
  { kind: FORM, fresh: form, command },
  { kind: WORKFLOW, fresh: workflow, command: stepCommand },
]

/** What one makes of a definition; null where it names what is not there. */
function tried(kind: DefinitionKind, body: Thing, one: Command): { made: Thing; back: Command } | null {
  try {
    return { made: applied(kind, body, one), back: undoing(kind, body, one) }
  } catch {
    return null
  }
}

test('any command, undone, leaves the definition as it was', () => {
  for (const { kind, fresh, command: any } of WRITTEN)
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), (commands) => {
        let body = fresh()
        const walked: { before: Thing; back: Command }[] = []
        for (const one of commands) {
          const done = tried(kind, body, one)
          if (done === null) continue
          walked.push({ before: body, back: done.back })
          body = done.made
        }
        for (const { before: was, back } of walked.toReversed()) {
          body = applied(kind, body, back)
          assert.deepEqual(body, was)
        }
      }),
      { numRuns: 300 },
    )
})

/** An act that names what is not there is refused whole. */
const refusedOnly = (error: unknown): void => {
  if (!(error instanceof BadInput)) throw error
}

describe('acts of a draft', () => {
  const TAG: Name = { kind: FORM, id: 'tag' }
  const title = (to: string): Command => ({ do: 'set', at: ['title'], to })
  let parvis: TestApp
  let editor: Actor
  before(async () => {
    parvis = await createTestApp()
    editor = await parvis.actor('admin@parvis.example')
  })
  after(() => parvis.close())
  const write = <T>(work: (tx: Write) => Promise<T>) => parvis.db.write(editor, work)
  const read = <T>(work: (tx: Read) => Promise<T>) => parvis.db.read(editor, work)
  const titleNow = async () => (await read(drafts))[0]?.body.title
  const acts = async () => actsToTake(await read((tx) => editsOf(tx, TAG)))

  test('are undone and done again one at a time, each as it was shown, until something else is written', async () => {
    await write((tx) => draft(tx, TAG))
    const first = await titleNow()
    assert.deepEqual(await acts(), { undo: null, redo: null })
    await write((tx) => edit(tx, TAG, [title('Un'), title('Deux')]))
    await write((tx) => edit(tx, TAG, [title('Trois')]))
    assert.deepEqual(await acts(), { undo: 2, redo: null })
    await write((tx) => takeBack(tx, TAG, 'undo', 2))
    assert.equal(await titleNow(), 'Deux')
    await assert.rejects(
      write((tx) => takeBack(tx, TAG, 'undo', 2)),
      Outdated,
      'it is undone already',
    )
    await write((tx) => takeBack(tx, TAG, 'undo', 1))
    assert.equal(await titleNow(), first, 'an act is all of its commands')
    assert.deepEqual(await acts(), { undo: null, redo: 1 })
    await write((tx) => takeBack(tx, TAG, 'redo', 1))
    await write((tx) => takeBack(tx, TAG, 'redo', 2))
    assert.equal(await titleNow(), 'Trois')
    await write((tx) => takeBack(tx, TAG, 'undo', 2))
    await write((tx) => edit(tx, TAG, [title('Quatre')]))
    assert.deepEqual(await acts(), { undo: 3, redo: null }, 'what was undone is left')
    assert.equal((await read((tx) => editsOf(tx, TAG))).length, 4, 'and kept in the log')
    await write((tx) => giveUp(tx, TAG))
  })

  test('whatever is written, undone and done again, the commands of the log that stand make the draft', async () => {
    for (const { kind, fresh, command: any } of WRITTEN) {
      const name: Name = { kind, id: 'essai' }
      const act = fc.oneof(
        { weight: 3, arbitrary: fc.array(any, { minLength: 1, maxLength: 2 }) },
        { weight: 2, arbitrary: fc.constantFrom('undo' as const, 'undo' as const, 'redo' as const) },
      )
      let undone = 0
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 8, maxLength: 16 }), async (drawn) => {
          await write((tx) => draft(tx, name, fresh()))
          for (const one of drawn) {
            if (typeof one === 'string') {
              const wanted = actsToTake(await read((tx) => editsOf(tx, name)))[one]
              if (wanted === null) continue
              await write((tx) => takeBack(tx, name, one, wanted))
              undone++
            } else await write((tx) => edit(tx, name, one)).catch(refusedOnly)
            const log = await read((tx) => editsOf(tx, name))
            const stands = log.filter(({ state: of }) => of === 'done').map((edited) => edited.command)
            const row = (await read(drafts)).find(({ id }) => id === name.id)
            assert.deepEqual(row?.body, commanded(name, fresh(), stands))
          }
          await write((tx) => giveUp(tx, name))
        }),
        { numRuns: 25 },
      )
      assert.ok(undone > 10, `only ${undone} acts were undone and done again`)
    }
  })
})
