// The door of the network of correspondents.
export { announceSession, callMeeting, fileMinutes, signUp, tickAttendance } from './training/train.ts'
export { seatsOf } from './training/queries.ts'
export { correspondents } from './module.ts'
export { agree, approve, doubt, fillCard, handOver, nameCorrespondent, wordSheet } from './record/act.ts'
