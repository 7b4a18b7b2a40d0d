import { administrators, open, type RouteCase } from './case.ts'

const HERE = '/administration/annuaires'
const administered = (url: string, statuses: readonly number[]): RouteCase => ({
  url: () => url,
  may: administrators,
  statuses,
})

export const provisioning: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: administered(HERE, [200]),
  [`GET ${HERE}/nouvelle`]: administered(`${HERE}/nouvelle`, [200]),
  [`POST ${HERE}/nouvelle`]: { ...administered(`${HERE}/nouvelle`, [422]), values: {} },
  [`GET ${HERE}/:cle`]: administered(`${HERE}/999999999`, [404]),
  [`POST ${HERE}/:cle`]: { ...administered(`${HERE}/999999999`, [404]), values: {} },
}

const AT = '/scim/v2'
/** Without a key, the protocol’s own refusal: the same for everybody, whatever cookies they have. */
const keyless = (url: string): RouteCase => open(url, [401])
const described = ['Schemas', 'ResourceTypes'] as const
const ONE = { Schemas: 'urn:ietf:params:scim:schemas:core:2.0:User', ResourceTypes: 'User' } as const

export const provisioningCalls: Readonly<Record<string, RouteCase>> = {
  [`GET ${AT}/ServiceProviderConfig`]: open(`${AT}/ServiceProviderConfig`),
  ...Object.fromEntries(
    described.flatMap((name) => [
      [`GET ${AT}/${name}`, open(`${AT}/${name}`)],
      [`GET ${AT}/${name}/:id`, open(`${AT}/${name}/${ONE[name]}`)],
    ]),
  ),
  ...Object.fromEntries(
    [
      'GET /Users',
      'POST /Users',
      ...['GET', 'PUT', 'PATCH', 'DELETE'].map((verb) => `${verb} /Users/:id`),
      'GET /Groups',
      'POST /Groups',
      ...['GET', 'PUT', 'PATCH', 'DELETE'].map((verb) => `${verb} /Groups/:id`),
      ...['/Users', '/Groups', ''].map((place) => `POST ${place}/.search`),
      'POST /Bulk',
      ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((verb) => `${verb} /Me`),
    ].map((row) => {
      const [verb, path = ''] = row.split(' ')
      return [`${verb} ${AT}${path}`, keyless(AT + path.replace(':id', 'x'))]
    }),
  ),
}
