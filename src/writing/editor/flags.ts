// Passages that a reader would stumble on, shown where they stand as one writes.
import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import type { Stumble } from '../text/stumbles.ts'

export interface Place {
  readonly from: number
  readonly to: number
  readonly node: Node
}

/** Where the node at the end of a path stands; null: it is no longer there. */
export function placeOf(doc: Node, path: readonly number[]): Place | null {
  let node = doc
  let from = 0
  for (const [depth, step] of path.entries()) {
    if (step >= node.childCount) return null
    if (depth > 0) from += 1
    for (let at = 0; at < step; at++) from += node.child(at).nodeSize
    node = node.child(step)
  }
  return path.length === 0 ? null : { from, to: from + node.nodeSize, node }
}

const KEY = new PluginKey<DecorationSet>('flags')

const flagOf = (doc: Node, { path, refuses }: Stumble): Decoration[] => {
  const place = placeOf(doc, path)
  if (place === null) return []
  const { from, to, node } = place
  const given = { 'data-flag': refuses ? 'warn' : 'info' }
  return [node.isText ? Decoration.inline(from, to, given) : Decoration.node(from, to, given)]
}

/** Shows them: they move with the text until they are told again. */
export const flag = ({ tr, doc }: EditorState, found: readonly Stumble[]): Transaction =>
  tr
    .setMeta(
      KEY,
      DecorationSet.create(
        doc,
        found.flatMap((one) => flagOf(doc, one)),
      ),
    )
    .setMeta('addToHistory', false)

export const Flags = Extension.create({
  name: 'flags',
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key: KEY,
      state: {
        init: () => DecorationSet.empty,
        apply: (tr, shown) => (tr.getMeta(KEY) as DecorationSet | undefined) ?? shown.map(tr.mapping, tr.doc),
      },
      props: { decorations: (state) => KEY.getState(state) },
    }),
  ],
})
