// What the intranet brings to the program: the home of agents, whose blocks are the modules’.
import { agent } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { access } from './access.ts'
import { HERE, showHome } from './home.ts'

export const intranet: Module = {
  name: 'intranet',
  access,
  routes: [
    { get: HERE, action: 'intranet.open', title: 'Accueil des agents', face: 'agent', handle: showHome },
  ],
  navigation: [
    {
      menu: 'intranet',
      order: 10,
      href: HERE,
      label: 'Accueil des agents',
      who: agent().anywhere,
      alone: true,
    },
  ],
}
