// What the kernel brings to the program by itself, as a module does: what it forgets, and the mails that nobody sent.
import { anyone, holding } from '../access.ts'
import { system } from '../actor.ts'
import { figures, figuresCaller } from '../api/figures.ts'
import { DESCRIPTION } from '../api/openapi.ts'
import { OPEN, OPEN_TITLE, pageRoute } from '../api/page.ts'
import { LIMITS } from '../http/keep.ts'
import { planForgotten } from '../mail/outbox.ts'
import type { Module } from './module.ts'
import { sweepPlatform } from '../limits/sweep.ts'

const face = 'api'

/** Actors of requests lose their names with them. */
const HISTORY = {
  kept: 'Journal des actes',
  because:
    'Preuve de ce qui a été fait, sans ce qui a été écrit\u00a0: sans l’un de ses maillons, la chaîne ne prouverait plus rien.',
} as const

export const kernel: Module = {
  name: 'platform',
  access: {
    'api.describe': [anyone],
    'asset.read': [anyone],
    'metrics.read': [holding('metrics.read')],
    'probe.read': [anyone],
  },
  routes: [
    { mounted: `GET ${DESCRIPTION}`, action: 'api.describe', title: 'Description des appels', face },
    { mounted: 'GET /assets/*', action: 'asset.read', title: 'Fichiers des pages', face },
    { mounted: 'GET /healthz', action: 'probe.read', title: 'Le programme est-il en vie ?', face },
    { mounted: 'GET /readyz', action: 'probe.read', title: 'Est-il prêt ?', face },
    figures,
    pageRoute,
  ],
  navigation: [{ menu: 'sitemap', order: 46, href: OPEN, label: OPEN_TITLE, group: 'S’informer' }],
  callers: { figures: figuresCaller },
  carried: [
    { table: 'platform.event', rows: 'of-subjects', end: HISTORY },
    { table: 'platform.event_anchor', rows: 'of-subjects', end: HISTORY },
  ],
  limits: LIMITS,
  visitorTables: [{ table: 'platform.kept_post', mayBePersonal: true, claimed: 'beside the browser' }],
  jobs: (config) => ({
    'platform.sweep': sweepPlatform(config),
    'platform.plan_mails': async (db) => void (await db.write(system, planForgotten)),
  }),
  recurring: [
    { task: 'platform.sweep', minutes: 60 },
    { task: 'platform.plan_mails', minutes: 5 },
  ],
}
