// What the extranet brings to the program: the home of elected members, whose blocks are the modules’.
import { elected } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { access } from './access.ts'
import { blocks } from './help.ts'
import { HERE, showHome } from './home.ts'

export const extranet: Module = {
  name: 'extranet',
  access,
  door: { onBehalf: HERE },
  routes: [
    { get: HERE, action: 'extranet.open', title: 'Accueil des élus', face: 'agent', handle: showHome },
  ],
  blocks,
  navigation: [{ menu: 'territories', order: 10, href: HERE, label: 'Accueil', who: elected, alone: true }],
  styles: [{ sheet: 'desk.css', file: new URL('extranet.css', import.meta.url) }],
}
