// The door of drafting: definitions written on screen, a group of parts at a time, in a draft that is read again, then published.
export { draftPanel, versionsPanel } from './pages/draft.ts'
export { formOfGroup, type Group, linesOf, type Part, typedIn } from './parts.ts'
export { type Past, pastOf } from './past.ts'
export { draftRoutes, type Drafted } from './routes.ts'
export { bodyOf, writeCommands, type Written, writtenOf } from './written.ts'
