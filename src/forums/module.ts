// What forums bring to the program.
import { agent } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import { blocks } from './blocks.ts'
import { threadDigest } from './digest.ts'
import { keepingRoutes } from './keeping/screens.ts'
import { moderatingRoutes } from './moderating/screens.ts'
import { LIMITS } from './record/limits.ts'
import { personal, retention } from './personal.ts'
import { access } from './record/access.ts'
import { FORUM, THREAD } from './record/events.ts'
import { HERE } from './record/find.ts'
import { addressed, sought } from './sought.ts'
import { listRoutes } from './talk/list.page.ts'
import { threadRoutes } from './talk/thread.page.ts'
import { threadReplies } from './tell/answer.ts'
import { kinds } from './tell/kinds.ts'
import { leaveAccess, leaveRoutes } from './tell/leave.ts'
import { jobs, listeners } from './tell/tell.ts'
import { forumsOfYear } from './yearly.ts'

const FORUMS = { erased: 'Forums' } as const
const OF_THREAD = {
  rows: { column: 'thread_id', of: 'forums.thread' },
  end: FORUMS,
} as const

export const forums: Module = {
  name: 'forums',
  yearly: [forumsOfYear],
  access: { ...access, ...leaveAccess },
  routes: [...listRoutes, ...threadRoutes, ...keepingRoutes, ...moderatingRoutes, ...leaveRoutes],
  styles: [{ sheet: 'desk.css', file: new URL('forums.css', import.meta.url) }],
  blocks,
  notices: kinds,
  listeners,
  digests: [threadDigest],
  replies: [threadReplies],
  jobs: (config) => jobs({ site: { name: 'Parvis' }, origin: config.publicUrl }, config),
  sought,
  addressed: [addressed],
  limits: LIMITS,
  personal,
  retention,
  carried: [
    { table: 'forums.forum', rows: ITS_OWN, end: FORUMS, subject: { kind: FORUM, by: 'id' } },
    {
      table: 'forums.thread',
      rows: { column: 'forum_id', of: 'forums.forum' },
      end: FORUMS,
      subject: { kind: THREAD, by: 'id' },
    },
    { table: 'forums.post', ...OF_THREAD },
    { table: 'forums.hiding', ...OF_THREAD },
    {
      table: 'forums.appeal',
      rows: { column: 'hiding_id', of: 'forums.hiding' },
      end: FORUMS,
    },
  ],
  navigation: [{ menu: 'intranet', order: 30, href: HERE, label: 'Forums', who: agent().anywhere }],
}
