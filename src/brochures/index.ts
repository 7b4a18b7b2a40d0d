// The door of brochures: their catalogue, orders of paper copies, their stock.
export { fileBrochure, makeBrochure } from './record/keep.ts'
export { brochures } from './module.ts'
export { placeOrder } from './record/order.ts'
export { moveStock } from './record/stock.ts'
