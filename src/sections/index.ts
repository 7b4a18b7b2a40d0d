// The door of thematic sections: what agents find by subject, whichever directorate answers for it.
export { sections } from './module.ts'
