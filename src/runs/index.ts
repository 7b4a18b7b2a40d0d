// The door of runs: long work, taken step by step by the queue, followed on screen by whoever asked. Kinds and verbs: #platform/runs.
export { runs } from './module.ts'
