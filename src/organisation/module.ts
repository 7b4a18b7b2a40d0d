// What the organisation brings to the program: its screens. Units are the territory's; what they hold, of every module.
import { agent } from '#platform/access.ts'
import type { Place } from '#platform/http/navigation.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import type { Module } from '#platform/house/module.ts'
import { authorityAccess, calendarAccess, territory, theirs, unitAccess } from '#territory'
import { AUTHORITIES, CALENDARS, CHANGES, HOME } from './units/addresses.ts'
import { silentBlock } from './units/blocks.ts'
import { authoritiesOf } from './units/list.ts'
import { organisationSet } from './found.ts'
import { changeAccess } from './changes/change.ts'
import { applyDue } from './changes/jobs.ts'
import { agentsPart } from './agents/part.ts'
import { arrivalRoutes } from './arrivals/routes.ts'
import { directoryAccess } from './arrivals/access.ts'
import { INVITATIONS, LIMITS } from './arrivals/limits.ts'
import { directoryEnvironment } from './environment.ts'
import { readingsPart } from './readings/part.ts'
import { routes } from './routes.ts'

const DIRECTORIES = { erased: 'Annuaires et fournisseurs d’identité' } as const

const menu = (order: number, href: string, label: string, words: string): Place => ({
  menu: 'administration',
  group: 'Qui travaille où',
  who: agent('admin').anywhere,
  ...{ order, href, label, words },
})

export const organisation: Module = {
  name: 'organisation',
  environment: directoryEnvironment,
  carried: [
    {
      table: 'organisation.change',
      rows: ITS_OWN,
      end: { erased: 'Réorganisations' },
      subject: { kind: 'reorganisation', by: 'id' },
    },
    {
      table: 'organisation.directory',
      rows: ITS_OWN,
      end: DIRECTORIES,
      without: { password: 'a secret of the authority’s directory, which has it' },
    },
    { table: 'organisation.entry', rows: ITS_OWN, end: DIRECTORIES },
    { table: 'organisation.reading', rows: ITS_OWN, end: DIRECTORIES },
  ],
  limits: LIMITS,
  settings: [INVITATIONS],
  blocks: [{ on: 'administration', order: 6, show: silentBlock }],
  ...agentsPart,
  ...readingsPart,
  access: {
    ...agentsPart.access,
    ...authorityAccess,
    ...unitAccess,
    ...changeAccess,
    ...calendarAccess,
    ...directoryAccess,
  },
  notices: [...agentsPart.notices, ...readingsPart.notices],
  routes: [...routes, ...agentsPart.routes, ...arrivalRoutes, ...readingsPart.routes],
  listeners: {
    ...agentsPart.listeners,
    'unit.created': [],
    'unit.changed': [],
    'authority.changed': [],
    'calendar.created': [],
    'calendar.changed': [],
    'directory.changed': [],
    'unit.reorganised': [],
    'unit.restored': [],
    'reorganisation.planned': [],
    'reorganisation.applied': [],
    'reorganisation.dropped': [],
    'reorganisation.undone': [],
  },
  jobs: (config, ...given) => ({
    ...agentsPart.jobs(config, ...given),
    ...readingsPart.jobs(config),
    'organisation.apply': applyDue,
  }),
  recurring: [
    { task: 'organisation.apply', minutes: 15 },
    ...agentsPart.recurring,
    ...readingsPart.recurring,
  ],
  navigation: [
    {
      ...menu(22, HOME, 'Organisation', 'unités, services, équipes, fonctions, communes servies'),
      who: agent('admin', 'steward').anywhere,
      count: ({ db, actor }) =>
        db.read(actor, async (tx) => {
          const place = await territory(tx)
          const [first] = authoritiesOf(tx, place)
          return first === undefined ? null : place.unitsOf(first.id).filter(theirs(tx, place)).length
        }),
    },
    ...agentsPart.navigation,
    menu(24, CHANGES, 'Réorganisations', 'fermer, réunir, déplacer un service'),
    menu(26, CALENDARS, 'Calendriers', 'horaires, heures d’ouverture, jours fermés, jours fériés'),
    menu(
      28,
      AUTHORITIES,
      'Collectivités',
      'nom, logo, couleurs, contraste, thème, adresse, téléphone, contact, noms de domaine',
    ),
  ],
  found: organisationSet,
  styles: [{ sheet: 'desk.css', file: new URL('organisation.css', import.meta.url) }],
}
