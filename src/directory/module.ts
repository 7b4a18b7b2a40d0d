// What the directory brings to the program: two lists of elected members' pages; agents and their cards, for agents.
import { agent, elected, ownDesk } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { formRoutes } from '#platform/screens/form.ts'
import { listRoutes } from '#platform/screens/list-screen.ts'
import { intranetFrame, territoriesFrame } from '#territory'
import { access } from './access.ts'
import { showAgent, takeCard } from './agents/agent.agent.ts'
import { blocks } from './agents/blocks.ts'
import { agentsList } from './agents/list.ts'
import { ownScreen } from './agents/own.agent.ts'
import { photoRoutes } from './agents/photo.agent.ts'
import { personal, retention } from './agents/personal.ts'
import { soughtAgents } from './agents/sought.ts'
import { HERE as AGENTS, OWN } from './agents/words.ts'
import { sendChart, showChart, showUnit } from './chart/chart.agent.ts'
import { HERE as CHART } from './chart/pages.ts'
import { electedList, HERE } from './elected/elected.ts'
import { servicesList } from './elected/services.ts'
import { soughtElected } from './elected/sought.ts'
import { HERE as OPEN, openRoutes, TITLE } from './public/opened.citizen.ts'
import { taskRoutes } from './tasks/tasks.agent.ts'
import { OPENED_OF_COMMUNE, OPENED_OF_METROPOLIS, SHOWN_ELSEWHERE } from './settings.ts'

export const directory: Module = {
  name: 'directory',
  access,
  routes: [
    ...listRoutes(electedList, territoriesFrame, 'agent'),
    ...listRoutes(servicesList, territoriesFrame, 'agent'),
    ...listRoutes(agentsList, intranetFrame, 'agent'),
    {
      ...{ get: `${AGENTS}/:personne`, action: 'colleague.read', title: 'Un agent', face: 'agent' },
      handle: showAgent,
    },
    {
      get: `${AGENTS}/:personne/vcard`,
      action: 'colleague.read',
      title: 'La fiche d’un agent pour un téléphone',
      face: 'agent',
      handle: takeCard,
    },
    ...formRoutes(ownScreen, intranetFrame),
    ...photoRoutes,
    ...openRoutes,
    ...taskRoutes,
    { get: CHART, action: 'colleague.read', title: 'Organigramme', face: 'agent', handle: showChart },
    {
      ...{ get: `${CHART}/pdf`, action: 'colleague.read', title: 'Organigramme, en PDF', face: 'agent' },
      handle: sendChart,
    },
    {
      ...{ get: '/intranet/unites/:unite', action: 'colleague.read', title: 'Une unité', face: 'agent' },
      handle: showUnit,
    },
  ],
  sought: [soughtElected, soughtAgents],
  blocks,
  settings: [SHOWN_ELSEWHERE, OPENED_OF_METROPOLIS, OPENED_OF_COMMUNE],
  styles: [{ sheet: 'desk.css', file: new URL('directory.css', import.meta.url) }],
  carried: [
    {
      table: 'directory.unit_past',
      rows: { column: 'unit_id', of: 'territory.unit' },
      end: {
        kept: 'Anciens noms et places des unités',
        because: 'Ce que disaient les organigrammes\u00a0: aucune personne n’y est nommée.',
      },
    },
  ],
  personal,
  retention,
  navigation: [
    { menu: 'sitemap', order: 56, href: OPEN, label: TITLE, group: 'Le territoire' },
    {
      menu: 'territories',
      order: 50,
      words: 'maires, adjoints, conseillers, services, téléphone, joindre',
      href: HERE,
      label: 'Annuaire',
      who: elected,
    },
    {
      menu: 'intranet',
      order: 40,
      words: 'collègues, téléphone, qui fait quoi, organigramme',
      href: AGENTS,
      label: 'Collègues',
      who: agent().anywhere,
    },
    {
      ...{ menu: 'preferences', order: 30, href: OWN, label: 'Ma fiche', who: ownDesk },
      says: 'Ce que vos collègues trouvent de vous dans l’annuaire, et qui le lit.',
    },
  ],
}
