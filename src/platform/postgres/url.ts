// The three ways into one database: as its owner (migrations, the queue), as whoever acts, and as the system.
import { enteredBy, loginsOf } from './logins.ts'

export interface DatabaseUrls {
  owner: string
  web: string
  system: string
}

/** The ways in of this installation; its two accounts are made by `ensureRoles`. */
export function urlsOf(ownerUrl: string, secret: Uint8Array): DatabaseUrls {
  const { web, system } = loginsOf(secret)
  return { owner: ownerUrl, web: enteredBy(ownerUrl, web), system: enteredBy(ownerUrl, system) }
}

/** The same server, another database. */
export function databaseAt(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}
