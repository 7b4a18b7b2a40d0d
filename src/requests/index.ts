// The door of requests: sending one, acting on it, following it.
export { type ActInput, act } from './act.ts'
export { CODE_HOURS, rateRequest } from './follow.ts'
export { runTimeouts } from './jobs.ts'
export { requests } from './module.ts'
export { anonymiseRequests, forgetDeskDrafts, forgetLooseFiles } from './retention.ts'
export { noteRequest } from './notes.ts'
export { type Channel, grantedTo } from './queries.ts'
export { type Sent, type Submission, submitRequest } from './submit.ts'
