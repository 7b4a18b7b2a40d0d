// What the intranet brings to the program: the pages of agents, whose blocks are the modules’, as they are arranged for each.
import { agent, ownDesk } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { post, type Route } from '#platform/http/route.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import { WRITING } from '#platform/roles.ts'
import { access } from './access.ts'
import { addressed, ARRANGEMENT } from './arranging/act.ts'
import { HERE as ARRANGING } from './arranging/lines.ts'
import { TITLE } from './arranging/list.page.ts'
import { screens } from './arranging/screens.ts'
import { addressed as addressedApplications, LAUNCHER } from './applications/act.ts'
import { list as applicationList, screens as applicationScreens } from './applications/screens.ts'
import { blocks } from './blocks.ts'
import { ChooseInput, doChoose, showChoice } from './choose.ts'
import { favouriteRoutes } from './favourites/favourites.ts'
import { showPage } from './home.ts'
import { personal, retention } from './personal.ts'
import { HERE as PREFERENCES, showPreferences, TITLE as PREFERENCES_TITLE } from './preferences.ts'
import { type ArrangedPage, BUREAU, choiceOf, HOME } from './places.ts'

const pageRoutes = (page: ArrangedPage): Route[] => [
  { get: page.href, action: 'intranet.open', title: page.title, face: 'agent', handle: showPage(page) },
  {
    get: choiceOf(page),
    action: 'intranet.choose',
    title: 'Choisir mes blocs',
    face: 'agent',
    handle: showChoice(page),
  },
  post({
    post: choiceOf(page),
    action: 'intranet.choose',
    title: 'Choisir mes blocs',
    face: 'agent',
    input: ChooseInput,
    handle: doChoose(page),
  }),
]

const who = agent().anywhere

export const intranet: Module = {
  name: 'intranet',
  access,
  routes: [
    {
      get: PREFERENCES,
      action: 'intranet.choose',
      title: PREFERENCES_TITLE,
      face: 'agent',
      handle: showPreferences,
    },
    ...pageRoutes(HOME),
    ...pageRoutes(BUREAU),
    ...favouriteRoutes,
    ...screens,
    ...applicationScreens,
  ],
  blocks,
  navigation: [
    { menu: 'intranet', order: 10, href: HOME.href, label: 'Intranet', who, alone: true },
    // Last: where one lands is the first place of one’s desk.
    { menu: 'desk', order: 95, href: HOME.href, label: 'Intranet', who, alone: true },
    {
      ...{
        menu: 'preferences',
        order: 50,
        href: choiceOf(HOME),
        label: 'Blocs de mon accueil',
        who: ownDesk,
      },
      says: 'Ce que montre votre accueil, et dans quel ordre.',
    },
    {
      ...{
        menu: 'preferences',
        order: 51,
        href: choiceOf(BUREAU),
        label: 'Blocs de mon bureau',
        who: ownDesk,
      },
      says: 'Ce que montre votre bureau, et dans quel ordre.',
    },
    { menu: 'intranet', order: 15, href: BUREAU.href, label: BUREAU.title, who },
    {
      menu: 'administration',
      order: 32.6,
      words: 'accueil des agents, mon bureau, intranet, blocs, arranger, ranger',
      href: ARRANGING,
      label: TITLE,
      group: 'Ce qui est proposé aux habitants',
      who: agent(...WRITING).anywhere,
    },
    {
      menu: 'administration',
      order: 41,
      words: 'mon bureau, lanceur, connexion unique, logiciels, outils',
      href: applicationList.at,
      label: applicationList.title,
      group: 'Comptes et sites',
      who: agent('admin').anywhere,
    },
  ],
  addressed: [addressed, addressedApplications],
  personal,
  retention,
  carried: [
    {
      table: 'intranet.arrangement',
      rows: ITS_OWN,
      end: { erased: 'Pages d’agents arrangées' },
      subject: { kind: ARRANGEMENT, by: 'id' },
    },
    {
      table: 'intranet.application',
      rows: ITS_OWN,
      end: { erased: 'Applications d’agents' },
      subject: { kind: LAUNCHER, by: 'id' },
    },
  ],
  styles: [{ sheet: 'desk.css', file: new URL('intranet.css', import.meta.url) }],
}
