import { anyone, open, type RouteCase } from './case.ts'

export const publishing: Readonly<Record<string, RouteCase>> = {
  'GET /informations': open('/informations'),
  'GET /informations/:id': { url: (world) => `/informations/${world.noticeId}`, may: anyone },
}
