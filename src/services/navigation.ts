// Where the pages of the counter and of its administration stand in the menus, and on the plan of the site.
import { agent } from '#platform/access.ts'
import type { Place } from '#platform/http/navigation.ts'
import type { Role } from '#platform/roles.ts'
import { countOf } from './admin/concerning.ts'
import { publishedServices, workflowsInForce } from './admin/lists.ts'
import { wordsList } from './vocabulary/screens.ts'
import { INTERNAL } from './words/meant.ts'

const menu = (order: number, { at, title }: { at: string; title: string }, ...roles: Role[]) => ({
  menu: 'administration' as const,
  order,
  href: at,
  label: title,
  group: 'Ce qui est proposé aux habitants',
  who: agent('admin', ...roles).anywhere,
})

const onPlan = (group: string, order: number, href: string, label: string, foot?: Place['foot']): Place => ({
  ...{ menu: 'sitemap', group, order, href, label },
  ...(foot !== undefined && { foot }),
})

export const navigation: readonly Place[] = [
  { menu: 'counter', order: 10, href: '/demarches', label: 'Démarches' },
  { ...menu(30, publishedServices, 'editor'), count: countOf('services') },
  menu(32, workflowsInForce),
  {
    ...menu(31, wordsList),
    words: 'thésaurus, synonymes, recherche, sujets, catégories',
  },
  { menu: 'intranet', order: 26, href: INTERNAL.href, label: 'Services', who: agent().anywhere },
  onPlan('Le guichet', 5, '/', 'Accueil et recherche'),
  onPlan('Le territoire', 50, '/communes', 'Les communes', { column: 'territory' }),
  onPlan('Le territoire', 52, '/lieux', 'Mairies et lieux d’accueil', { column: 'territory' }),
  onPlan('Ce site', 60, '/aide', 'Aide', { column: 'help', label: 'Trouver de l’aide' }),
  onPlan('Ce site', 62, '/accessibilite', 'Accessibilité', {
    ...{ column: 'legal', label: 'Accessibilité\u00a0: non auditée' },
  }),
  onPlan('Ce site', 64, '/donnees-personnelles', 'Données personnelles', { column: 'legal' }),
  onPlan('Ce site', 66, '/donnees-personnelles/algorithmes', 'Algorithmes'),
  onPlan('Ce site', 68, '/mentions-legales', 'Mentions légales', { column: 'legal' }),
  { menu: 'foot', order: 70, href: '/plan-du-site', label: 'Plan du site', foot: { column: 'legal' } },
]
