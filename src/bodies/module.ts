// What bodies bring to the program.
import { agent, elected } from '#platform/access.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import type { Module } from '#platform/house/module.ts'
import { simple } from '#platform/house/retention.ts'
import { forgetImports } from './arrivals/queries.ts'
import { keys } from './keys.ts'
import { CONFERENCES, openRoutes, TITLE as CONFERENCES_TITLE } from './open/conferences.citizen.ts'
import { LIMITS } from './record/limits.ts'
import { personal } from './personal.ts'
import { access } from './record/access.ts'
import { BODY, listeners } from './record/events.ts'
import { forgetSeats } from './record/queries.personal.ts'
import { routes } from './routes.ts'
import { bodiesSet } from './screens/found.ts'
import { list } from './screens/list.ts'
import { blocks } from './screens/own-seats.ts'
import { blocks as homeBlocks } from './sitting/home.ts'
import { HERE, sittingRoutes } from './sitting/sitting.elected.ts'

const SEATED = { erased: 'Instances et élus' } as const

export const bodiesModule: Module = {
  name: 'bodies',
  access,
  routes: [...routes, ...sittingRoutes, ...openRoutes],
  listeners,
  limits: LIMITS,
  keys,
  blocks: [...blocks, ...homeBlocks],
  personal,
  retention: [
    simple('seat.delete', 'Mandats électifs finis', forgetSeats),
    simple('register_import.delete', 'Imports du répertoire des élus', forgetImports),
  ],
  carried: [
    { table: 'bodies.body', rows: ITS_OWN, end: SEATED, subject: { kind: BODY, by: 'id' } },
    { table: 'bodies.gathered', rows: ITS_OWN, end: SEATED },
    { table: 'bodies.member', rows: ITS_OWN, end: SEATED },
    { table: 'bodies.term', rows: { column: 'body_id', of: 'bodies.body' }, end: SEATED },
    { table: 'bodies.seat', rows: { column: 'term_id', of: 'bodies.term' }, end: SEATED },
  ],
  found: [bodiesSet],
  navigation: [
    { menu: 'sitemap', group: 'Le territoire', order: 54, href: CONFERENCES, label: CONFERENCES_TITLE },
    { menu: 'territories', order: 30, href: HERE, label: 'Instances', who: elected },
    {
      menu: 'administration',
      order: 29,
      words:
        'conseil municipal, conseil de la métropole, maire, adjoints, délégations, commissions, conférences des maires, groupes, mandats',
      href: list.at,
      label: list.title,
      group: 'Qui travaille où',
      who: agent('admin').anywhere,
    },
  ],
}
