// The door of kiosks: shared devices where agents come in by a number and six digits.
export { makeDevice } from './device/device.ts'
export { kiosk } from './module.ts'
export { openDevice } from './stand/enter.ts'
export { PAY } from './stand/pay.ts'
