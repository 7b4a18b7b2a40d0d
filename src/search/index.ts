// The door of search.
export { search } from './module.ts'
