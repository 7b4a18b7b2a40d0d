// The door of provisioning: the directory of an authority brings its agents by itself.
export { provisioning } from './module.ts'
export { insertKey, useKey } from './keys/queries.ts'
