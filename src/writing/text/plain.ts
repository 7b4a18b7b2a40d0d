// A rich text as plain words: for searches, digests and lists.
import type { Block, List, Paragraph, RichText } from './document.ts'
import { wordsIn } from './inline.ts'

const flowOf = (flow: readonly (Paragraph | List)[]): string[] =>
  flow.flatMap((one) =>
    one.type === 'paragraph' ? [wordsIn(one.content)] : one.content.flatMap((item) => flowOf(item.content)),
  )

/** What a block says, a line each; an image says what it shows. */
function linesOf(block: Block): string[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return [wordsIn(block.content)]
    case 'bulletList':
    case 'orderedList':
      return flowOf([block])
    case 'quote':
    case 'callout':
      return flowOf(block.content)
    case 'table':
      return [
        block.attrs.caption,
        ...block.content.map((row) => row.content.map((cell) => wordsIn(cell.content)).join(', ')),
      ]
    case 'image':
      return [block.attrs.alternative, block.attrs.caption]
    case 'separator':
      return []
  }
}

/** All its words, a line for each paragraph, item and row. */
export const plainOf = ({ content }: RichText): string =>
  content
    .flatMap(linesOf)
    .filter((line) => line.trim() !== '')
    .join('\n')

/** What its paragraphs begin with, in so many characters at most, cut between two words. */
export function summaryOf({ content }: RichText, length: number): string {
  const text = content
    .filter((block) => block.type === 'paragraph')
    .map((block) => wordsIn(block.content).replaceAll('\n', ' '))
    .join(' ')
  if (text.length <= length) return text
  const head = text.slice(0, length)
  const space = head.lastIndexOf(' ')
  return `${head.slice(0, space > 0 ? space : length - 1).toWellFormed()}…`
}

/** Those that its pictures name, each once. */
export const picturesOf = ({ content }: RichText): string[] => [
  ...new Set(content.flatMap((block) => (block.type === 'image' ? [block.attrs.file] : []))),
]
