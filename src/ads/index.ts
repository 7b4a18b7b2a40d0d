// The door of classified ads among agents.
export { answerAd, postAd, reportAd } from './ad.ts'
export { ads } from './module.ts'
