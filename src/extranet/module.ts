// What the extranet brings to the program: the home of elected members, whose blocks are the modules’.
import { elected } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { access } from './access.ts'
import { DOCUMENTATION, showDocumentation } from './documentation.ts'
import { HELP_DESKS } from './desks.ts'
import { awaitedBlocks } from './awaited.ts'
import { blocks } from './help.ts'
import { HERE, showHome } from './home.ts'
import { choiceRoutes } from './offline/choice.elected.ts'
import { HERE as OFFLINE } from './offline/places.ts'

export const extranet: Module = {
  name: 'extranet',
  access,
  door: { onBehalf: HERE },
  routes: [
    {
      get: HERE,
      action: 'extranet.open',
      title: 'Accueil des élus',
      face: 'agent',
      keeps: true,
      handle: showHome,
    },
    {
      get: DOCUMENTATION,
      action: 'extranet.open',
      title: 'Documentation',
      face: 'agent',
      keeps: true,
      handle: showDocumentation,
    },
    ...choiceRoutes,
  ],
  blocks: [...blocks, ...awaitedBlocks],
  settings: [HELP_DESKS],
  navigation: [
    { menu: 'territories', order: 10, href: HERE, label: 'Accueil', who: elected, alone: true },
    {
      menu: 'territories',
      order: 18,
      words: 'dossiers, guides, processus, archives, sites, presse',
      href: DOCUMENTATION,
      label: 'Documentation',
      who: elected,
    },
    { menu: 'own', order: 35, href: OFFLINE, label: 'Lire hors ligne', who: elected },
  ],
  islands: [
    new URL('offline/offline-worker.ts', import.meta.url),
    new URL('offline/offline-reading.ts', import.meta.url),
    new URL('offline/offline-pages.ts', import.meta.url),
  ],
  styles: [
    { sheet: 'desk.css', file: new URL('extranet.css', import.meta.url) },
    ...(['desk.css', 'counter.css'] as const).map((sheet) => ({
      sheet,
      file: new URL('offline/offline.css', import.meta.url),
    })),
  ],
}
