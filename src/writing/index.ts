// Door of writing: rich texts, whatever they are about: their schema, how they are read, and written.
export { emptyRich, type RichText } from './text/document.ts'
export { picturesOf, plainOf, summaryOf } from './text/plain.ts'
export { renderRich, type ShownFile } from './text/render.ts'
export { richText } from './text/schema.ts'
export { writing } from './module.ts'
export { richField } from './editor/field.ts'
export { notationOf } from './notation/write.ts'
export { type Stumble, stumbles } from './text/stumbles.ts'
