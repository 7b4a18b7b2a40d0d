// What agreements bring to the program.
import { openingSteps } from './opening-steps.ts'
import { agent } from '#platform/access.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import type { Module } from '#platform/house/module.ts'
import { COMING_SOON } from './dues/tell.ts'
import { jobs, recurring } from './jobs.ts'
import { ERASED } from './record/tell-erased.ts'
import { access, readsReports } from './record/access.ts'
import { BUDGET } from './record/words.ts'
import { listeners } from './record/events.ts'
import { agreementsSet } from './screens/found.ts'
import { PARTNERS } from './screens/partners.citizen.ts'
import { REPORTS } from './report/words.ts'
import { routes } from './screens/routes.admin.ts'

/** What was signed and paid is proved for as long as accounts are. */
const DEEDS = {
  kept: 'Conventions, titres et rapports',
  because: 'Preuve des engagements et pièces comptables\u00a0: chaque partie les garde.',
} as const

const OF_AGREEMENT = { column: 'agreement_id', of: 'agreements.agreement' } as const

export const agreementsModule: Module = {
  name: 'agreements',
  access,
  listeners,
  carried: [
    { table: 'agreements.agreement', rows: ITS_OWN, end: DEEDS, subject: { kind: 'agreement', by: 'id' } },
    { table: 'agreements.deed', rows: OF_AGREEMENT, end: DEEDS },
    {
      table: 'agreements.step',
      rows: OF_AGREEMENT,
      end: DEEDS,
      subject: { kind: 'agreementstep', by: 'id' },
    },
    { table: 'agreements.period', rows: OF_AGREEMENT, end: DEEDS },
    { table: 'agreements.title', rows: OF_AGREEMENT, end: DEEDS },
    { table: 'agreements.population', rows: ITS_OWN, end: DEEDS },
    { table: 'agreements.report', rows: ITS_OWN, end: DEEDS },
  ],
  jobs,
  keys: [{ kind: 'reported', ever: readsReports.ever }],
  recurring,
  notices: [COMING_SOON, ERASED],
  routes,
  opening: openingSteps,
  found: agreementsSet,
  navigation: [
    { menu: 'sitemap', order: 54, href: '/partenaires', label: PARTNERS, group: 'Le territoire' },
    {
      menu: 'administration',
      order: 57,
      words: `offre, prix, grille, remise, population, échéances, partenariat, réunions, titres de paiement, facturation, SIRET, engagement, Chorus Pro, tacite reconduction, dénonciation, préavis, avenant, fusion, places d’agents, sièges, nature de dépense ${BUDGET.nature}, fonction ${BUDGET.function}`,
      href: '/administration/conventions',
      label: 'Conventions',
      group: 'Les communes partenaires',
      who: agent('admin').anywhere,
    },
    {
      menu: 'administration',
      order: 58,
      words: 'statistiques, demandes reçues, délais tenus, satisfaction, coût',
      href: REPORTS,
      label: 'Rapports d’activité',
      group: 'Les communes partenaires',
      who: readsReports,
    },
    // Whoever reads statistics has no home of the administration: the reports are where they land.
    { menu: 'desk', order: 91, href: REPORTS, label: 'Rapports d’activité', who: agent('analyst').anywhere },
  ],
  styles: [
    { sheet: 'desk.css', file: new URL('screens/agreements.css', import.meta.url) },
    { sheet: 'counter.css', file: new URL('screens/partners.css', import.meta.url) },
  ],
}
