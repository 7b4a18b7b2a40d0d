// Commands: each changes one element and leaves the rest, and says in French what it does not find.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FORM } from '#forms'
import { BadInput } from '#platform/errors.ts'
import { applied, type Command, commandsSchema, type Thing } from './command.ts'

const field = (id: string, more: object = {}) => ({
  id,
  type: 'short-text',
  label: id.toUpperCase(),
  ...more,
})
const form = (): Thing => ({
  id: 'essai',
  title: 'Essai',
  pages: [
    { id: 'one', title: 'Un', fields: [field('a'), field('b', { hint: 'Dites tout.' }), field('c')] },
    { id: 'two', title: 'Deux', fields: [] },
  ],
})
const after = (...commands: Command[]): Thing =>
  commands.reduce((body, command) => applied(FORM, body, command), form())
const ids = (body: Thing, page = 0): string[] =>
  (body.pages as { fields: { id: string }[] }[])[page]?.fields.map(({ id }) => id) ?? []
const fields = ['pages', 'one', 'fields']

describe('commands', () => {
  test('set a property, of the whole or of an item, and an item whole', () => {
    assert.deepEqual(after({ do: 'set', at: ['title'], to: 'Autre' }), { ...form(), title: 'Autre' })
    const changed = after(
      { do: 'set', at: [...fields, 'b', 'label'], to: 'Où ?' },
      { do: 'set', at: [...fields, 'a'], to: field('a', { optional: true }) },
    )
    const expected = form()
    const [page] = expected.pages as { fields: object[] }[]
    page?.fields.splice(
      0,
      2,
      field('a', { optional: true }),
      field('b', { hint: 'Dites tout.', label: 'Où ?' }),
    )
    assert.deepEqual(changed, expected)
  })

  test('add an item first, last or after another; make the list when there is none', () => {
    const add = (at: string[], after?: string | null): Command => ({
      ...{ do: 'add', at, item: field('x') },
      ...(after === undefined ? {} : { after }),
    })
    assert.deepEqual(ids(after(add(fields))), ['a', 'b', 'c', 'x'])
    assert.deepEqual(ids(after(add(fields, null))), ['x', 'a', 'b', 'c'])
    assert.deepEqual(ids(after(add(fields, 'b'))), ['a', 'b', 'x', 'c'])
    assert.deepEqual(ids(after(add(['pages', 'two', 'fields'])), 1), ['x'])
    const choice = after({ do: 'add', at: [...fields, 'a', 'choices'], item: { value: 'v', label: 'V' } })
    const [page] = choice.pages as { fields: { choices?: unknown }[] }[]
    assert.deepEqual(page?.fields[0]?.choices, [{ value: 'v', label: 'V' }])
  })

  test('move and remove items, and remove a property', () => {
    assert.deepEqual(ids(after({ do: 'move', at: [...fields, 'c'], after: null })), ['c', 'a', 'b'])
    assert.deepEqual(ids(after({ do: 'move', at: [...fields, 'a'], after: 'c' })), ['b', 'c', 'a'])
    assert.deepEqual(ids(after({ do: 'move', at: [...fields, 'a'], after: 'a' })), ['a', 'b', 'c'])
    assert.deepEqual(ids(after({ do: 'remove', at: [...fields, 'b'] })), ['a', 'c'])
    const bare = after({ do: 'remove', at: [...fields, 'b', 'hint'] })
    assert.ok(!JSON.stringify(bare).includes('Dites tout'))
  })

  test('leave what they are given as it was', () => {
    const before = form()
    applied(FORM, before, { do: 'remove', at: ['pages', 'one'] })
    assert.deepEqual(before, form())
    const item = { id: 'three', fields: [field('a')] }
    const added = applied(FORM, before, { do: 'add', at: ['pages'], item })
    assert.deepEqual(applied(FORM, added, { do: 'remove', at: ['pages', 'three', 'fields', 'a'] }), {
      ...form(),
      pages: [...(form().pages as object[]), { id: 'three', fields: [] }],
    })
    assert.equal(item.fields.length, 1)
    assert.deepEqual(applied(FORM, before, { do: 'replace', to: { id: 'x' } }), { id: 'x' })
  })

  test('are refused in French for what is not there, has no name, or would take an id', () => {
    for (const [command, said] of [
      [
        { do: 'set', at: [...fields, 'z', 'label'], to: 'x' },
        /Rien ne se trouve à «.pages \/ one \/ fields \/ z \/ label.»/,
      ],
      [{ do: 'remove', at: ['pages', 'three'] }, /Rien ne se trouve/],
      [{ do: 'set', at: ['id'], to: 'x' }, /Rien ne se trouve/],
      [{ do: 'set', at: [...fields, 'a', 'id'], to: 'x' }, /Rien ne se trouve/],
      [{ do: 'set', at: ['constructor'], to: 'x' }, /Rien ne se trouve/],
      [{ do: 'set', at: ['title', 'x'], to: 'x' }, /Rien ne se trouve/],
      [{ do: 'set', at: [...fields, 'a'], to: field('z') }, /L’identifiant «.a.» ne change pas/],
      [{ do: 'add', at: fields, item: field('b') }, /L’identifiant «.b.» sert déjà/],
      [{ do: 'add', at: fields, item: { label: 'x' } }, /Donnez un identifiant/],
      [{ do: 'add', at: fields, item: field('x'), after: 'z' }, /«.z.» n’est pas dans cette liste/],
      [{ do: 'add', at: ['title'], item: field('x') }, /qu’à une liste/],
      [{ do: 'move', at: ['title'], after: null }, /qu’un élément d’une liste/],
      [{ do: 'move', at: [...fields, 'a'], after: 'z' }, /«.z.» n’est pas dans cette liste/],
      [{ do: 'move', at: [...fields, 'a'], after: '' }, /n’est pas dans cette liste/],
      [{ do: 'add', at: fields, item: field('x'), after: '' }, /n’est pas dans cette liste/],
      [{ do: 'add', at: fields, item: { id: '', label: 'x' } }, /Donnez un identifiant/],
      [{ do: 'add', at: fields, item: { id: 7, label: 'x' } }, /Donnez un identifiant/],
      [{ do: 'add', at: ['pages', 'one'], item: field('x') }, /qu’à une liste/],
      [{ do: 'set', at: [...fields, 'a'], to: null }, /ne change pas/],
      [{ do: 'set', at: [...fields, 'a'], to: 'a' }, /ne change pas/],
      [{ do: 'set', at: [...fields, 'a', 'choices', 'v'], to: { value: 'v' } }, /Rien ne se trouve/],
      [{ do: 'set', at: ['pages', 'z', 'fields', 'a', 'label'], to: 'x' }, /Rien ne se trouve/],
      [{ do: 'remove', at: ['pages', 'pages'] }, /Rien ne se trouve/],
    ] as const)
      assert.throws(
        () => after(command as unknown as Command),
        (error) => error instanceof BadInput && said.test(error.message),
        JSON.stringify(command),
      )
  })

  test('are read from JSON, and nothing else is', () => {
    const move = { do: 'move', at: ['pages', 'one'], after: null } as const
    const add = { do: 'add', at: ['pages'], item: { id: 'x' } } as const
    for (const right of [
      [move],
      [add, { ...add, after: null }, { ...add, after: 'one' }],
      [
        { do: 'set', at: ['a'], to: null },
        { do: 'remove', at: ['a'] },
        { do: 'replace', to: {} },
      ],
      Array(500).fill(move),
      [{ ...move, at: Array(12).fill('a'.repeat(200)) }],
    ])
      assert.deepEqual(commandsSchema.parse(right), right)
    for (const wrong of [
      Array(501).fill(move),
      [{ ...move, at: Array(13).fill('a') }],
      [{ ...move, at: ['a'.repeat(201)] }],
      [{ ...move, at: [''] }],
      [{ ...add, after: undefined }],
      [{ ...add, item: [] }],
      [{ do: 'replace', to: null }],
      [],
      [{ do: 'drop' }],
      [{ do: 'set', at: [], to: 1 }],
      [{ do: 'remove', at: ['a'], more: 1 }],
    ])
      assert.ok(!commandsSchema.safeParse(wrong).success, JSON.stringify(wrong))
  })
})
