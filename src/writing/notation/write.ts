// A rich text in its notation, for whoever writes without a script: what read.ts makes the same text of.
import type { BlockContent, DefinitionContent, List as ListNode, Paragraph as ParagraphNode } from 'mdast'
import type { Parent, Parents, PhrasingContent, Root, RootContent, Table as TableNode } from 'mdast'
import { gfmTableToMarkdown } from 'mdast-util-gfm-table'
import { type Info, type State, toMarkdown } from 'mdast-util-to-markdown'
import type {
  Block,
  Callout,
  Image,
  Inline,
  List,
  Mark,
  Paragraph,
  RichText,
  Table,
  Text,
} from '../text/document.ts'
import { spelled } from '../text/tidy.ts'
import { ABBREVIATION, DECORATIVE, FILE } from './words.ts'

/** A callout is written as a quote whose first line names its kind. */
interface CalloutNode extends Parent {
  type: 'callout'
  kind: string
  children: (BlockContent | DefinitionContent)[]
}

declare module 'mdast' {
  interface RootContentMap {
    callout: CalloutNode
  }
  interface BlockContentMap {
    callout: CalloutNode
  }
}

const sameMark = (one: Mark | undefined, other: Mark | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/** Those passages that follow one another under the same outer mark, together. */
function runsOf(texts: readonly Text[]): Text[][] {
  const runs: Text[][] = []
  for (const text of texts) {
    const last = runs.at(-1)
    if (last !== undefined && sameMark(last[0]?.marks?.[0], text.marks?.[0])) last.push(text)
    else runs.push([text])
  }
  return runs
}

const within = (run: readonly Text[]): Text[] =>
  run.map(({ type, text, marks }) => ({ type, text, marks: marks?.slice(1) }))

function phraseOf(mark: Mark, children: PhrasingContent[]): PhrasingContent {
  switch (mark.type) {
    case 'strong':
    case 'emphasis':
      return { type: mark.type, children }
    case 'link':
      return { type: 'link', url: mark.attrs.href, children }
    case 'abbreviation':
      return { type: 'link', url: ABBREVIATION, title: mark.attrs.expansion, children }
  }
}

function phrasesOf(texts: readonly Text[]): PhrasingContent[] {
  return runsOf(texts).flatMap((run): PhrasingContent[] => {
    const mark = run[0]?.marks?.[0]
    if (mark === undefined) return run.map(({ text }) => ({ type: 'text', value: text }))
    return [phraseOf(mark, phrasesOf(within(run)))]
  })
}

/** Changes of line stand outside every mark. */
function inlineOf(content: readonly Inline[]): PhrasingContent[] {
  const cut = content.findIndex(({ type }) => type === 'hardBreak')
  const texts = (cut < 0 ? content : content.slice(0, cut)).filter((one) => one.type === 'text')
  return cut < 0
    ? phrasesOf(texts)
    : [...phrasesOf(texts), { type: 'break' }, ...inlineOf(content.slice(cut + 1))]
}

const paragraphOf = ({ content }: Paragraph): ParagraphNode => ({
  type: 'paragraph',
  children: inlineOf(content),
})

const flowOf = (flow: readonly (Paragraph | List)[]): (ParagraphNode | ListNode)[] =>
  flow.map((one) => (one.type === 'paragraph' ? paragraphOf(one) : listOf(one)))

const listOf = ({ type, content }: List): ListNode => ({
  type: 'list',
  ordered: type === 'orderedList',
  spread: false,
  children: content.map((item) => ({ type: 'listItem', spread: false, children: flowOf(item.content) })),
})

const tableOf = ({ content }: Table): TableNode => ({
  type: 'table',
  children: content.map((row) => ({
    type: 'tableRow',
    children: row.content.map((cell) => ({ type: 'tableCell', children: inlineOf(cell.content) })),
  })),
})

function imageOf({ attrs }: Image): ParagraphNode {
  const alt = attrs.decorative ? DECORATIVE : attrs.alternative
  return { type: 'paragraph', children: [{ type: 'image', url: FILE + attrs.file, alt }] }
}

const calloutOf = ({ attrs, content }: Callout): CalloutNode => ({
  type: 'callout',
  kind: attrs.kind,
  children: flowOf(content),
})

function nodeOf(block: Block): RootContent {
  switch (block.type) {
    case 'paragraph':
      return paragraphOf(block)
    case 'heading':
      return { type: 'heading', depth: block.attrs.level, children: inlineOf(block.content) }
    case 'bulletList':
    case 'orderedList':
      return listOf(block)
    case 'quote':
      return { type: 'blockquote', children: block.content.map(paragraphOf) }
    case 'callout':
      return calloutOf(block)
    case 'table':
      return tableOf(block)
    case 'image':
      return imageOf(block)
    case 'separator':
      return { type: 'thematicBreak' }
  }
}

function writeCallout(node: CalloutNode, _: Parents | undefined, state: State, info: Info): string {
  const exit = state.enter('blockquote')
  const tracker = state.createTracker(info)
  tracker.move('> ')
  tracker.shift(2)
  const inside = state.containerFlow({ type: 'blockquote', children: node.children }, tracker.current())
  exit()
  return state.indentLines(`[!${node.kind}]\n${inside}`, (line, _at, isBlank) =>
    isBlank ? '>' : `> ${line}`,
  )
}

/** The notation of a rich text, a line for each paragraph. */
export function notationOf(doc: RichText): string {
  const root: Root = { type: 'root', children: spelled(doc).content.map(nodeOf) }
  const written = toMarkdown(root, {
    bullet: '-',
    rule: '-',
    resourceLink: true,
    listItemIndent: 'one',
    handlers: { callout: writeCallout },
    extensions: [gfmTableToMarkdown()],
  })
  return written.trimEnd()
}
