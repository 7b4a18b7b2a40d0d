// The door of classified ads among agents.
export { answerAd, postAd, reportAd } from './record/ad.ts'
export { ads } from './module.ts'
export { addPhoto } from './photos/photo.ts'
