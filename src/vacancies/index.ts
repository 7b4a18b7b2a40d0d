// The door of job offers: posts that authorities offer to their agents, and the profile that finds them.
export { publishVacancy } from './keep.ts'
export { vacancies } from './module.ts'
export { keepProfile, type Said as SaidOfVacancy } from './queries.ts'
