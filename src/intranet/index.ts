// The door of the intranet: what agents come to beside the desk.
export { keepApplication, ownApplications } from './applications/queries.ts'
export { makeArrangement } from './arranging/act.ts'
export { intranet } from './module.ts'
export type { Placed } from './placing.ts'
