// The judge of PDFs finds each fault by the name of its rule, and says nothing of what is right.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import PDFDocument from 'pdfkit'
import { renderPaper } from '#platform/pdf/document.ts'
import { FACES } from '#platform/pdf/text.ts'
import { judgePdf, type Rule, RULES } from './pdf-structure.ts'

type Doc = InstanceType<typeof PDFDocument>
type Element = ReturnType<Doc['struct']>

const RIGHT = {
  ...{
    pdfVersion: '1.7' as const,
    subset: 'PDF/UA' as never,
    tagged: true,
    lang: 'fr-FR',
    displayTitle: true,
  },
  info: { Title: 'Un essai' },
}

/** A file of what is drawn in its one element. */
async function made(draw: (doc: Doc, whole: Element) => void, options: object = {}): Promise<Buffer> {
  const doc = new PDFDocument({ ...RIGHT, font: FACES.plain, ...options })
  const whole = doc.struct('Document')
  doc.addStructure(whole)
  draw(doc, whole)
  whole.end()
  doc.end()
  return buffer(doc)
}
const text = (doc: Doc, tag: string, words: string): Element => doc.struct(tag, {}, () => doc.text(words))
const rulesOf = (bytes: Buffer): Rule[] => [...new Set(judgePdf(bytes).map(({ rule }) => rule))]
const found = async (draw: (doc: Doc, whole: Element) => void, options = {}): Promise<Rule[]> =>
  rulesOf(await made(draw, options))

test('a paper of every part is right; so is a table whose headers say their scope', async () => {
  const paper = await renderPaper({
    ...{ title: 'Un essai', author: 'Ville d’essai', foot: 'Essai', at: new Date('2026-11-23T13:38:00Z') },
    parts: [
      { kind: 'text', text: 'Un texte (entre parenthèses), Łukasz.' },
      { kind: 'promise', title: 'Promesse', items: [{ term: 'Le', value: 'lundi', detail: 'au plus tard' }] },
      { kind: 'heading', text: 'Réponses' },
      {
        kind: 'facts',
        rows: [
          ['Nom', 'Lucette'],
          ['Récit', 'Un long récit. '.repeat(500)],
        ],
      },
      { kind: 'facts', rows: [] },
      { kind: 'codes', items: [['Numéro', 'K7RD']] },
      { kind: 'square', text: 'https://parvis.example', alternative: 'Un code' },
      {
        kind: 'chart',
        caption: 'C',
        sentence: 'S.',
        heads: ['a', 'b'],
        points: [{ label: 'l', short: 's', value: 3 }],
      },
      {
        kind: 'boxes',
        root: { text: 'r', detail: 'd' },
        alternative: 'Un arbre',
        branches: [{ text: 'a', detail: 'b', below: [] }],
      },
      {
        kind: 'tree',
        branches: [{ text: 'a', detail: 'b', below: [{ text: 'c', detail: 'd', below: [] }] }],
      },
      { kind: 'letter', from: 'Ville', to: ['Lucette', '12 rue'], title: 'Votre carte' },
    ],
  })
  assert.deepEqual(judgePdf(paper), [])
  const table = (scope: object) =>
    made((doc, whole) => {
      const head = text(doc, 'TH', 'Nom')
      ;(head as unknown as { dictionary: { data: object } }).dictionary.data = {
        ...(head as unknown as { dictionary: { data: object } }).dictionary.data,
        ...scope,
      }
      const rows = [[head], [text(doc, 'TD', 'Lucette')]].map((cells) => doc.struct('TR', {}, cells))
      whole.add(doc.struct('Table', {}, rows))
    })
  assert.deepEqual(rulesOf(await table({ A: { O: 'Table', Scope: 'Column' } })), [])
  assert.deepEqual(rulesOf(await table({})), ['tables'])
})

test('papers are made in one place, and documents marked in another: both are judged', () => {
  const root = join(import.meta.dirname, '../../src')
  const makers = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      /(?<!\.test)\.ts$/.test(file) &&
      /(?<!import type PDFDocument )(?:from|import\() ?'pdfkit'/.test(readFileSync(join(root, file), 'utf8')),
  )
  // The thread of papers (its tests, and every test that reads one), and the marker (mark.test.ts).
  assert.deepEqual(makers.toSorted(), ['platform/files/mark/marker.ts', 'platform/pdf/document.ts'])
})

test('each fault is found by its rule', async () => {
  const plain = (doc: Doc, whole: Element) => void whole.add(text(doc, 'P', 'Bonjour'))
  const CASES: readonly [Rule, Promise<Rule[]>][] = [
    ['title', found(plain, { displayTitle: false })],
    ['language', found(plain, { lang: '' })],
    ['identification', found(plain, { subset: undefined })],
    ['roles', found((doc, whole) => void whole.add(text(doc, 'Bidule', 'Bonjour')))],
    [
      'content',
      found((doc, whole) => {
        plain(doc, whole)
        doc.rect(10, 10, 50, 50).fill('#000')
      }),
    ],
    [
      'figures',
      found(
        (doc, whole) =>
          void whole.add(doc.struct('Figure', {}, () => void doc.rect(0, 0, 9, 9).fill('#000'))),
      ),
    ],
    [
      'headings',
      found((doc, whole) => {
        whole.add(text(doc, 'H1', 'Un'))
        whole.add(text(doc, 'H3', 'Trois'))
      }),
    ],
    ['headings', found((doc, whole) => void whole.add(text(doc, 'H2', 'Deux d’abord')))],
    [
      'lists',
      found((doc, whole) => void whole.add(doc.struct('L', {}, [text(doc, 'P', 'Rien d’une ligne')]))),
    ],
    ['lists', found((doc, whole) => void whole.add(text(doc, 'LI', 'Sans liste')))],
    ['tables', found((doc, whole) => void whole.add(text(doc, 'TR', 'Sans tableau')))],
    [
      'tables',
      found(
        (doc, whole) =>
          void whole.add(doc.struct('Table', {}, [doc.struct('TR', {}, [text(doc, 'TH', 'Sans portée')])])),
      ),
    ],
    [
      'annotations',
      found((doc, whole) => {
        plain(doc, whole)
        doc.link(10, 10, 50, 20, 'https://parvis.example')
      }),
    ],
    ['fonts', found(plain, { font: 'Helvetica', subset: undefined })],
    ['unicode', found(plain, { font: 'Helvetica', subset: undefined })],
  ]
  for (const [rule, rules] of CASES)
    assert.ok((await rules).includes(rule), `${rule}: ${(await rules).join()}`)
  const untagged = new PDFDocument({ font: FACES.plain })
  untagged.text('Bonjour')
  untagged.end()
  const none = rulesOf(await buffer(untagged))
  for (const rule of ['marked', 'roles', 'content', 'title', 'language', 'identification'] as const)
    assert.ok(none.includes(rule), rule)
  assert.deepEqual(rulesOf(Buffer.from('%PDF-1.7\nrien')), ['readable'])
  // What the tree holds and pages do not, and the other way round.
  const right = (await made(plain, { compress: false })).toString('latin1')
  const swapped = (from: string, to: string) => {
    assert.ok(right.includes(from), from)
    assert.equal(from.length, to.length)
    return rulesOf(Buffer.from(right.replace(from, to), 'latin1'))
  }
  assert.deepEqual(swapped('/MCID 0\n>> BDC', '/MCID 7\n>> BDC'), ['tree'])
  const told = new Set([...CASES.map(([rule]) => rule), 'marked', 'readable', 'tree'])
  assert.deepEqual([...told].toSorted(), Object.keys(RULES).toSorted(), 'every rule has its case')
})
