// The table of what the program answers: pages and forms, calls of programs, and what an engine answers on paths of its own. One
// table for all three, beside one table of rights.
import { type Call, pathOfCall } from '../api/call.ts'
import type { Route, RouteBase } from '../http/route.ts'

/** Answered elsewhere (an engine, a probe): stands in the table so that its rights do. */
export interface Mounted extends RouteBase {
  /** « POST /oidc/token » */
  readonly mounted: string
  readonly face: 'api'
}

export type Row = Route | Call | Mounted

export const isCall = (row: Row): row is Call => 'call' in row
export const isPage = (row: Row): row is Route => 'get' in row || 'post' in row

/** « GET /demarches/:slug » */
export function addressOf(row: Row): string {
  if ('call' in row) return row.call
  if ('mounted' in row) return row.mounted
  return 'get' in row ? `GET ${row.get}` : `POST ${row.post}`
}

/** « /demarches/:slug » */
export function pathOf(row: Row): string {
  if ('call' in row) return pathOfCall(row)
  const address = addressOf(row)
  return address.slice(address.indexOf(' ') + 1)
}
