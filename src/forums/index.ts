// The door of forums: rooms of talk that an authority opens to an audience.
export { openForum } from './keeping/screens.ts'
export { forums } from './module.ts'
export { contest, hide, judge, report } from './moderating/moderate.ts'
export { readThread } from './record/find.ts'
export { noteRead, postOf } from './record/queries.posts.ts'
export { beginThread, reply } from './talk/say.ts'
