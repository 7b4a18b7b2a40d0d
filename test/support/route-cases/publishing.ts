import { administrators, anyone, form, open, type RouteCase } from './case.ts'

const HERE = '/administration/informations'
// The first of the metropolis's.
const may: RouteCase['may'] = (actor) => actor === 'admin'

export const publishing: Readonly<Record<string, RouteCase>> = {
  'GET /informations': open('/informations'),
  'GET /informations/:id': { url: (world) => `/informations/${world.noticeId}`, may: anyone },
  [`GET ${HERE}`]: { url: () => HERE, may: administrators },
  [`POST ${HERE}/fichier`]: { ...form(`${HERE}/fichier`, { query: '' }, [303]), may: administrators },
  [`GET ${HERE}/nouvelle`]: { url: () => `${HERE}/nouvelle`, may: administrators },
  [`POST ${HERE}/nouvelle`]: { ...form(`${HERE}/nouvelle`), may: administrators },
  [`GET ${HERE}/:information`]: { url: (world) => `${HERE}/${world.noticeId}`, may },
  [`POST ${HERE}/:information`]: { ...form(''), url: (world) => `${HERE}/${world.noticeId}`, may },
  [`GET ${HERE}/:information/fin`]: { url: (world) => `${HERE}/${world.noticeId}/fin`, may },
  [`POST ${HERE}/:information/fin`]: {
    ...form('', { version: '0' }, [409]),
    url: (world) => `${HERE}/${world.noticeId}/fin`,
    may,
  },
}
