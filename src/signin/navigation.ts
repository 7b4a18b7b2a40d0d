// Where the pages of signing in stand in the menus.
import { agent, inOffice, metropolitanAdministrator, ownDesk } from '#platform/access.ts'
import type { Place } from '#platform/http/navigation.ts'
import { identitiesToCheck } from './federation/links.ts'
import { TEAM } from './lost/pages/team.ts'

const working = agent('handler', 'manager', 'reception').anywhere
const leading = agent('manager', 'admin').anywhere

export const navigation: readonly Place[] = [
  { menu: 'desk', order: 30, href: '/agents/comptes', label: 'Comptes', who: working },
  {
    menu: 'administration',
    order: 50,
    href: '/administration/identites',
    label: 'Identités à vérifier',
    group: 'Comptes et sites',
    who: metropolitanAdministrator,
    count: (ctx) => identitiesToCheck(ctx, ctx.actor),
    when: ({ franceconnect, proconnect }) => franceconnect !== null || proconnect !== null,
  },
  {
    menu: 'administration',
    order: 55,
    href: '/compte/equipe',
    label: TEAM,
    group: 'Comptes et sites',
    who: agent('admin').anywhere,
  },
  { menu: 'own', order: 10, href: '/compte/securite', label: 'Sécurité', who: inOffice },
  {
    ...{ menu: 'preferences', order: 60, href: '/compte/securite', label: 'Sécurité', who: ownDesk },
    says: 'Votre mot de passe, votre seconde preuve, les appareils où votre compte est ouvert.',
  },
  { menu: 'own', order: 20, href: '/compte/equipe', label: TEAM, who: leading },
  { menu: 'account', order: 30, href: '/compte/securite', label: 'Sécurité' },
  {
    menu: 'account',
    order: 40,
    href: '/compte/connexions',
    label: 'FranceConnect',
    when: ({ franceconnect }) => franceconnect !== null,
  },
  { menu: 'account', order: 80, href: '/compte/equipe', label: TEAM, who: leading },
]
