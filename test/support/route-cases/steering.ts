import { among, form, type RouteCase } from './case.ts'

const HERE = '/agents/pilotage'
/** Whoever publishes, or heads a unit. */
const reader = among('admin', 'adminBron')

export const steering: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: { url: () => HERE, may: reader },
  [`GET ${HERE}/lectures`]: { url: () => `${HERE}/lectures`, may: reader },
  [`POST ${HERE}/lectures/fichier`]: {
    ...form(`${HERE}/lectures/fichier`, { query: '' }, [303]),
    may: reader,
  },
}
