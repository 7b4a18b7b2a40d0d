// The intranet of agents.
import { type RouteCase, staff } from './case.ts'

export const intranet: Readonly<Record<string, RouteCase>> = {
  'GET /intranet': { url: () => '/intranet', may: staff },
}
