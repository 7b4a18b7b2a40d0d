// The notation of a rich text, read: Markdown without its code and its markup, with callouts, abbreviations and stored pictures.
import type {
  Link,
  List as ListNode,
  Nodes,
  Paragraph as ParagraphNode,
  PhrasingContent,
  Table as TableNode,
} from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import { isHref } from '../text/address.ts'
import {
  type Block,
  type Callout,
  CALLOUTS,
  type Cell,
  emptyRich,
  type Inline,
  type Level,
  type List,
  type Mark,
  type Paragraph,
  type RichText,
  type Text,
} from '../text/document.ts'
import { tidy } from '../text/tidy.ts'
import { type LineProblem, outOfBounds } from './bounds.ts'
import { ABBREVIATION, DECORATIVE, FILE } from './words.ts'

export interface Reading {
  readonly doc: RichText
  readonly problems: readonly LineProblem[]
}

/** Those of Markdown that a rich text has no use for are plain characters. */
const PLAIN = [
  ...['autolink', 'htmlFlow', 'htmlText', 'definition', 'setextUnderline'],
  ...['codeFenced', 'codeIndented', 'codeText'],
]

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

interface Reader {
  readonly source: string
  readonly problems: LineProblem[]
}

type At = { readonly position?: Nodes['position'] }

const problem = (reader: Reader, at: At, message: string): void => {
  reader.problems.push({ line: at.position?.start.line ?? 1, message })
}

function linkMark(link: Link, reader: Reader): Mark[] {
  const { url, title } = link
  if (url === ABBREVIATION) {
    if (title) return [{ type: 'abbreviation', attrs: { expansion: title } }]
    problem(
      reader,
      link,
      'dites ce que veut dire le sigle, par exemple [PLU](sigle "plan local d’urbanisme").',
    )
    return []
  }
  if (title)
    problem(reader, link, 'un lien n’a pas de titre\u00a0: ne mettez que son adresse entre les parenthèses.')
  if (isHref(url)) return [{ type: 'link', attrs: { href: url } }]
  problem(
    reader,
    link,
    `l’adresse « ${url} » n’est pas acceptée : écrivez une adresse qui commence par https://, mailto: ou tel:, ou une page de ce site (/…).`,
  )
  return []
}

function inlineOf(nodes: readonly PhrasingContent[], reader: Reader, marks: readonly Mark[] = []): Inline[] {
  return nodes.flatMap((node): Inline[] => {
    switch (node.type) {
      case 'text':
        return [{ type: 'text', text: node.value, marks }]
      case 'break':
        return [{ type: 'hardBreak' }]
      case 'strong':
      case 'emphasis':
        return inlineOf(node.children, reader, [...marks, { type: node.type }])
      case 'link':
        return inlineOf(node.children, reader, [...marks, ...linkMark(node, reader)])
      default:
        problem(reader, node, 'une image se place seule, avec une ligne vide avant et après.')
        return []
    }
  })
}

const textsOf = (nodes: readonly PhrasingContent[], reader: Reader): Text[] =>
  inlineOf(nodes, reader).map((one) => (one.type === 'text' ? one : { type: 'text', text: ' ' }))

const paragraphOf = ({ children }: ParagraphNode, reader: Reader): Paragraph => ({
  type: 'paragraph',
  content: inlineOf(children, reader),
})

/** What stands in an item, a quote or a callout: paragraphs, and lists where they may. */
function flowOf(nodes: readonly Nodes[], reader: Reader, place: string): (Paragraph | List)[] {
  return nodes.flatMap((node): (Paragraph | List)[] => {
    if (node.type === 'paragraph') return [paragraphOf(node, reader)]
    if (node.type === 'list') return [listOf(node, reader)]
    problem(reader, node, `${place} ne contient que des paragraphes et des listes.`)
    return []
  })
}

function listOf({ ordered, children }: ListNode, reader: Reader): List {
  return {
    type: ordered ? 'orderedList' : 'bulletList',
    content: children.map((item) => ({
      type: 'listItem',
      content: flowOf(item.children, reader, 'une liste'),
    })),
  }
}

/** The kind that the first line of a quote names: it is a callout. Written with a backslash, it is a text. */
function kindOf(first: Nodes | undefined, { source }: Reader): RegExpExecArray | null {
  const [said] = first?.type === 'paragraph' ? first.children : []
  if (said?.type !== 'text' || source[said.position?.start.offset ?? 0] !== '[') return null
  return /^\[!(\p{L}+)\](?:\n|$)/u.exec(said.value)
}

function quoteOf(nodes: readonly Nodes[], reader: Reader): Block[] {
  const [first, ...others] = nodes
  const named = kindOf(first, reader)
  if (named !== null && first?.type === 'paragraph') return calloutOf(named, first, others, reader)
  return [
    {
      type: 'quote',
      content: nodes.flatMap((node) => {
        if (node.type === 'paragraph') return [paragraphOf(node, reader)]
        problem(reader, node, 'une citation ne contient que des paragraphes.')
        return []
      }),
    },
  ]
}

function calloutOf(
  [line, word = '']: RegExpExecArray,
  first: ParagraphNode,
  others: readonly Nodes[],
  reader: Reader,
): Callout[] {
  const kind = CALLOUTS.find((one) => one === word.toLowerCase())
  if (kind === undefined)
    problem(reader, first, `un encadré commence par [!information] ou [!attention], non par [!${word}].`)
  const [said, ...more] = first.children
  const rest = said?.type === 'text' ? [{ ...said, value: said.value.slice(line.length) }, ...more] : more
  return [
    {
      type: 'callout',
      attrs: { kind: kind ?? 'information' },
      content: flowOf([{ ...first, children: rest }, ...others], reader, 'un encadré'),
    },
  ]
}

function tableOf({ children }: TableNode, reader: Reader): Block {
  return {
    type: 'table',
    attrs: { caption: '' },
    content: children.map((row) => ({
      type: 'tableRow',
      content: row.children.map(
        (cell): Cell => ({ type: 'tableCell', content: textsOf(cell.children, reader) }),
      ),
    })),
  }
}

/** A picture alone, with what the lines under it say; null: the paragraph holds words. */
function pictureOf({ children }: ParagraphNode, reader: Reader): Block[] | null {
  const [picture, ...others] = children
  if (picture?.type !== 'image') return null
  const said = others.length === 0 ? [] : pictureLines(others)
  if (said === null) return null
  const file = picture.url.startsWith(FILE) ? picture.url.slice(FILE.length) : ''
  if (!UUID.test(file) || picture.title) {
    problem(reader, picture, 'cette image n’est pas connue\u00a0: choisissez-la dans la liste des images.')
    return []
  }
  const decorative = picture.alt === DECORATIVE
  const attrs = { file, alternative: picture.alt ?? '', decorative, caption: '', credit: '' }
  return [{ type: 'image', attrs }, ...said]
}

/** The lines under a picture, each a paragraph; null: they follow it on its own line. */
function pictureLines(nodes: readonly PhrasingContent[]): Paragraph[] | null {
  const [only] = nodes
  if (only?.type !== 'text' || nodes.length > 1 || !only.value.startsWith('\n')) return null
  return only.value
    .trim()
    .split('\n')
    .map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] }))
}

function blocksOf(node: Nodes, reader: Reader): Block[] {
  switch (node.type) {
    case 'paragraph':
      return pictureOf(node, reader) ?? [paragraphOf(node, reader)]
    case 'heading': {
      if (node.depth < 2 || node.depth > 4)
        problem(reader, node, 'un titre commence par ##, ### ou ####, suivi d’une espace.')
      const level = Math.min(4, Math.max(2, node.depth)) as Level
      return [{ type: 'heading', attrs: { level }, content: textsOf(node.children, reader) }]
    }
    case 'list':
      return [listOf(node, reader)]
    case 'blockquote':
      return quoteOf(node.children, reader)
    case 'table':
      return [tableOf(node, reader)]
    case 'thematicBreak':
      return [{ type: 'separator' }]
    default:
      problem(reader, node, 'cette mise en forme n’est pas connue.')
      return []
  }
}

/** The rich text that a notation says, in its one form, and what is wrong in which line. */
export function readNotation(typed: string): Reading {
  const source = typed.replace(/\r\n?/g, '\n')
  const refused = outOfBounds(source)
  if (refused !== null) return { doc: emptyRich, problems: [refused] }
  const root = fromMarkdown(source, {
    extensions: [gfmTable(), { disable: { null: PLAIN } }],
    mdastExtensions: [gfmTableFromMarkdown()],
  })
  const reader: Reader = { source, problems: [] }
  const content = root.children.flatMap((node) => blocksOf(node, reader))
  return { doc: tidy({ type: 'doc', content }), problems: reader.problems }
}
