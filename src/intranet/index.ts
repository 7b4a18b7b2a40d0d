// The door of the intranet: what agents come to beside the desk.
export { intranet } from './module.ts'
