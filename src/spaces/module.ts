// What spaces bring to the program.
import { agent, elected } from '#platform/access.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import type { Module } from '#platform/house/module.ts'
import { spaceContentRoutes } from './contents/contents.page.ts'
import { countedSpaces } from './counted.ts'
import { documentForms } from './documents/forms.ts'
import { documentPages } from './documents/documents.page.ts'
import { blocks } from './home/blocks.ts'
import { homeRoutes } from './home/home.page.ts'
import { listRoutes } from './home/list.page.ts'
import { openRoutes } from './home/open.page.ts'
import { tasks } from './home/awaited.ts'
import { list } from './keeping/list.ts'
import { keepingRoutes } from './keeping/screens.ts'
import { memberRoutes } from './members/members.page.ts'
import { personal, retention } from './personal.ts'
import { planRoutes } from './plan/plan.page.ts'
import { access } from './record/access.ts'
import { ASKING, SPACE_SUBJECT, TOPIC, WISH } from './record/events.ts'
import { HERE } from './record/frame.ts'
import { CONTRIBUTOR, MODERATOR, SPACE } from './record/keys.ts'
import { LIMITS } from './record/limits.ts'
import { wishesWaiting } from './record/queries.ts'
import { sought } from './sought.ts'
import { talkRoutes } from './talk/talk.page.ts'
import { kinds } from './tell/kinds.ts'
import { topicReplies } from './tell/answer.ts'
import { leaveAccess, leaveRoutes, talkDigest } from './tell/mail.ts'
import { HAND_OVER, listeners, tellingJobs } from './tell/tell.ts'

const SPACES = { erased: 'Espaces de travail' } as const
const OF_SPACE = { rows: { column: 'space_id', of: 'spaces.space' }, end: SPACES } as const

export const spacesModule: Module = {
  name: 'spaces',
  access: { ...access, ...leaveAccess },
  keys: [SPACE, CONTRIBUTOR, MODERATOR],
  limits: LIMITS,
  routes: [
    ...listRoutes,
    ...openRoutes,
    ...homeRoutes,
    ...memberRoutes,
    ...talkRoutes,
    ...documentPages,
    ...documentForms,
    ...planRoutes,
    ...spaceContentRoutes,
    ...keepingRoutes,
    ...leaveRoutes,
  ],
  styles: [{ sheet: 'desk.css', file: new URL('spaces.css', import.meta.url) }],
  blocks,
  awaited: [tasks],
  notices: kinds,
  listeners,
  digests: [talkDigest],
  replies: [topicReplies],
  jobs: (config) => tellingJobs({ site: { name: 'Parvis' }, origin: config.publicUrl }, config),
  recurring: [{ task: HAND_OVER, minutes: 60 }],
  sought,
  counted: [countedSpaces],
  personal,
  retention,
  carried: [
    { table: 'spaces.space', rows: ITS_OWN, end: SPACES, subject: { kind: SPACE_SUBJECT, by: 'id' } },
    { table: 'spaces.wish', rows: ITS_OWN, end: SPACES, subject: { kind: WISH, by: 'id' } },
    { table: 'spaces.admission', ...OF_SPACE },
    { table: 'spaces.asking', ...OF_SPACE, subject: { kind: ASKING, by: 'id' } },
    { table: 'spaces.folder', ...OF_SPACE },
    { table: 'spaces.document', ...OF_SPACE },
    { table: 'spaces.edition', ...OF_SPACE, subject: { kind: 'spacefile', by: 'id' } },
    { table: 'spaces.topic', ...OF_SPACE, subject: { kind: TOPIC, by: 'id' } },
    { table: 'spaces.meeting', ...OF_SPACE },
    { table: 'spaces.task', ...OF_SPACE },
  ],
  navigation: [
    { menu: 'territories', order: 20, href: HERE, label: 'Espaces', who: elected },
    { menu: 'intranet', order: 28, href: HERE, label: 'Espaces', who: agent().anywhere },
    { menu: 'own', order: 26, href: HERE, label: 'Espaces', who: agent().anywhere },
    {
      menu: 'administration',
      order: 28,
      words: 'salles, conférences des maires, espaces métier, groupes de travail, projets, clubs, membres',
      href: list.at,
      label: list.title,
      group: 'Qui travaille où',
      who: agent('admin').anywhere,
      count: async ({ actor, db }) => {
        const waiting = await db.read(actor, wishesWaiting)
        return waiting.length === 0 ? null : waiting.length
      },
    },
  ],
}
