import { administrators, form, type RouteCase } from './case.ts'

const HERE = '/administration/sources'
// Of the metropolis.
const may: RouteCase['may'] = (actor) => actor === 'admin'
const one = (end: string, more: Partial<RouteCase> = {}): RouteCase => ({
  url: (world) => `${HERE}/${world.sourceId}${end}`,
  may,
  ...more,
})

const ZOOMS = '/administration/zooms'
const zoom = (end: string, more: Partial<RouteCase> = {}): RouteCase => ({
  url: (world) => `${ZOOMS}/${world.spotlightId}${end}`,
  may,
  ...more,
})

const decided = (name: string): Readonly<Record<string, RouteCase>> => {
  const at = (world: Parameters<RouteCase['url']>[0]) => `/administration/contenus/${world.contentId}/${name}`
  return {
    [`GET /administration/contenus/:contenu/${name}`]: { url: at, may },
    [`POST /administration/contenus/:contenu/${name}`]: {
      ...{ url: at, may },
      values: { version: '0' },
      statuses: [409, 422],
    },
  }
}

export const sources: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: { url: () => HERE, may: administrators },
  [`GET ${HERE}/nouvelle`]: { url: () => `${HERE}/nouvelle`, may: administrators },
  [`POST ${HERE}/nouvelle`]: { ...form(`${HERE}/nouvelle`), may: administrators },
  [`GET ${HERE}/:source`]: one(''),
  [`POST ${HERE}/:source`]: one('', { values: {}, statuses: [422] }),
  [`GET ${HERE}/:source/retrait`]: one('/retrait'),
  [`POST ${HERE}/:source/retrait`]: one('/retrait', { values: { version: '0' }, statuses: [409] }),
  [`GET ${HERE}/:source/elements/:element`]: one('/elements/1'),
  [`POST ${HERE}/:source/elements/:element`]: one('/elements/1', { values: {}, statuses: [422] }),
  [`GET ${ZOOMS}`]: { url: () => ZOOMS, may: administrators },
  [`GET ${ZOOMS}/nouveau`]: { url: () => `${ZOOMS}/nouveau`, may: administrators },
  [`POST ${ZOOMS}/nouveau`]: { ...form(`${ZOOMS}/nouveau`), may: administrators },
  [`GET ${ZOOMS}/:zoom`]: zoom(''),
  [`POST ${ZOOMS}/:zoom`]: zoom('', { values: {}, statuses: [422] }),
  [`GET ${ZOOMS}/:zoom/retrait`]: zoom('/retrait'),
  [`POST ${ZOOMS}/:zoom/retrait`]: zoom('/retrait', { values: { version: '0' }, statuses: [409] }),
  // The content was taken up from it, and its source has changed since.
  'GET /administration/contenus/:contenu/source': {
    url: (world) => `/administration/contenus/${world.contentId}/source`,
    may,
  },
  'POST /administration/contenus/:contenu/source': {
    url: (world) => `/administration/contenus/${world.contentId}/source`,
    may,
    values: {},
    statuses: [422],
  },
  ...decided('fin-de-source'),
  ...decided('offre'),
}
