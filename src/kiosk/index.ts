// The door of kiosks: shared devices where agents come in by a number and six digits.
export { kiosk } from './module.ts'
