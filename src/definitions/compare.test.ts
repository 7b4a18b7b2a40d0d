// Two versions compared, in French sentences: what was added, removed, moved, and what each element says now.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { FORM, type FormDefinition } from '#forms'
import { type DefinitionKind, definitionKind, type Naming } from '#platform/house/definition.ts'
import { PROCESSING } from '#register'
import { WORKFLOW, type WorkflowDefinition } from '#workflows'
import { houseOf } from '../app.ts'
import { asItems, asParts, isThing } from './command.ts'
import { compare } from './compare.ts'
import { definitionReader } from './files.ts'

const DEFINITIONS = join(import.meta.dirname, '../../definitions')
const read = <T>(path: string): T => JSON.parse(readFileSync(join(DEFINITIONS, path), 'utf8')) as T
const plain = (sentences: readonly string[]) => sentences.map((text) => text.replaceAll('\u00a0', ' '))

const FORMS: FormDefinition = {
  id: 'essai',
  title: 'Essai',
  pages: [
    {
      id: 'place',
      title: 'Le lieu',
      fields: [
        { id: 'where', type: 'location', label: 'Où est-ce ?', role: 'place' },
        {
          id: 'kind',
          type: 'single-choice',
          label: 'Qu’est-ce que c’est ?',
          choices: [
            { value: 'tag', label: 'Un tag' },
            { value: 'poster', label: 'Une affiche' },
          ],
        },
        { id: 'size', type: 'short-text', label: 'Quelle taille ?', hint: 'À peu près.' },
      ],
    },
  ],
}
/** The form, changed; and what is said of it. */
function changed(change: (form: FormDefinition) => void): string[] {
  const after = structuredClone(FORMS)
  change(after)
  return plain(compare(FORM, FORMS, after))
}
const fieldsOf = (form: FormDefinition) => form.pages[0]?.fields ?? []

describe('a comparison', () => {
  test('says nothing of what is the same, in whatever order its properties stand', () => {
    const again = Object.fromEntries(Object.entries(FORMS).reverse()) as unknown as FormDefinition
    assert.deepEqual(compare(FORM, FORMS, again), [])
  })

  test('names the element, then what it says now and said before', () => {
    assert.deepEqual(
      changed((form) => {
        form.title = 'Un tag'
        const [where, kind, size] = fieldsOf(form)
        Object.assign(where ?? {}, { addressOptional: true })
        if (kind?.choices?.[0] !== undefined) kind.choices[0].label = 'Un graffiti'
        delete size?.hint
      }),
      [
        'Le titre devient « Un tag » (avant : « Essai »).',
        'Page « Le lieu », question « Où est-ce ? » : le caractère facultatif de l’adresse apparaît : oui.',
        'Page « Le lieu », question « Qu’est-ce que c’est ? », réponse « Un tag » : l’intitulé devient « Un graffiti » (avant : « Un tag »).',
        'Page « Le lieu », question « Quelle taille ? » : l’aide disparaît (avant : « À peu près. »).',
      ],
    )
  })

  test('says what was added, where, and what was removed', () => {
    assert.deepEqual(
      changed((form) => {
        form.pages.push({ id: 'more', title: 'Le reste', fields: [] })
        fieldsOf(form).splice(2, 1)
        fieldsOf(form).unshift({ id: 'hurry', type: 'yes-no', label: 'Est-ce urgent ?' })
      }),
      [
        'Page « Le lieu » : la question « Est-ce urgent ? » est ajoutée, en premier.',
        'Page « Le lieu » : la question « Quelle taille ? » est retirée.',
        'La page « Le reste » est ajoutée, après « Le lieu ».',
      ],
    )
  })

  test('says only what moved, not all that it pushed', () => {
    assert.deepEqual(
      changed((form) => {
        const fields = fieldsOf(form)
        fields.unshift(...fields.splice(2, 1))
      }),
      ['Page « Le lieu » : la question « Quelle taille ? » passe en premier.'],
    )
  })

  test('says the one that moved to the end, and not those that it left', () => {
    assert.deepEqual(
      changed((form) => {
        const fields = fieldsOf(form)
        fields.push(...fields.splice(0, 1))
      }),
      ['Page « Le lieu » : la question « Où est-ce ? » passe après « Quelle taille ? ».'],
    )
  })

  test('reads any value: nothing, numbers, lists, parts, and what has no name', () => {
    const kind = definitionKind<Record<string, unknown>>({
      ...{ kind: 'any', one: 'essai', folder: 'any', schema: z.record(z.string(), z.unknown()) },
      idOf: () => 'x',
      parts: { words: 'les mots', steps: 'les étapes', said: 'la phrase', isOpen: 'l’ouverture' },
    })
    const said = (before: object, after: object) =>
      plain(compare(kind, before as Record<string, unknown>, after as Record<string, unknown>))
    assert.deepEqual(said({ words: ['a', 'b'] }, { words: ['b', 'a'] }), ['Les mots : dans un autre ordre.'])
    assert.deepEqual(said({ words: ['a', 'b'] }, { words: ['b', 'c', 'd'] }), [
      'Les mots : « c », « d » en plus ; « a » en moins.',
    ])
    assert.deepEqual(
      said(
        {},
        {
          words: [],
          steps: [
            { title: 'Un', days: 2 },
            { title: 'Deux', days: 3 },
          ],
        },
      ),
      ['Les mots apparaissent : rien.', 'Les étapes apparaissent : « Un » 2, « Deux » 3.'],
    )
    assert.deepEqual(said({ said: null, words: 'x' }, { said: 'Oui.', words: 'y' }), [
      'Les mots deviennent « y » (avant : « x »).',
      'La phrase devient « Oui. » (avant : rien).',
    ])
    assert.deepEqual(said({ isOpen: true, secret: 1 }, { isOpen: false, secret: 2 }), [
      'L’ouverture devient non (avant : oui).',
      '« secret » devient 2 (avant : 1).',
    ])
    assert.deepEqual(said({ words: ['a'] }, {}), ['Les mots disparaissent (avant : « a »).'])
  })

  test('names each element by its gender and its first letter, or its id; tells only what moved', () => {
    const kind = definitionKind<Record<string, unknown>>({
      ...{ kind: 'any', one: 'essai', folder: 'any', schema: z.record(z.string(), z.unknown()) },
      idOf: () => 'x',
      parts: {
        acts: { one: 'action', isFeminine: true, id: 'id', title: 'label', parts: { label: 'le nom' } },
        reasons: { one: 'motif', id: 'id', title: 'label', parts: {} },
        box: { parts: { size: 'la taille', days: 'les jours' } },
        price: { name: 'le prix', says: (value: number, of: { unit: string }) => `${value} ${of.unit}` },
      },
    })
    const said = (before: object, after: object) =>
      plain(compare(kind, before as Record<string, unknown>, after as Record<string, unknown>))
    const list = (ids: string) => [...ids].map((id) => ({ id }))
    const reasons = (before: string, after: string) =>
      said({ reasons: list(before) }, { reasons: list(after) })
    assert.deepEqual(said({ acts: [] }, { acts: [{ id: 'a', label: 'Clore' }] }), [
      'L’action « Clore » est ajoutée, en premier.',
    ])
    assert.deepEqual(said({ acts: [{ id: 'a', label: 'Clore' }] }, { acts: [{ id: 'a' }] }), [
      'Action « Clore » : le nom disparaît (avant : « Clore »).',
    ])
    assert.deepEqual(reasons('', 'a'), ['Le motif « a » est ajouté, en premier.'])
    assert.deepEqual(reasons('ab', 'b'), ['Le motif « a » est retiré.'])
    assert.deepEqual(reasons('abcde', 'cdeab'), [
      'Le motif « a » passe après « e ».',
      'Le motif « b » passe après « a ».',
    ])
    assert.deepEqual(reasons('abcde', 'eabcd'), ['Le motif « e » passe en premier.'])
    assert.equal(reasons('abcde', 'edcba').length, 4)
    assert.deepEqual(reasons('abc', 'xcab'), [
      'Le motif « x » est ajouté, en premier.',
      'Le motif « c » passe après « x ».',
    ])
    // What is no list of things, or no part, is as if there were none.
    assert.deepEqual(said({ reasons: 'x' }, { reasons: ['y', null, ...list('a')] }), [
      'Le motif « a » est ajouté, en premier.',
    ])
    assert.deepEqual(said({ box: 'x' }, { box: { size: 2, days: [1] } }), [
      'La taille apparaît : 2.',
      'Les jours apparaissent : 1.',
    ])
    assert.deepEqual(said({ box: { size: 2 } }, { box: null }), ['La taille disparaît (avant : 2).'])
    assert.deepEqual(said({ price: 1, unit: 'franc' }, { price: 2, unit: 'euros' }), [
      'Le prix devient 2 euros (avant : 1 franc).',
      '« unit » devient « euros » (avant : « franc »).',
    ])
    assert.deepEqual(said({ gone: null }, {}), [])
    assert.deepEqual(said({ gone: { a: [], b: null } }, { constructor: 1 }), [
      '« constructor » apparaît : 1.',
      '« gone » disparaît (avant : rien rien).',
    ])
  })

  test('reads conditions as sentences, each with the labels of its own version', () => {
    assert.deepEqual(
      changed((form) => {
        const [, kind, size] = fieldsOf(form)
        if (size !== undefined) size.showIf = { op: 'is', of: 'kind', value: 'tag' }
        if (kind !== undefined) kind.label = 'Quoi ?'
      }),
      [
        'Page « Le lieu », question « Qu’est-ce que c’est ? » : l’intitulé devient « Quoi ? » (avant : « Qu’est-ce que c’est ? »).',
        'Page « Le lieu », question « Quelle taille ? » : la condition d’affichage apparaît : si « Quoi ? » est « Un tag ».',
      ],
    )
  })

  test('says of a list what is there more and less; of parts, each by its name', () => {
    const workflow = read<WorkflowDefinition>('workflows/report.json')
    const after = structuredClone(workflow)
    const [state, transition] = [
      after.states.find(({ timeout }) => timeout !== undefined),
      after.transitions[0],
    ]
    if (state?.timeout !== undefined) state.timeout.days += 1
    transition?.who.push('observer')
    const said = plain(compare(WORKFLOW, workflow, after))
    assert.equal(said.length, 2)
    assert.match(said[0] ?? '', /^État « .* » : le nombre de jours d’attente devient \d+ \(avant : \d+\)\.$/)
    assert.match(said[1] ?? '', /^Action « .* » : qui peut la faire : « observer » en plus\.$/)
    const entry = read<Parameters<typeof PROCESSING.idOf>[0]>('processing/courriels.json')
    const longer = structuredClone(entry)
    if (longer.retention[0] !== undefined) longer.retention[0].keep = { months: 36 }
    assert.match(plain(compare(PROCESSING, entry, longer))[0] ?? '', /la durée devient 3 ans \(avant : /)
  })
})

/** Properties of these bodies that their kind gives no name. */
function unnamed(naming: Naming, value: unknown, way: string): string[] {
  const items = asItems(naming)
  if (items !== null && Array.isArray(value))
    return value.flatMap((item) => unnamed({ parts: { [items.id]: 'its id', ...items.parts } }, item, way))
  const parts = asParts(naming)
  if (parts === null || !isThing(value)) return []
  return Object.entries(value).flatMap(([name, inside]) => {
    const named = parts.parts[name]
    return named === undefined ? [`${way}.${name}`] : unnamed(named, inside, `${way}.${name}`)
  })
}

test('every kind names all that the definitions of the example territory say', async () => {
  const { definitions } = houseOf({ demo: false })
  assert.deepEqual(
    definitions.map(({ kind }) => kind),
    ['processing', 'reference', 'form', 'workflow', 'service', 'content', 'passgrid', 'passtrust'],
  )
  for (const kind of definitions as readonly DefinitionKind[]) {
    const reader = definitionReader(DEFINITIONS)
    const files = await reader.all(kind.folder, (await kind.fileSchema?.(reader)) ?? kind.schema)
    assert.ok(
      files.length >= globSync('*.json', { cwd: join(DEFINITIONS, kind.folder) }).length && files.length > 0,
    )
    const own = kind.kind === 'service' ? 'slug' : 'id'
    const silent = files.flatMap(({ value }) =>
      unnamed({ parts: { [own]: 'its id', ...kind.parts } }, value, kind.kind),
    )
    assert.deepEqual([...new Set(silent)], [])
  }
})
