// What writing brings to the program: how rich texts look on both faces, and the editor that writes them.
import type { Module } from '#platform/house/module.ts'

const read = new URL('writing.css', import.meta.url)

export const writing: Module = {
  name: 'writing',
  styles: [
    { sheet: 'counter.css', file: read },
    { sheet: 'desk.css', file: read },
    { sheet: 'desk.css', file: new URL('editor/editor.css', import.meta.url) },
  ],
  islands: [new URL('editor/rich-editor.ts', import.meta.url)],
}
