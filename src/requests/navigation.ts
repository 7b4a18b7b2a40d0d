// Where the pages of requests stand in the menus.
import { agent } from '#platform/access.ts'
import type { Place } from '#platform/http/navigation.ts'

const working = agent('handler', 'manager', 'reception').anywhere

export const navigation: readonly Place[] = [
  { menu: 'desk', order: 10, href: '/agents', label: 'Demandes', who: working },
  { menu: 'desk', order: 20, href: '/agents/saisir', label: 'Saisir une demande', who: working },
  { menu: 'administration', order: 10, href: '/agents', label: 'Demandes', who: working },
  { menu: 'own', order: 90, href: '/compte', label: 'Mes propres demandes', who: agent().anywhere },
  { menu: 'account', order: 10, href: '/compte', label: 'Mes demandes' },
]
