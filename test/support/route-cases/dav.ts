import { open, type RouteCase, staff } from './case.ts'

const HERE = '/compte/mots-de-passe-d-application'

export const dav: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: { url: () => HERE, may: staff },
  [`POST ${HERE}`]: { url: () => HERE, may: staff, values: {}, statuses: [422] },
  [`POST ${HERE}/:id/retrait`]: {
    url: () => `${HERE}/999999999/retrait`,
    may: staff,
    values: {},
    statuses: [404],
  },
}

const VERBS = [
  'OPTIONS',
  'GET',
  'PUT',
  'DELETE',
  'PROPFIND',
  'PROPPATCH',
  'MKCOL',
  'COPY',
  'MOVE',
  'LOCK',
  'UNLOCK',
]

/** Without a password of application, the protocol’s own refusal: the same for everybody, whatever cookies they have. */
export const davCalls: Readonly<Record<string, RouteCase>> = Object.fromEntries(
  ['/dav', '/dav/*'].flatMap((path) =>
    VERBS.map((verb) => [`${verb} ${path}`, open(path.replace('*', 'x'), [401])]),
  ),
)
