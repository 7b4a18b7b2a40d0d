// What the intranet brings to the program: the pages of agents, whose blocks are the modules’, as they are arranged for each.
import { agent } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { post, type Route } from '#platform/http/route.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import { access } from './access.ts'
import { blocks } from './blocks.ts'
import { ChooseInput, doChoose, showChoice } from './choose.ts'
import { favouriteRoutes } from './favourites/favourites.ts'
import { showPage } from './home.ts'
import { personal, retention } from './personal.ts'
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
  routes: [...pageRoutes(HOME), ...pageRoutes(BUREAU), ...favouriteRoutes],
  blocks,
  navigation: [
    { menu: 'intranet', order: 10, href: HOME.href, label: 'Intranet', who, alone: true },
    { menu: 'intranet', order: 15, href: BUREAU.href, label: BUREAU.title, who },
  ],
  personal,
  retention,
  carried: [{ table: 'intranet.arrangement', rows: ITS_OWN, end: { erased: 'Pages d’agents arrangées' } }],
  styles: [{ sheet: 'desk.css', file: new URL('intranet.css', import.meta.url) }],
}
