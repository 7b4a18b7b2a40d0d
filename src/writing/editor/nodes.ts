// What one may write in the editor: the closed tree of rich texts, as its library wants it said.
import { type AnyExtension, Mark, Node } from '@tiptap/core'
import { BulletList, ListItem, OrderedList } from '@tiptap/extension-list'
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table'
import { TrailingNode, UndoRedo } from '@tiptap/extensions'
import { isHref } from '../text/address.ts'
import { CALLOUTS } from '../text/document.ts'

const FLOW = '(paragraph | bulletList | orderedList)'

const Doc = Node.create({ name: 'doc', topNode: true, content: 'block+' })
const Words = Node.create({ name: 'text', group: 'inline' })

const Paragraph = Node.create({
  name: 'paragraph',
  priority: 1000,
  group: 'block',
  content: 'inline*',
  parseHTML: () => [{ tag: 'p' }],
  renderHTML: () => ['p', 0],
})

const HardBreak = Node.create({
  name: 'hardBreak',
  group: 'inline',
  inline: true,
  selectable: false,
  parseHTML: () => [{ tag: 'br' }],
  renderHTML: () => ['br'],
  addKeyboardShortcuts() {
    const add = () => this.editor.commands.insertContent({ type: this.name })
    return { 'Shift-Enter': add, 'Mod-Enter': add }
  },
})

/** Levels of pasted pages begin at one: theirs are taken down into ours. */
const HEADINGS = [
  ['h1', 2],
  ['h2', 2],
  ['h3', 3],
  ['h4', 4],
  ['h5', 4],
  ['h6', 4],
] as const

const Heading = Node.create({
  name: 'heading',
  group: 'block',
  content: 'text*',
  defining: true,
  addAttributes: () => ({ level: { default: 2, rendered: false } }),
  parseHTML: () => HEADINGS.map(([tag, level]) => ({ tag, attrs: { level } })),
  renderHTML: ({ node }) => [`h${node.attrs.level}`, 0],
})

const Quote = Node.create({
  name: 'quote',
  group: 'block',
  content: 'paragraph+',
  defining: true,
  parseHTML: () => [{ tag: 'blockquote' }],
  renderHTML: () => ['blockquote', 0],
})

const TONES: Readonly<Record<string, string>> = { information: 'info', attention: 'warn' }

const Callout = Node.create({
  name: 'callout',
  group: 'block',
  content: `${FLOW}+`,
  defining: true,
  addAttributes: () => ({ kind: { default: 'information', rendered: false } }),
  parseHTML: () => CALLOUTS.map((kind) => ({ tag: `div[data-callout=${kind}]`, attrs: { kind } })),
  renderHTML: ({ node }) => [
    'div',
    { class: `notice ${TONES[node.attrs.kind]}`, 'data-callout': node.attrs.kind },
    ['div', 0],
  ],
})

const Separator = Node.create({
  name: 'separator',
  group: 'block',
  parseHTML: () => [{ tag: 'hr' }],
  renderHTML: () => ['hr'],
})

/** A picture, told by its words; where its file is read is known to the page. */
const image = (addressOf: (file: string) => string | undefined) =>
  Node.create({
    name: 'image',
    group: 'block',
    draggable: true,
    addAttributes: () => ({
      file: { default: '', parseHTML: (figure: Element) => figure.getAttribute('data-file') },
      alternative: { default: '', parseHTML: (figure: Element) => figure.getAttribute('data-said') },
      decorative: { default: false, parseHTML: (figure: Element) => figure.hasAttribute('data-decorative') },
      caption: { default: '' },
      credit: { default: '' },
    }),
    parseHTML: () => [{ tag: 'figure[data-file]' }],
    renderHTML({ node: { attrs } }) {
      const { file, alternative, decorative } = attrs
      const said = decorative ? 'Image décorative' : alternative || 'Image sans description'
      const kept = { 'data-file': file, 'data-said': alternative, 'data-decorative': decorative ? '' : null }
      return [
        'figure',
        kept,
        ...(addressOf(file) === undefined ? [] : [['img', { src: addressOf(file), alt: '' }] as const]),
        ['figcaption', said],
      ]
    },
  })

const Strong = Mark.create({
  name: 'strong',
  excludes: 'strong emphasis',
  parseHTML: () => [{ tag: 'strong' }],
  renderHTML: () => ['strong', 0],
  addKeyboardShortcuts() {
    return { 'Mod-b': () => this.editor.commands.toggleMark(this.name) }
  },
})

const Emphasis = Mark.create({
  name: 'emphasis',
  excludes: 'strong emphasis',
  parseHTML: () => [{ tag: 'em' }],
  renderHTML: () => ['em', 0],
  addKeyboardShortcuts() {
    return { 'Mod-i': () => this.editor.commands.toggleMark(this.name) }
  },
})

const Link = Mark.create({
  name: 'link',
  excludes: 'link abbreviation',
  inclusive: false,
  addAttributes: () => ({ href: { default: '' } }),
  parseHTML: () => [
    { tag: 'a[href]', getAttrs: (link) => (isHref(link.getAttribute('href') ?? '') ? null : false) },
  ],
  renderHTML: ({ mark }) => ['a', { href: mark.attrs.href }, 0],
})

const Abbreviation = Mark.create({
  name: 'abbreviation',
  excludes: 'link abbreviation',
  inclusive: false,
  addAttributes: () => ({
    expansion: { default: '', parseHTML: (said: Element) => said.getAttribute('title') },
  }),
  parseHTML: () => [{ tag: 'abbr[title]' }],
  renderHTML: ({ mark }) => ['abbr', { title: mark.attrs.expansion }, 0],
})

/** The key Tab leaves the editor, as it leaves every field: items are moved by other keys. */
const Item = ListItem.extend({
  content: `paragraph ${FLOW}*`,
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      'Mod-]': () => this.editor.commands.sinkListItem(this.name),
      'Mod-[': () => this.editor.commands.liftListItem(this.name),
    }
  },
})

const plainTable = Table.extend({
  addAttributes: () => ({ caption: { default: '', rendered: false } }),
  renderHTML: () => ['table', ['tbody', 0]],
  addNodeView: () => null,
  addKeyboardShortcuts: () => ({}),
}).configure({ resizable: false })

/** Everything that may be written. */
export const nodes = (addressOf: (file: string) => string | undefined): AnyExtension[] => [
  ...[Doc, Words, Paragraph, HardBreak, Heading, Quote, Callout, Separator, image(addressOf)],
  ...[BulletList, OrderedList].map((list) => list.configure({ HTMLAttributes: { class: 'plain' } })),
  Item,
  ...[plainTable, TableRow, TableHeader.extend({ content: 'text*' }), TableCell.extend({ content: 'text*' })],
  ...[Strong, Emphasis, Link, Abbreviation, UndoRedo, TrailingNode],
]
