// The door of privacy: what is held about people, who opened it, its copy and its erasure.
export { privacy } from './module.ts'
export { replayErasures } from './erasure/replay.ts'
export { writerAt } from './retention/job.ts'
export { runRetention } from './retention/run.ts'
