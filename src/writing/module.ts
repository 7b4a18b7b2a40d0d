// What writing brings to the program: how rich texts look, on both faces.
import type { Module } from '#platform/house/module.ts'

const file = new URL('writing.css', import.meta.url)

export const writing: Module = {
  name: 'writing',
  styles: [
    { sheet: 'counter.css', file },
    { sheet: 'desk.css', file },
  ],
}
