// The door of replies: answers that people send by mail to what they were mailed.
export { replies } from './module.ts'
export { openReplies } from './open.ts'
