// What the steering brings to the program: what is read is counted of nobody, and whoever keeps it reads how it is used.
import { agent, ownDesk } from '#platform/access.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import type { Module } from '#platform/house/module.ts'
import type { KeyKind } from '#platform/house/audience.ts'
import { agentList } from '#territory'
import { access, STEERING } from './count/access.ts'
import { showBoard } from './board/board.agent.ts'
import { paperSettings } from './board/paper.ts'
import { HERE, READINGS } from './board/place.ts'
import { readingsList } from './board/readings.list.ts'
import { sections } from './count/sections.ts'
import { blocks } from './network/blocks.ts'
import { contributorRoutes } from './network/contributor.agent.ts'
import { contributorList } from './network/list.ts'
import { personal, retention } from './network/personal.ts'
import { CONTRIBUTORS, OWN } from './network/place.ts'
import { REVIEW } from './report/make.ts'
import { REVIEWS } from './report/place.ts'
import { reviewList, reviewRoutes } from './report/reviews.agent.ts'
import { takeOpenings, TELL, tellingMonths } from './count/take.ts'

/** Units that one heads, and those below: found by the database alone. */
const LED: KeyKind = { kind: 'led', ever: agent('manager').anywhere.ever }

const NETWORK = { erased: 'Formations et remerciements de ses contributeurs' } as const
/** Whoever reads statistics alone reads nobody’s name. */
const mayRead = agent('admin', 'editor', 'manager').anywhere

export const steering: Module = {
  name: 'steering',
  access,
  keys: [LED],
  carried: [
    { table: 'steering.thing', rows: ITS_OWN, end: { erased: 'Lectures de ses contenus' } },
    { table: 'steering.training', rows: ITS_OWN, end: NETWORK },
    { table: 'steering.thanks', rows: ITS_OWN, end: NETWORK },
    { table: 'steering.report', rows: ITS_OWN, end: { erased: 'Bilans de l’année' } },
  ],
  personal,
  retention,
  settings: paperSettings,
  blocks,
  runs: [REVIEW],
  counted: [sections],
  takesOpenings: takeOpenings,
  routes: [
    {
      get: HERE,
      action: 'use.read',
      title: 'Pilotage',
      face: 'agent',
      handle: showBoard([
        { href: READINGS, label: 'Lectures' },
        { href: CONTRIBUTORS, label: contributorList.title, who: mayRead },
        { href: REVIEWS, label: reviewList.title, who: agent('admin', 'editor', 'analyst').anywhere },
      ]),
    },
    ...agentList(readingsList),
    ...agentList(contributorList),
    ...contributorRoutes,
    ...reviewRoutes,
  ],
  styles: [{ sheet: 'desk.css', file: new URL('steering.css', import.meta.url) }],
  jobs: (_config, _held, { counted }) => ({ [TELL]: tellingMonths(counted) }),
  recurring: [{ task: TELL, minutes: 24 * 60 }],
  navigation: [
    {
      menu: 'desk',
      order: 92,
      words: 'lectures, fréquentation, fraîcheur, satisfaction, statistiques, bilan',
      href: HERE,
      label: 'Pilotage',
      who: agent(...STEERING).anywhere,
    },
    { menu: 'own', order: 29, href: OWN, label: 'Mes contributions', who: ownDesk },
  ],
}
