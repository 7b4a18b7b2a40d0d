// The services that an agent or an elected member finds by one search over everything.
import { inOffice } from '#platform/access.ts'
import type { Live } from '#platform/house/search.ts'
import { searchAll } from './search.ts'

export const soughtServices: Live = {
  id: 'service',
  label: 'Démarches',
  one: 'Démarche',
  who: inOffice,
  async find(tx, words, most, { searches }) {
    const { found } = await searchAll(tx, searches, words)
    const services = found.flatMap((one) => (one.kind === 'service' ? [one.service] : []))
    return services.slice(0, most).map(({ slug, definition: { title, lead } }) => ({
      ...{ href: `/demarches/${slug}`, title, text: lead },
    }))
  },
}
