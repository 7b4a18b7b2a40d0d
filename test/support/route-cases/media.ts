import { administrators, anyone, form, type RouteCase, UNKNOWN } from './case.ts'

const HERE = '/administration/images'
// Of the metropolis.
const may: RouteCase['may'] = (actor) => actor === 'admin'
const one = (end: string, more: Partial<RouteCase> = {}): RouteCase => ({
  url: (world) => `${HERE}/${world.pictureId}${end}`,
  may,
  ...more,
})

export const media: Readonly<Record<string, RouteCase>> = {
  // Who reads which is held by src/media/media.test.ts.
  'GET /images/:cle/:taille': { url: () => `/images/${UNKNOWN}/entiere`, may: anyone, statuses: [404] },
  [`GET ${HERE}`]: { url: () => HERE, may: administrators },
  [`POST ${HERE}/fichier`]: { ...form(`${HERE}/fichier`, { query: '' }, [303]), may: administrators },
  [`GET ${HERE}/nouvelle`]: { url: () => `${HERE}/nouvelle`, may: administrators },
  [`POST ${HERE}/nouvelle`]: { ...form(`${HERE}/nouvelle`), may: administrators },
  [`GET ${HERE}/:image`]: one(''),
  [`POST ${HERE}/:image`]: one('', { values: {}, statuses: [422] }),
  [`GET ${HERE}/:image/retrait`]: one('/retrait'),
  [`POST ${HERE}/:image/retrait`]: one('/retrait', { values: { version: '0' }, statuses: [409] }),
}
