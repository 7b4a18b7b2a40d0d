// The door of notices: telling somebody something, once, by the channels that suit.
export { notices } from './module.ts'
export { notify, type Recipient } from './notify.ts'
export { forgetNotices } from './queries.ts'
