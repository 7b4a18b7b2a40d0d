import { administrators, form, type RouteCase } from './case.ts'

const NEW = '/administration/organisation/nouvelle-unite'
/** Pages and acts of a unit that does not exist. */
/** Pages and acts of a reorganisation that does not exist. */
const noChange = (path = ''): string => `/administration/organisation/changements/999999${path}`
const act = (url: string): RouteCase => ({ ...form(url, {}, [404]), may: administrators })
const lost = (url: string): RouteCase => ({ url: () => url, may: administrators, statuses: [404] })
const CHANGE = '/administration/organisation/changements/:changement'
const noUnit = (path = ''): string => `/administration/organisation/unites/999999${path}`

export const organisation: Readonly<Record<string, RouteCase>> = {
  'GET /administration/organisation': { url: () => '/administration/organisation', may: administrators },
  'POST /administration/organisation/fichier': {
    ...form('/administration/organisation/fichier', { query: 'x'.repeat(4001) }),
    may: administrators,
  },
  [`GET ${NEW}`]: { url: () => NEW, may: administrators },
  [`POST ${NEW}`]: { ...form(NEW), may: administrators },
  'GET /administration/organisation/unites/:unite': {
    url: () => noUnit(),
    may: administrators,
    statuses: [404],
  },
  'GET /administration/organisation/unites/:unite/modifier': lost(noUnit('/modifier')),
  'POST /administration/organisation/unites/:unite/modifier': act(noUnit('/modifier')),
  'GET /administration/organisation/unites/:unite/reorganiser': lost(noUnit('/reorganiser')),
  'POST /administration/organisation/unites/:unite/reorganiser': act(noUnit('/reorganiser')),
  'GET /administration/organisation/changements': {
    url: () => '/administration/organisation/changements',
    may: administrators,
  },
  'GET /administration/organisation/collectivites': {
    url: () => '/administration/organisation/collectivites',
    may: administrators,
  },
  'POST /administration/organisation/collectivites/fichier': {
    ...form('/administration/organisation/collectivites/fichier', { query: 'x'.repeat(4001) }),
    may: administrators,
  },
  'GET /administration/organisation/collectivites/:collectivite': lost(
    '/administration/organisation/collectivites/aucune',
  ),
  'GET /administration/organisation/collectivites/:collectivite/couleurs/:couleurs': {
    url: () => '/administration/organisation/collectivites/bron/couleurs/123456-0a1b2c',
    may: administrators,
  },
  'GET /administration/organisation/collectivites/:collectivite/logo': lost(
    '/administration/organisation/collectivites/aucune/logo',
  ),
  'POST /administration/organisation/collectivites/:collectivite/logo': act(
    '/administration/organisation/collectivites/aucune/logo',
  ),
  'POST /administration/organisation/collectivites/:collectivite/logo/retrait': act(
    '/administration/organisation/collectivites/aucune/logo/retrait',
  ),
  'POST /administration/organisation/collectivites/:collectivite': act(
    '/administration/organisation/collectivites/aucune',
  ),
  'GET /administration/organisation/calendriers': {
    url: () => '/administration/organisation/calendriers',
    may: administrators,
  },
  'GET /administration/organisation/calendriers/nouveau': {
    url: () => '/administration/organisation/calendriers/nouveau',
    may: administrators,
  },
  'POST /administration/organisation/calendriers/nouveau': {
    ...form('/administration/organisation/calendriers/nouveau'),
    may: administrators,
  },
  'GET /administration/organisation/calendriers/:calendrier': lost(
    '/administration/organisation/calendriers/aucun',
  ),
  'POST /administration/organisation/calendriers/:calendrier': {
    ...form('/administration/organisation/calendriers/aucun', {}, [404]),
    may: administrators,
  },
  [`GET ${CHANGE}`]: lost(noChange()),
  [`POST ${CHANGE}/confirmation`]: act(noChange('/confirmation')),
  [`POST ${CHANGE}/abandon`]: act(noChange('/abandon')),
  [`POST ${CHANGE}/retour`]: act(noChange('/retour')),
}
