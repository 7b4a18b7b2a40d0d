// What search brings to the program: one box over what every module tells of.
import { agent, elected, inOffice } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { access } from './access.ts'
import { HERE } from './pages.ts'
import { showSearch } from './search.agent.ts'

const box = {
  label: 'Rechercher une page, une démarche, une personne',
  placeholder: 'Page, personne…',
  alone: true,
} as const

const working = agent('handler', 'manager', 'reception').anywhere

export const search: Module = {
  name: 'search',
  access,
  routes: [{ get: HERE, action: 'entry.search', title: 'Rechercher', face: 'agent', handle: showSearch }],
  navigation: [
    { menu: 'territories', order: 80, href: HERE, label: 'Rechercher', who: elected, search: box },
    { menu: 'intranet', order: 80, href: HERE, label: 'Rechercher', who: working, search: box },
    { menu: 'desk', order: 80, href: HERE, label: 'Rechercher', who: working },
    { menu: 'own', order: 80, href: HERE, label: 'Rechercher', who: inOffice },
  ],
  styles: [{ sheet: 'desk.css', file: new URL('search.css', import.meta.url) }],
}
