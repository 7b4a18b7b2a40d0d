// The intranet of agents.
import { administrators, among, form, type RouteCase, staff } from './case.ts'

const arranged = (url: string): Readonly<Record<string, RouteCase>> => ({
  [`GET ${url}`]: { url: () => url, may: staff },
  [`GET ${url}/blocs`]: { url: () => `${url}/blocs`, may: staff },
  [`POST ${url}/blocs`]: { ...form(`${url}/blocs`, { vers: 'annuler' }, [303]), may: staff },
})

const APPLICATIONS = '/administration/applications'
const application = (end: string): Readonly<Record<string, RouteCase>> => ({
  [`GET ${APPLICATIONS}/:application${end}`]: {
    url: () => `${APPLICATIONS}/999999${end}`,
    may: administrators,
    statuses: [404],
  },
  [`POST ${APPLICATIONS}/:application${end}`]: {
    ...form(`${APPLICATIONS}/999999${end}`, { href: 'https://ailleurs.example/', audience: '1' }, [404]),
    may: administrators,
  },
})

const ARRANGING = '/administration/pages-agents'
const publishers = among('admin', 'adminBron')

/** The screens of one, visited where there is none. */
const absent = (end: string): Readonly<Record<string, RouteCase>> => ({
  [`GET ${ARRANGING}/:page${end}`]: {
    url: () => `${ARRANGING}/999999${end}`,
    may: publishers,
    statuses: [404],
  },
})
const refused = (end: string, values: Record<string, string>): Readonly<Record<string, RouteCase>> => ({
  [`POST ${ARRANGING}/:page${end}`]: {
    ...form(`${ARRANGING}/999999${end}`, values, [404]),
    may: publishers,
  },
})

export const intranet: Readonly<Record<string, RouteCase>> = {
  ...arranged('/intranet'),
  ...arranged('/intranet/bureau'),
  'GET /intranet/rubriques': { url: () => '/intranet/rubriques', may: staff },
  'GET /intranet/rubriques/:rubrique': { url: () => '/intranet/rubriques/numerique', may: () => false },
  'GET /intranet/services': { url: () => '/intranet/services', may: staff },
  'GET /intranet/bureau/preferences': { url: () => '/intranet/bureau/preferences', may: staff },
  'GET /intranet/bureau/favoris/nouveau': { url: () => '/intranet/bureau/favoris/nouveau', may: staff },
  'POST /intranet/bureau/favoris/nouveau': {
    ...form(
      '/intranet/bureau/favoris/nouveau',
      { href: 'https://ailleurs.example/', label: 'Ailleurs' },
      [422],
    ),
    may: staff,
  },
  'GET /intranet/bureau/favoris/:favori': {
    url: () => '/intranet/bureau/favoris/999999',
    may: staff,
    statuses: [404],
  },
  'POST /intranet/bureau/favoris/:favori': {
    ...form('/intranet/bureau/favoris/999999', { label: 'Autre', act: 'garder' }, [404]),
    may: staff,
  },
  [`GET ${APPLICATIONS}`]: { url: () => APPLICATIONS, may: administrators },
  [`GET ${APPLICATIONS}/nouvelle`]: { url: () => `${APPLICATIONS}/nouvelle`, may: administrators },
  [`POST ${APPLICATIONS}/nouvelle`]: { ...form(`${APPLICATIONS}/nouvelle`, {}), may: administrators },
  ...application(''),
  ...application('/retrait'),
  [`GET ${ARRANGING}`]: { url: () => ARRANGING, may: publishers },
  [`GET ${ARRANGING}/nouvelle`]: { url: () => `${ARRANGING}/nouvelle`, may: publishers },
  [`POST ${ARRANGING}/nouvelle`]: {
    ...form(`${ARRANGING}/nouvelle`, { page: 'home', audience: '' }),
    may: publishers,
  },
  ...absent(''),
  ...refused('', { vers: 'haut', bloc: 'favoris' }),
  ...refused('/rang', { vers: 'avant' }),
  ...absent('/apercu'),
  ...absent('/public'),
  ...refused('/public', { audience: '1' }),
  ...absent('/retrait'),
  ...refused('/retrait', {}),
}
