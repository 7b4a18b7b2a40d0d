import { type RouteCase, staff } from './case.ts'

export const search: Readonly<Record<string, RouteCase>> = {
  'GET /rechercher': { url: () => '/rechercher?q=rue', may: staff },
}
