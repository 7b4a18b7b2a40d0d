// The relying parties the simulators know: one for a site at `origin`, or those of a JSON file.
import { readFileSync } from 'node:fs'
import type { Client } from './shapes.ts'

/** The client of a site whose return addresses are `/connexion/<service>/retour`; any other comes from a file. */
export function clientFor(
  origin: string,
  service: 'franceconnect' | 'proconnect',
  secret = 'secret-de-simulateur-0123456789abcdef',
): Client {
  return {
    id: 'parvis',
    secret,
    entity: 'parvis',
    signedWith: 'ES256',
    redirectUris: [`${origin}/connexion/${service}/retour`],
    postLogoutRedirectUris: [`${origin}/deconnexion/retour`],
  }
}

/** @throws when the file does not hold a list of clients */
export function clientsOfFile(path: string): Client[] {
  const read: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (!Array.isArray(read)) throw new Error(`${path}: a list of clients is expected`)
  return read.map((item: Partial<Client>) => {
    if (typeof item.id !== 'string' || !Array.isArray(item.redirectUris))
      throw new Error(`${path}: each client has an id and redirectUris`)
    return {
      id: item.id,
      secret: item.secret ?? null,
      entity: item.entity ?? item.id,
      signedWith: item.signedWith ?? 'ES256',
      redirectUris: item.redirectUris,
      postLogoutRedirectUris: item.postLogoutRedirectUris ?? [],
      ...(item.jwks === undefined ? {} : { jwks: item.jwks }),
    }
  })
}
