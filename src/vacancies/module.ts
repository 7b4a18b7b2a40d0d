// What job offers bring to the program: posts that authorities offer to their agents, found beside a profile that nobody else reads.
import { agent, ownDesk } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import { WRITING } from '#platform/roles.ts'
import { listRoutes } from '#platform/screens/list-screen.ts'
import { intranetFrame } from '#territory'
import { access } from './record/access.ts'
import { VACANCY } from './record/keep.ts'
import { keptList, screens } from './keeping.admin.ts'
import { list } from './list.ts'
import { HERE, KEPT, PROFILE } from './record/where.ts'
import { showOne, showPoster } from './one.page.ts'
import { personal, retention } from './personal.ts'
import { APPLICATION } from './apply/application.ts'
import { applyRoutes } from './apply/form.page.ts'
import { ownList } from './apply/own.list.ts'
import { awaitedApplications } from './recruit/awaited.ts'
import { namingRoutes } from './recruit/named.admin.ts'
import { decidingRoutes, receivedList } from './recruit/received.ts'
import { APPLIED, jobs as tellJobs, listeners } from './recruit/tell.ts'
import { profileRoutes } from './profile.page.ts'
import { addressed, blocks, digest, sought } from './shown.ts'
import { jobs, NEW_OFFERS, TELL } from './tell.ts'
import { offersOfYear } from './yearly.ts'

const DAY_MINUTES = 1440
const OF_VACANCY = {
  rows: { column: 'vacancy_id', of: 'vacancies.vacancy' },
  end: { erased: 'Offres d’emploi' },
} as const

export const vacancies: Module = {
  name: 'vacancies',
  yearly: [offersOfYear],
  access,
  routes: [
    ...listRoutes(list, intranetFrame, 'agent'),
    ...profileRoutes,
    ...listRoutes(ownList, intranetFrame, 'agent'),
    ...listRoutes(receivedList, intranetFrame, 'agent'),
    ...decidingRoutes,
    ...applyRoutes,
    {
      get: `${HERE}/:offre`,
      action: 'vacancy.read',
      title: 'Une offre d’emploi',
      face: 'agent',
      handle: showOne,
    },
    {
      get: `${HERE}/:offre/affichette`,
      action: 'vacancy.read',
      title: 'Affichette d’une offre d’emploi',
      face: 'agent',
      handle: showPoster,
    },
    ...screens,
    ...namingRoutes,
  ],
  styles: [{ sheet: 'desk.css', file: new URL('vacancies.css', import.meta.url) }],
  blocks,
  notices: [NEW_OFFERS, APPLIED],
  listeners,
  awaited: [awaitedApplications],
  jobs: ({ publicUrl }) => {
    const writer = { site: { name: 'Parvis' }, origin: publicUrl }
    return { ...jobs(writer), ...tellJobs(writer) }
  },
  recurring: [{ task: TELL, minutes: DAY_MINUTES }],
  addressed: [addressed],
  digests: [digest],
  sought: [sought],
  personal,
  retention,
  carried: [
    {
      table: 'vacancies.vacancy',
      rows: ITS_OWN,
      end: { erased: 'Offres d’emploi' },
      subject: { kind: VACANCY, by: 'id' },
    },
    { table: 'vacancies.recruiter', ...OF_VACANCY },
    { table: 'vacancies.application', ...OF_VACANCY, subject: { kind: APPLICATION, by: 'id' } },
  ],
  navigation: [
    { menu: 'intranet', order: 50, href: HERE, label: 'Emplois', who: agent().anywhere },
    {
      ...{ menu: 'preferences', order: 40, href: PROFILE, label: 'Mon profil d’emploi', who: ownDesk },
      says: 'Les emplois dont vous voulez être proche, et s’ils vous sont dits\u00a0; personne d’autre ne le lit.',
    },
    {
      menu: 'administration',
      order: 33.8,
      words: 'emploi, poste, recrutement, mobilité, ressources humaines, catégorie, filière',
      href: KEPT,
      label: keptList.title,
      group: 'Ce qui est proposé aux habitants',
      who: agent(...WRITING).anywhere,
    },
  ],
}
