// Lists whose rows are at hand, what their addresses say, and forms made of fields.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import type { Membership } from '../actor.ts'
import { html, renderHtml } from '../html.ts'
import type { Context, GetRoute } from '../http/route.ts'
import type { AgentFrame } from '../ui/site.ts'
import { addressOf, MOST_AT_ONCE, readAsked, readCursor, writeCursor } from './asked.ts'
import { optionsOf, pageAtHand } from './at-hand.ts'
import { csvOf } from './csv.ts'
import { field, several, words } from './field.ts'
import { errorsOf, formFields, formOf } from './form.ts'
import { listOf } from './list.ts'
import { listRoutes } from './list-screen.ts'

interface Boat {
  name: string
  quay: string
  length: number
}

const boats: Boat[] = [
  { name: 'Élan', quay: 'sud', length: 9 },
  { name: 'Zéphyr', quay: 'nord', length: 12 },
  { name: 'Abeille', quay: 'nord', length: 9 },
  { name: 'Courlis', quay: 'sud', length: 101 },
]

const list = listOf<Boat>({
  at: '/bateaux',
  action: 'boat.list',
  title: 'Bateaux',
  one: 'bateau',
  several: 'bateaux',
  columns: [
    { label: 'Nom', text: ({ name }) => name, sort: { name: 'nom', by: ({ name }) => name } },
    {
      label: 'Longueur',
      text: ({ length }) => `${length}`,
      sort: { name: 'longueur', by: ({ length }) => length },
    },
  ],
  filters: [
    { name: 'q', label: 'Mots', in: ({ name }) => [name] },
    { name: 'quai', label: 'Quai', all: 'Tous', of: ({ quay }) => ({ value: quay, label: `Quai ${quay}` }) },
  ],
  id: ({ name }) => name,
  order: 'nom',
  size: 2,
  rows: async () => boats,
  empty: { title: 'Aucun bateau' },
  export: 'bateaux',
})

const frame = {
  site: { name: 'Ville' },
  addresses: {},
  assets: { url: (name: string) => name, islands: new Set() },
  agent: { name: 'Ana', unit: 'Quai', own: [] },
  ...{ nav: [], path: '/bateaux', csrf: '', today: '2027-01-05' },
} as unknown as AgentFrame

const pageOf = (query: Record<string, string>) => pageAtHand(list, boats, readAsked(list, query))
const namesOf = (query: Record<string, string>) => pageOf(query).rows.map(({ name }) => name)

describe('a list', () => {
  test('whose file is long prepares it apart, but for whoever only reads', async () => {
    const many = Array.from({ length: MOST_AT_ONCE + 1 }, (_, length) => ({
      name: `${length}`,
      quay: 'sud',
      length,
    }))
    const [shown] = listRoutes({ ...list, rows: async () => many }, async () => frame)
    const until = '2027-01-30'
    const shownTo = async (memberships: readonly Partial<Membership>[]) => {
      const reading = memberships.find(({ reads }) => reads)?.reads ?? null
      Object.assign(frame, { reading })
      const ctx = {
        actor: { memberships },
        query: { format: 'csv' },
        db: { read: (_: unknown, work: (tx: object) => unknown) => work({}) },
      }
      const reply = await (shown as GetRoute).handle(ctx as unknown as Context)
      return reply.kind === 'page' ? renderHtml(reply.html) : assert.fail(reply.kind)
    }
    const reads = { endedOn: '2026-12-31', until }
    assert.match(await shownTo([{ unitId: 1 }]), /Mes travaux[^]*Préparer le fichier/)
    assert.match(
      await shownTo([{ unitId: 1, reads }, { unitId: 2 }]),
      /Préparer le fichier/,
      'they work elsewhere',
    )
    const refused = await shownTo([{ unitId: 1, reads }])
    assert.match(
      refused,
      /rien ne se prépare pour qui lit seulement, comme vous jusqu’au samedi\s30\sjanvier\s2027/,
    )
    assert.doesNotMatch(refused, /Préparer le fichier/)
  })

  test('is ordered in French, by figures as figures, and walked by edges both ways, equal rows included', () => {
    assert.deepEqual(namesOf({}), ['Abeille', 'Courlis'])
    assert.deepEqual(namesOf({ tri: '-nom' }), ['Zéphyr', 'Élan'])
    for (const tri of ['longueur', '-longueur', 'nom', '-nom']) {
      const first = pageOf({ tri })
      const edge = (of: typeof first.edges.first) => (of === null ? '' : writeCursor(of))
      const second = pageOf({ tri, apres: edge(first.edges.last) })
      assert.deepEqual([first.hasPrevious, first.hasNext], [false, true])
      assert.deepEqual([second.hasPrevious, second.hasNext], [true, false])
      assert.equal(new Set([...first.rows, ...second.rows]).size, 4, tri)
      const again = pageOf({ tri, avant: edge(second.edges.first) })
      assert.deepEqual(again.rows, first.rows)
      assert.deepEqual([again.hasPrevious, again.hasNext], [false, true])
    }
    assert.deepEqual(namesOf({ tri: 'longueur' }), ['Abeille', 'Élan'])
  })

  test('is narrowed by the beginnings of words without accents, and by what its rows hold', () => {
    assert.deepEqual(namesOf({ q: 'zeph' }), ['Zéphyr'])
    assert.deepEqual(namesOf({ quai: 'sud', tri: '-nom' }), ['Élan', 'Courlis'])
    assert.equal(pageOf({ quai: 'nord' }).total, 2)
    const [, quay] = list.filters ?? []
    assert.ok(quay)
    assert.deepEqual(
      optionsOf(quay, boats).map(({ label }) => label),
      ['Quai nord', 'Quai sud'],
    )
  })

  test('says in its address what is asked and nothing else; what is unknown is left out', () => {
    const asked = readAsked(list, { q: ' él ', tri: '-longueur', intrus: 'x' })
    assert.equal(addressOf(list, asked), '/bateaux?q=%C3%A9l&tri=-longueur')
    assert.equal(addressOf(list, asked, { tri: '', q: '' }), '/bateaux')
    assert.deepEqual(readAsked(list, { tri: 'constructor' }).order, { name: 'nom', descending: false })
    for (const text of [
      '',
      'x',
      writeCursor({ key: 1, id: 2 }).slice(1),
      'x'.repeat(3000),
      btoa('[1,{}]'),
      btoa('{}'),
    ])
      assert.equal(readCursor(text), null)
    assert.deepEqual(readCursor(writeCursor({ key: 'Élan', id: 7 })), { key: 'Élan', id: 7 })
  })

  test('is taken away whole, whatever page is looked at, and no cell is a formula', () => {
    const asked = readAsked(list, { format: 'csv', apres: writeCursor({ key: 'Z', id: 'Z' }) })
    assert.equal(pageAtHand(list, boats, asked).rows.length, 4)
    assert.equal(
      csvOf([['=A1', '+1', '-1+2', '@x', 'a"b', '-12,00']]),
      `\uFEFF"'=A1";"'+1";"'-1+2";"'@x";"a""b";"-12,00"\r\n`,
    )
  })
})

describe('a form', () => {
  const form = formOf({
    name: field({ label: 'Nom', control: 'line', type: z.string().min(2, 'Écrivez le nom.') }),
    places: field({ label: 'Adresses', control: 'text', type: words, optional: true }),
    quays: field({
      label: 'Quais',
      control: {
        several: [
          ['nord', 'Nord'],
          ['sud', 'Sud'],
        ],
      },
      type: several,
    }),
    flag: field({ label: 'Pavillon', control: { list: [] }, type: z.string() }),
  })

  test('reads each field as it says, whether it came once, several times or not at all', () => {
    const read = (values: object) => form.input.parse(values)
    const blank = { places: [], quays: [], flag: '' }
    assert.deepEqual(read({ name: 'Élan' }), { name: 'Élan', ...blank })
    assert.deepEqual(read({ name: ['Élan', 'Z'], quays: 'sud', intrus: 'x' }), {
      name: 'Élan',
      ...blank,
      quays: ['sud'],
    })
    assert.deepEqual(read({ name: 'Élan', quays: ['sud', 'nord'], places: 'a\nb ', flag: 'fr' }), {
      ...{ name: 'Élan', places: ['a', 'b'] },
      ...{ quays: ['sud', 'nord'], flag: 'fr' },
    })
    const { error } = form.input.safeParse({})
    assert.deepEqual(
      error?.issues.map(({ path, message }) => [...path, message]),
      [['name', 'Écrivez le nom.']],
    )
  })

  test('shows what was typed and what is wrong beside it, under ids of its own', () => {
    const problems = [{ field: 'name', message: 'Écrivez le nom.' }]
    const idOf = (name: string) => `${name}-7`
    const choices = { flag: [['fr', 'France']] as const }
    const typed = { name: 'É', quays: ['sud'], flag: 'fr' }
    const filled = { typed, problems, choices, idOf, without: ['places'] }
    const shown = renderHtml(html`${formFields(form, filled)}`)
    for (const part of [
      /id="name-7"[^>]*aria-invalid="true"[^>]*value="É"/,
      /value="sud" checked/,
      /value="fr" selected>France/,
    ])
      assert.match(shown, part)
    assert.doesNotMatch(shown, /Adresses/)
    assert.deepEqual(errorsOf({ problems, idOf }), [{ id: 'name-7', message: 'Écrivez le nom.' }])
  })

  test('folds what few need, open when something is in it, and says no choice once', () => {
    const seek = { list: [], seek: 'Chercher' } as const
    const asked = formOf({
      first: field({ label: 'Premier', control: seek, type: z.string() }),
      second: field({ label: 'Deuxième', control: seek, under: 'Un autre', type: z.string() }),
      third: field({ label: 'Troisième', control: seek, under: 'Un autre', type: z.string() }),
    })
    const choices: readonly (readonly [string, string, string?])[] = [
      ['', 'Partout'],
      ['69029', 'Bron', 'Communes'],
    ]
    const lists = { first: choices, second: choices, third: choices }
    const draw = (typed: Record<string, string>) =>
      renderHtml(html`${formFields(asked, { typed, problems: [], choices: lists })}`)
    const empty = draw({})
    assert.equal(empty.match(/<details class="fold">/g)?.length, 1)
    assert.match(empty, /<summary>Un autre<\/summary>[^]*Deuxième[^]*Troisième[^]*<\/details>$/)
    assert.equal(empty.match(/<option value="">Partout/g)?.length, 3)
    assert.doesNotMatch(empty, /Choisissez/)
    assert.match(draw({ third: '69029' }), /<details class="fold" open>/)
  })
})
