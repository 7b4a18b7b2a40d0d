// What the tools of the editor do.
import type { Editor } from '@tiptap/core'

type Act = (editor: Editor) => unknown

const LIST = 'listItem'

const TITLE = 'Tableau\u00a0: '

/** A table says its title in the paragraph before it. */
const TABLE = {
  rows: 3,
  columns: 2,
  title: { type: 'paragraph', content: [{ type: 'text', text: TITLE }] },
}

function insertTable(editor: Editor): void {
  // Tables hold words alone.
  if (editor.isActive('table')) return
  const cells = (type: string) => Array.from({ length: TABLE.columns }, () => ({ type }))
  const rows = Array.from({ length: TABLE.rows }, (_, at) => ({
    type: 'tableRow',
    content: cells(at === 0 ? 'tableHeader' : 'tableCell'),
  }))
  const start = editor.state.selection.from
  editor.commands.insertContent([TABLE.title, { type: 'table', content: rows }])
  // One writes its title first.
  editor.state.doc.nodesBetween(Math.max(0, start - 1), editor.state.doc.content.size, (node, at) => {
    const isTitle = node.type.name === 'paragraph' && node.textContent === TITLE
    if (isTitle) editor.commands.setTextSelection(at + 1 + node.content.size)
    return !isTitle
  })
}

export const ACTS: Readonly<Record<string, Act>> = {
  strong: (editor) => editor.commands.toggleMark('strong'),
  emphasis: (editor) => editor.commands.toggleMark('emphasis'),
  bulletList: (editor) => editor.commands.toggleList('bulletList', LIST),
  orderedList: (editor) => editor.commands.toggleList('orderedList', LIST),
  deeper: (editor) => editor.commands.sinkListItem(LIST),
  shallower: (editor) => editor.commands.liftListItem(LIST),
  separator: (editor) => editor.commands.insertContent({ type: 'separator' }),
  table: insertTable,
  addRow: (editor) => editor.commands.addRowAfter(),
  addColumn: (editor) => editor.commands.addColumnAfter(),
  dropRow: (editor) => editor.commands.deleteRow(),
  dropColumn: (editor) => editor.commands.deleteColumn(),
  dropTable: (editor) => editor.commands.deleteTable(),
  undo: (editor) => editor.commands.undo(),
  redo: (editor) => editor.commands.redo(),
}

/** Where a tool that is of use in one place alone is shown. */
export const WITHIN: Readonly<Record<string, string>> = { list: LIST, table: 'table' }

/** Makes what one writes in a title, a quote, a callout, or a paragraph again. */
export function setStyle(editor: Editor, style: string): void {
  const [name = '', of = ''] = style.split('-')
  const chain = editor.chain().clearNodes()
  if (name === 'heading') chain.setNode('heading', { level: Number(of) }).run()
  else if (name === 'quote') chain.wrapIn('quote').run()
  else if (name === 'callout') chain.wrapIn('callout', { kind: of }).run()
  else chain.run()
}

/** What one writes in, as the list of styles says it. */
export function styleAt(editor: Editor): string {
  for (const name of ['quote', 'callout']) {
    if (!editor.isActive(name)) continue
    const { kind } = editor.getAttributes(name)
    return kind === undefined ? name : `${name}-${kind}`
  }
  return editor.isActive('heading') ? `heading-${editor.getAttributes('heading').level}` : 'paragraph'
}
