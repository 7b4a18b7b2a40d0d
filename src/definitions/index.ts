// The door of definitions: one store of versions, whatever the kind.
export { definitions } from './module.ts'
export { definitionReader } from './files.ts'
export { publishFiled, readFiled } from './load.ts'
export { type Published, publishAll } from './publish.ts'
export type { LiveRow, Status, VersionRow } from './queries.ts'
export { live, noteChange, published, version, whileDefined } from './store.ts'
