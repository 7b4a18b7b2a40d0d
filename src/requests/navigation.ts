// Where the pages of requests stand in the menus.
import { agent, elected, inOffice } from '#platform/access.ts'
import type { Place } from '#platform/http/navigation.ts'

const working = agent('handler', 'manager', 'reception').anywhere

const search = {
  label: 'Rechercher une demande, une personne, une adresse',
  placeholder: 'Référence, nom, rue…',
}

export const navigation: readonly Place[] = [
  { menu: 'counter', order: 20, href: '/suivi', label: 'Suivre', more: ' une demande' },
  {
    menu: 'sitemap',
    order: 25,
    href: '/brouillons',
    label: 'Reprendre un brouillon',
    group: 'Le guichet',
  },
  { menu: 'desk', order: 10, href: '/agents', label: 'Demandes', who: working, alone: true, search },
  { menu: 'intranet', order: 20, href: '/agents', label: 'Demandes', who: working, alone: true },
  {
    menu: 'desk',
    order: 20,
    href: '/agents/saisir',
    label: 'Saisir une demande',
    who: working,
    leadsToAct: true,
  },
  {
    menu: 'administration',
    order: 10,
    href: '/agents',
    label: 'Demandes',
    who: working,
    alone: true,
    search,
  },
  {
    menu: 'territories',
    order: 20,
    href: '/territoires/demandes',
    label: 'En chiffres',
    who: elected,
  },
  { menu: 'own', order: 90, href: '/compte', label: 'Mes demandes', who: inOffice },
  { menu: 'account', order: 10, href: '/compte', label: 'Mes demandes' },
]
