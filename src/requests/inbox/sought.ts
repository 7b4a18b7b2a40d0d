// The requests that an agent finds by one search over everything: the newest that the words name; the list of the desk has them all.
import { agent } from '#platform/access.ts'
import type { Live } from '#platform/house/search.ts'
import { territory } from '#territory'
import { newestFound } from './queries.ts'
import { readSearched } from './searched.ts'

export const soughtRequests: Live = {
  id: 'request',
  label: 'Demandes',
  one: 'Demande',
  who: agent('handler', 'manager', 'reception').anywhere,
  async find(tx, words, most) {
    const rows = await newestFound(tx, readSearched(words, await territory(tx)), most)
    return rows.map(({ ref, subject, placeAddress }) => ({
      href: `/agents/demandes/${ref}`,
      title: subject,
      text: [`Demande ${ref}`, placeAddress].filter((part) => part !== '').join(', '),
    }))
  },
}
