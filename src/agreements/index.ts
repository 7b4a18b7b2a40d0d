// The door of agreements: who uses what, at which price, until when.
export { issue } from './dues/titles.ts'
export { insertMeeting } from './meetings/queries.ts'
export { agreementsModule } from './module.ts'
export type { Offer } from './price/grid.ts'
export { amend, denounce, noteAct } from './record/act.ts'
export { insertGrid } from './record/queries.ts'
export { turn } from './record/turn.ts'
export { begin, populationOf, type Written } from './record/write.ts'
