import { anyone, open, type RouteCase } from './case.ts'

export const territory: Readonly<Record<string, RouteCase>> = {
  // Tiles are turned off in these tests; src/platform/outside/tiles.test.ts has them.
  'GET /plan/:z/:x/:y': open('/plan/12/2102/1459', [204]),
  'GET /nom-de-guichet/:challenge': open('/nom-de-guichet/x', [404]),
  'GET /theme/:file': { url: (world) => world.themeUrl, may: anyone },
}
