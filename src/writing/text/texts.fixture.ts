// Rich texts for tests: one that shows everything, and generated ones.
import fc from 'fast-check'
import {
  type Block,
  CALLOUTS,
  type Inline,
  type List,
  type Mark,
  type Paragraph,
  type RichText,
  type Text,
} from './document.ts'

export const PICTURE = '0f5d7c1e-6f0a-4a53-9f5e-0d7f7f0f4a11'

const said = (text: string, ...marks: Mark[]): Text =>
  marks.length === 0 ? { type: 'text', text } : { type: 'text', text, marks }
export const paragraph = (...content: (string | Inline)[]): Paragraph => ({
  type: 'paragraph',
  content: content.map((one) => (typeof one === 'string' ? said(one) : one)),
})
export const doc = (...content: Block[]): RichText => ({ type: 'doc', content })
export const heading = (level: 2 | 3 | 4, text: string): Block => ({
  type: 'heading',
  attrs: { level },
  content: text === '' ? [] : [said(text)],
})
export const link = (text: string, href: string): Text => said(text, { type: 'link', attrs: { href } })
export const strong = (text: string): Text => said(text, { type: 'strong' })
const abbreviation = (text: string, expansion: string): Text =>
  said(text, { type: 'abbreviation', attrs: { expansion } })
export const image = (attrs: Partial<Extract<Block, { type: 'image' }>['attrs']> = {}): Block => ({
  type: 'image',
  attrs: { file: PICTURE, alternative: '', decorative: false, caption: '', credit: '', ...attrs },
})
export const table = (caption: string, ...rows: string[][]): Block => ({
  type: 'table',
  attrs: { caption },
  content: rows.map((row, at) => ({
    type: 'tableRow',
    content: row.map((text) => ({
      type: at === 0 ? 'tableHeader' : 'tableCell',
      content: text === '' ? [] : [said(text)],
    })),
  })),
})
export const list = (type: List['type'], ...items: (string | (Paragraph | List)[])[]): List => ({
  type,
  content: items.map((item) => ({
    type: 'listItem',
    content: typeof item === 'string' ? [paragraph(item)] : item,
  })),
})

/** Everything that a rich text may hold. */
export const ALL = doc(
  paragraph('L’avenue est refaite en ', strong('trois temps'), ', sans jamais fermer.'),
  heading(2, 'Ce qui change, rue par rue'),
  table(
    'Fermetures de janvier à avril 2027',
    ['Tronçon', 'Dates'],
    ['Carrefour de la Boutasse', 'du 11 janvier au 5 février'],
  ),
  image({
    alternative: 'La déviation passe par la rue Marcel-Bramet.',
    caption: 'Le plan',
    credit: 'Ville de Bron',
  }),
  heading(3, 'Pour vos habitants'),
  list('bulletList', 'Une lettre est distribuée.', [
    paragraph('Une réunion se tient\u00a0:'),
    list('orderedList', 'le jeudi 17 décembre', 'salle des Genêts'),
  ]),
  paragraph(
    'Voir le ',
    link('calendrier complet', 'https://www.example.org/calendrier?mois=1&commune=bron'),
    ', la ',
    link('page du chantier', '/contenus/12'),
    ' et le ',
    abbreviation('PLU-H', 'plan local d’urbanisme et de l’habitat'),
    '.',
    { type: 'hardBreak' },
    'Merci.',
  ),
  { type: 'quote', content: [paragraph('Nous resterons joignables.')] },
  {
    type: 'callout',
    attrs: { kind: 'attention' },
    content: [paragraph('Deux arrêts de bus sont déplacés.'), list('bulletList', 'Boutasse')],
  },
  { type: 'separator' },
  paragraph('Fin.'),
)

const words = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[a-zé ,.’]{1,20}$/) },
  // What notations make something of.
  fc.string({
    unit: fc.constantFrom(...'*_[]()<>!#-+=|:;.&\\`~"1 \na\u00a0é/@{}^$%'),
    minLength: 1,
    maxLength: 12,
  }),
  fc.constantFrom(
    '1. ',
    '- ',
    '## ',
    '> ',
    '---',
    '[!attention]',
    'Tableau : a',
    'Légende : b',
    'Crédit : c',
    '&amp;',
    '![a](b)',
    '| a |',
  ),
)
const oneLine = words.map((text) => text.replaceAll('\n', ' '))

const mark = fc.oneof(
  fc.constantFrom<Mark>({ type: 'strong' }, { type: 'emphasis' }),
  fc
    .constantFrom(
      'https://a.example/b?c=1&copy=2',
      '/contenus/1',
      'mailto:a@b.example',
      'tel:+33400000000',
      '/a_(b)_*c*',
      '/a(b',
    )
    .map((href): Mark => ({ type: 'link', attrs: { href } })),
  oneLine
    .filter((text) => text.trim() !== '')
    .map((expansion): Mark => ({ type: 'abbreviation', attrs: { expansion } })),
)
const text = fc
  .record({ text: words, marks: fc.array(mark, { maxLength: 2 }) })
  .map((one): Text => said(one.text, ...one.marks))
const texts = fc.array(text, { maxLength: 4 })
const inline = fc.array(
  fc.oneof({ weight: 5, arbitrary: text }, fc.constant<Inline>({ type: 'hardBreak' })),
  { maxLength: 5 },
)
const aParagraph = inline.map((content): Paragraph => ({ type: 'paragraph', content }))

const aList = (depth: number): fc.Arbitrary<List> => {
  const within = depth > 1 ? fc.oneof(aParagraph, aList(depth - 1)) : aParagraph
  return fc.record({
    type: fc.constantFrom('bulletList' as const, 'orderedList' as const),
    content: fc.array(
      fc.record({ type: fc.constant('listItem' as const), content: fc.array(within, { maxLength: 3 }) }),
      { maxLength: 3 },
    ),
  })
}
const aCell = texts.map((content) => ({ type: 'tableCell' as const, content }))
const block: fc.Arbitrary<Block> = fc.oneof(
  aParagraph,
  aParagraph,
  fc.record({
    type: fc.constant('heading' as const),
    attrs: fc.record({ level: fc.constantFrom(2 as const, 3 as const, 4 as const) }),
    content: texts,
  }),
  aList(3),
  fc.array(aParagraph, { maxLength: 3 }).map((content) => ({ type: 'quote' as const, content })),
  fc.record({
    type: fc.constant('callout' as const),
    attrs: fc.record({ kind: fc.constantFrom(...CALLOUTS) }),
    content: fc.array(fc.oneof(aParagraph, aList(2)), { maxLength: 3 }),
  }),
  fc.record({
    type: fc.constant('table' as const),
    attrs: fc.record({ caption: oneLine }),
    content: fc.array(
      fc
        .array(aCell, { minLength: 1, maxLength: 3 })
        .map((content) => ({ type: 'tableRow' as const, content })),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  fc.record({
    type: fc.constant('image' as const),
    attrs: fc.record({
      file: fc.constant(PICTURE),
      alternative: oneLine,
      decorative: fc.boolean(),
      caption: oneLine,
      credit: oneLine,
    }),
  }),
  fc.constant({ type: 'separator' as const }),
)

/** Any rich text, untidy. */
export const anyText: fc.Arbitrary<RichText> = fc
  .array(block, { maxLength: 5 })
  .map((content) => ({ type: 'doc', content }))
