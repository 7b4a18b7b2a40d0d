import { type RouteCase } from './case.ts'

/** Nobody of the world is elected: src/extranet/home.test.ts shows who comes in. */
const elected = (url: string): RouteCase => ({ url: () => url, may: () => false })

export const extranet: Readonly<Record<string, RouteCase>> = {
  'GET /territoires': elected('/territoires'),
  'GET /territoires/demandes': elected('/territoires/demandes'),
  'GET /territoires/instances': elected('/territoires/instances'),
  'GET /territoires/instances/:instance': elected('/territoires/instances/0'),
}
