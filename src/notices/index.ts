// The door of notices: telling somebody something, once, by the channels that suit.
export { choicesOf } from './places.ts'
export { keepWishes } from './keep.ts'
export { notices } from './module.ts'
export { isMailed, notify, quietAt, type Recipient, type Words } from './notify.ts'
export { kindIds } from './places.ts'
export { forgetNotices, markAllRead, noticesOf, unreadOf } from './queries.ts'
export { say } from './say.ts'
