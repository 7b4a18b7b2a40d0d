import { administrators, form, type RouteCase } from './case.ts'

const HERE = '/administration/temps-reel'
const one = (end: string, more: Partial<RouteCase> = {}): RouteCase => ({
  url: (world) => `${HERE}/${world.connectorId}${end}`,
  // Of the metropolis.
  may: (actor) => actor === 'admin',
  ...more,
})

export const live: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: { url: () => HERE, may: administrators },
  [`GET ${HERE}/nouveau`]: { url: () => `${HERE}/nouveau`, may: administrators },
  [`POST ${HERE}/nouveau`]: { ...form(`${HERE}/nouveau`), may: administrators },
  [`GET ${HERE}/:suivi`]: one(''),
  [`POST ${HERE}/:suivi`]: one('', { values: {}, statuses: [422] }),
  [`GET ${HERE}/:suivi/retrait`]: one('/retrait'),
  [`POST ${HERE}/:suivi/retrait`]: one('/retrait', { values: { version: '0' }, statuses: [409] }),
}
