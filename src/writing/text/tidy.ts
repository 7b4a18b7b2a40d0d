// A rich text in its one form: what shows nothing is left out, what reads the same is the same. What is kept always is.
import {
  type Block,
  type Callout,
  CALLOUTS,
  type Cell,
  type Heading,
  type Image,
  type Level,
  type List,
  type ListItem,
  type Paragraph,
  type Quote,
  type RichText,
  type Table,
} from './document.ts'
import { lineOf, tidyInline, tidyLine, wordsIn } from './inline.ts'

const LEVELS: readonly Level[] = [2, 3, 4]

const tidyParagraph = ({ content }: Paragraph): Paragraph[] => {
  const shown = tidyInline(content)
  return shown.length === 0 ? [] : [{ type: 'paragraph', content: shown }]
}

const tidyHeading = ({ attrs, content }: Heading): Heading => ({
  type: 'heading',
  attrs: { level: LEVELS.find((level) => level === attrs.level) ?? 4 },
  content: tidyLine(content),
})

/** An item begins with words: one that only holds lists gives its own items. */
const tidyItem = (item: ListItem): ListItem[] => {
  const content = tidyFlow(item.content)
  return content[0]?.type === 'paragraph'
    ? [{ type: 'listItem', content }]
    : content.flatMap((one) => (one.type === 'paragraph' ? [] : one.content))
}

const tidyList = ({ type, content }: List): List[] => {
  const items = content.flatMap(tidyItem)
  return items.length === 0 ? [] : [{ type, content: items }]
}

const isList = (block: Block): block is List => block.type === 'bulletList' || block.type === 'orderedList'

/** Two lists of a kind that follow one another read as one. */
function joined<B extends Block>(blocks: readonly B[]): (B | List)[] {
  const all: (B | List)[] = []
  for (const block of blocks) {
    const last = all.at(-1)
    if (last !== undefined && isList(last) && isList(block) && last.type === block.type)
      all[all.length - 1] = { ...last, content: [...last.content, ...block.content] }
    else all.push(block)
  }
  return all
}

const tidyFlow = (flow: readonly (Paragraph | List)[]): (Paragraph | List)[] =>
  joined(
    flow.flatMap((one): (Paragraph | List)[] =>
      one.type === 'paragraph' ? tidyParagraph(one) : tidyList(one),
    ),
  )

const tidyQuote = ({ content }: Quote): Quote[] => {
  const shown = content.flatMap(tidyParagraph)
  return shown.length === 0 ? [] : [{ type: 'quote', content: shown }]
}

const tidyCallout = ({ attrs, content }: Callout): Callout[] => {
  const kind = CALLOUTS.find((one) => one === attrs.kind) ?? 'information'
  const shown = tidyFlow(content)
  return shown.length === 0 ? [] : [{ type: 'callout', attrs: { kind }, content: shown }]
}

/** As many cells in each row; the first row holds heads. */
function tidyTable({ attrs, content }: Table): Table[] {
  const columns = Math.max(0, ...content.map((row) => row.content.length))
  if (columns === 0) return []
  const rows = content.map((row, at) => ({
    type: 'tableRow' as const,
    content: Array.from(
      { length: columns },
      (_, column): Cell => ({
        type: at === 0 ? 'tableHeader' : 'tableCell',
        content: tidyLine(row.content[column]?.content ?? []),
      }),
    ),
  }))
  return [{ type: 'table', attrs: { caption: lineOf(attrs.caption) }, content: rows }]
}

const tidyImage = ({ attrs }: Image): Image => ({
  type: 'image',
  attrs: {
    file: attrs.file,
    alternative: attrs.decorative ? '' : lineOf(attrs.alternative),
    decorative: attrs.decorative,
    caption: lineOf(attrs.caption),
    credit: lineOf(attrs.credit),
  },
})

function tidyBlock(block: Block): Block[] {
  switch (block.type) {
    case 'paragraph':
      return tidyParagraph(block)
    case 'heading':
      return [tidyHeading(block)]
    case 'bulletList':
    case 'orderedList':
      return tidyList(block)
    case 'quote':
      return tidyQuote(block)
    case 'callout':
      return tidyCallout(block)
    case 'table':
      return tidyTable(block)
    case 'image':
      return [tidyImage(block)]
    case 'separator':
      return [{ type: 'separator' }]
  }
}

/** How a paragraph beside an image or a table says what belongs to it. */
export const SAYS = { table: 'Tableau', caption: 'Légende', credit: 'Crédit' } as const

/** What a plain paragraph says of its neighbour; null: it is a paragraph. */
export function saidIn(block: Block | undefined, label: string): string | null {
  if (block?.type !== 'paragraph') return null
  if (block.content.some((one) => one.type !== 'text' || one.marks !== undefined)) return null
  const text = wordsIn(block.content)
  const said = text.startsWith(label) ? /^\s*:\s*(.+)$/.exec(text.slice(label.length))?.[1] : undefined
  return said ?? null
}

/** « Tableau : … » before a table is its title; « Légende : … » and « Crédit : … » after an image are its own. */
function captioned(blocks: readonly Block[]): Block[] {
  const all: Block[] = []
  for (const block of blocks) {
    const last = all.at(-1)
    const title = block.type === 'table' && block.attrs.caption === '' ? saidIn(last, SAYS.table) : null
    const image = last?.type === 'image' ? told(last, block) : null
    if (title !== null && block.type === 'table')
      all[all.length - 1] = { ...block, attrs: { caption: title } }
    else if (image !== null) all[all.length - 1] = image
    else all.push(block)
  }
  return all
}

/** The image with what the paragraph after it says; null when it says nothing of it. */
function told(image: Image, after: Block): Image | null {
  for (const part of ['caption', 'credit'] as const) {
    const said = image.attrs[part] === '' ? saidIn(after, SAYS[part]) : null
    if (said !== null) return { ...image, attrs: { ...image.attrs, [part]: said } }
  }
  return null
}

const beside = (label: string, text: string): Paragraph[] =>
  text === '' ? [] : [{ type: 'paragraph', content: [{ type: 'text', text: `${label} : ${text}` }] }]

/** The same text with what belongs to tables and images in paragraphs beside them, as one writes it. */
export const spelled = ({ content }: RichText): RichText => ({
  type: 'doc',
  content: content.flatMap((block): Block[] => {
    if (block.type === 'table')
      return [...beside(SAYS.table, block.attrs.caption), { ...block, attrs: { caption: '' } }]
    if (block.type !== 'image') return [block]
    const { caption, credit } = block.attrs
    const image = { ...block, attrs: { ...block.attrs, caption: '', credit: '' } }
    return [image, ...beside(SAYS.caption, caption), ...beside(SAYS.credit, credit)]
  }),
})

/** A rich text in its one form. */
export const tidy = ({ content }: RichText): RichText => ({
  type: 'doc',
  content: captioned(joined(content.flatMap(tidyBlock))),
})
