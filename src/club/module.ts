// What the club brings to the program: the experience sheets of communes, listed and compared.
import { elected } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { listRoutes } from '#platform/screens/list-screen.ts'
import { territoriesFrame } from '#territory'
import { access } from './access.ts'
import { COMPARISON, HERE } from './addresses.ts'
import { showComparison } from './compare.elected.ts'
import { list } from './list.ts'

export const club: Module = {
  name: 'club',
  access,
  routes: [
    ...listRoutes(list, territoriesFrame, 'agent'),
    {
      get: COMPARISON,
      action: 'club.read',
      title: 'Comparer des fiches',
      face: 'agent',
      handle: showComparison,
    },
  ],
  styles: [{ sheet: 'desk.css', file: new URL('club.css', import.meta.url) }],
  navigation: [
    {
      menu: 'territories',
      order: 40,
      words: 'expériences, coût par habitant, communes comme la mienne, comparer',
      href: HERE,
      label: 'Fiches',
      who: elected,
    },
  ],
}
