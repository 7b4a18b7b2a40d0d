// The door of the directory: who is elected in the territory, which service does what, and who works where.
export { keepPortrait } from './agents/portrait.ts'
export { agentsFound } from './agents/sought.ts'
export { tellCard } from './agents/queries.ts'
export { directory } from './module.ts'
