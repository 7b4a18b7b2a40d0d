// What privacy brings to the program.
import { agent } from '#platform/access.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import type { Module } from '#platform/house/module.ts'
import { access } from './words/access.ts'
import { incidentsOpen } from './incidents/handle.ts'
import { incidentRoutes } from './incidents/routes.admin.ts'
import { personal } from './data/holdings.ts'
import { ERASE, followClosing } from './erasure/replay.ts'
import { retentionJob, RETENTION } from './retention/job.ts'
import { retentionRoutes } from './retention/routes.admin.ts'
import { retention } from './retention/rules.ts'
import { routes } from './routes.citizen.ts'
import { privacyNotices } from './words/kinds.ts'

const HOLDINGS = new URL('data/holdings.css', import.meta.url)

export const privacy: Module = {
  name: 'privacy',
  access,
  routes: [...routes, ...incidentRoutes, ...retentionRoutes],
  listeners: { 'person.closed': [ERASE], 'incident.told': [], 'incident.handled': [] },
  recurring: [{ task: RETENTION, minutes: 1440 }],
  navigation: [
    {
      menu: 'administration',
      order: 70,
      href: '/administration/conservation',
      label: 'Conservation des données',
      group: 'Données personnelles',
      who: agent('admin').anywhere,
    },
    {
      menu: 'administration',
      order: 80,
      href: '/administration/acces-signales',
      label: 'Accès signalés',
      group: 'Données personnelles',
      who: agent('admin').anywhere,
      count: incidentsOpen,
    },
    { menu: 'account', order: 70, href: '/compte/donnees', label: 'Mes données' },
  ],
  notices: privacyNotices,
  personal,
  carried: [
    {
      table: 'privacy.incident',
      rows: ITS_OWN,
      end: { kept: 'Accès signalés', because: 'Registre des violations (RGPD, article 33).' },
      subject: { kind: 'incident', by: 'id' },
      without: { person_id: 'the account stays', entry_id: 'so does its journal, which is the resident’s' },
    },
  ],
  retention,
  jobs: (config, held) => ({
    [ERASE]: followClosing(config, held),
    [RETENTION]: retentionJob(config, held),
  }),
  styles: [
    { sheet: 'counter.css', file: HOLDINGS },
    { sheet: 'desk.css', file: HOLDINGS },
  ],
}
