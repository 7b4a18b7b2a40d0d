// The door of bodies: who is elected where, as what, and until when.
export { bodiesModule } from './module.ts'
export { type Kind, type Post, postText } from './record/kinds.ts'
export { type LoadedBody, type LoadedSeat, loadBodies } from './record/load.ts'
export { type Conference, conferences, namedBodies, sittingOf } from './record/queries.ts'
export { everySeat, seatsNamed, type Sitting } from './sitting/queries.ts'
export { addressOf as sittingAddress } from './sitting/sitting.elected.ts'
