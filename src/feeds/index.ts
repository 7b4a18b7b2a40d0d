// The door of feeds: lists read by programs, as anybody or as one person.
export { alternatesOf, subscribeLink } from './links.ts'
export { feeds } from './module.ts'
