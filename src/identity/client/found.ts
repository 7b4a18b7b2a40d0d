// What administrators find of connected sites by one search: their name, where people come back.
import { agent } from '#platform/access.ts'
import type { FoundSource } from '#platform/screens/found.ts'
import { administeredAuthorities, territory } from '#territory'
import { clientsOfAuthorities } from '../store/queries.client.ts'

export const sitesSet: FoundSource = {
  id: 'identity.client',
  who: agent('admin').anywhere,
  async find(tx) {
    const own = administeredAuthorities(tx, await territory(tx)).map(({ id }) => id)
    return (await clientsOfAuthorities(tx, own)).map(({ id, name, redirectUris, authorityName }) => ({
      ...{ kind: 'Site connecté', name, href: `/administration/sites/${id}`, where: authorityName },
      text: redirectUris.join('\n'),
    }))
  },
}
