// The door of job offers: posts that authorities offer to their agents, and the profile that finds them.
export { applyTo, formNamed } from './apply/application.ts'
export { publishVacancy } from './record/keep.ts'
export { type Offer, offersFor } from './list.ts'
export { factsOf as offerFacts } from './one.page.ts'
export { vacancies } from './module.ts'
export { keepProfile, type Said as SaidOfVacancy } from './record/queries.ts'
