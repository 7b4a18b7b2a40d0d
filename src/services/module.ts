// What services bring to the program: the counter's public pages, the catalogue for programs and the administration of definitions.
import { soughtServices } from './search/sought.ts'
import { openingSteps } from './admin/opening-steps.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import type { Module } from '#platform/house/module.ts'
import { access } from './access.ts'
import { servicesSet } from './admin/found.ts'
import { heldHere } from './admin/held.ts'
import { electedBlocks, showElected } from './counter/elected.ts'
import { internalBlocks, showInternal } from './counter/internal.ts'
import { helpPages } from './counter/findable.ts'
import { routes as admin } from './admin/routes.admin.ts'
import { navigation } from './navigation.ts'
import { gates } from './publish/gates.ts'
import { calls } from './routes.api.ts'
import { routes as citizen } from './routes.citizen.ts'
import { OWN_SETTINGS } from './texts/own.ts'
import { routes as texts } from './texts/routes.ts'
import { wordScreens, wordsSet } from './vocabulary/screens.ts'
import { SERVICE } from './words/kind.ts'
import { ELECTED, INTERNAL } from './words/meant.ts'
import { OFFERED, OWN_SITE, PAGE_NOTE, SUSPENDED, SUSPENDED_UNTIL } from './words/settings.ts'

export const services: Module = {
  name: 'services',
  access,
  routes: [
    ...citizen,
    ...admin,
    ...texts,
    ...wordScreens,
    ...calls,
    {
      get: ELECTED.href,
      action: 'service.elected',
      title: ELECTED.label,
      face: 'agent',
      handle: showElected,
    },
    {
      get: INTERNAL.href,
      action: 'service.internal',
      title: INTERNAL.label,
      face: 'agent',
      handle: showInternal,
    },
  ],
  blocks: [...electedBlocks, ...internalBlocks],
  definitions: [SERVICE],
  gates,
  settings: [PAGE_NOTE, OFFERED, SUSPENDED, SUSPENDED_UNTIL, OWN_SITE, ...OWN_SETTINGS.values()],
  opening: openingSteps,
  searches: [helpPages],
  sought: [soughtServices],
  found: [servicesSet, wordsSet],
  heldByUnits: heldHere,
  carried: [
    {
      table: 'services.reply_template',
      rows: ITS_OWN,
      end: { erased: 'Modèles de réponse' },
      subject: { kind: 'template', by: 'number' },
    },
    {
      table: 'services.competence',
      rows: { column: 'commune', of: 'territory.area', by: 'code' },
      end: {
        kept: 'Règles de compétence',
        because: 'Elles disent qui répond sur le territoire\u00a0: elles sont à la Métropole.',
      },
      subject: { kind: 'competence', by: 'number' },
    },
  ],
  navigation,
  styles: [
    { sheet: 'counter.css', file: new URL('counter/home.css', import.meta.url) },
    { sheet: 'desk.css', file: new URL('counter/asked.css', import.meta.url) },
  ],
}
