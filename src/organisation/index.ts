// The door of the organisation: who works where, on screen.
export { unitChoices } from './agents/forms.ts'
export { plan as planChange, preview as previewChange } from './changes/change.ts'
export { organisation } from './module.ts'
