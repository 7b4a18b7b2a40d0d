// The intranet of agents.
import { form, type RouteCase, staff } from './case.ts'

const arranged = (url: string): Readonly<Record<string, RouteCase>> => ({
  [`GET ${url}`]: { url: () => url, may: staff },
  [`GET ${url}/blocs`]: { url: () => `${url}/blocs`, may: staff },
  [`POST ${url}/blocs`]: { ...form(`${url}/blocs`, { vers: 'annuler' }, [303]), may: staff },
})

export const intranet: Readonly<Record<string, RouteCase>> = {
  ...arranged('/intranet'),
  ...arranged('/intranet/bureau'),
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
}
