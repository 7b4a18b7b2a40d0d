// The door of the pass.
export { pass } from './module.ts'
export { makeList } from './card/make.ts'
export { listedIn, type MadeAs, orderAgain, orderSupport, putInService, stepBatch } from './record/orders.ts'
export { endSupport, openPass } from './record/passes.ts'
export { addPlace, offerProduct, openDoor, signPartner } from './partner/keep.ts'
export { keptPlaces, type Price } from './partner/queries.ts'
export { settle, settlementsOf } from './settlement/queries.ts'
export { answerDispute, disputeLine, stepSettlement } from './settlement/settlement.ts'
