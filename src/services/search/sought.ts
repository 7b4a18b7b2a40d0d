// The services that an agent or an elected member finds by one search over everything.
import { inOffice } from '#platform/access.ts'
import type { Live } from '#platform/house/search.ts'
import type { Read } from '#platform/db/db.ts'
import { catalogue, type LiveService } from '../catalogue/catalogue.ts'
import { isMeantFor } from '../words/meant.ts'
import { saidBy } from './queries.ts'
import { searchAll } from './search.ts'

/** Those for whoever asks and not for everybody, whom the counter’s search does not know. */
async function meantOnes(tx: Read, words: string): Promise<LiveService[]> {
  const meant = (await catalogue(tx)).every.filter(
    ({ definition }) => definition.meantFor !== undefined && isMeantFor(tx.actor, definition),
  )
  const texts = meant.map(({ definition: { title, shortTitle, lead, keywords } }) =>
    [title, shortTitle, lead, ...keywords].join('\n'),
  )
  const found = new Set(await saidBy(tx, texts, words))
  return meant.filter((_, at) => found.has(at))
}

export const soughtServices: Live = {
  id: 'service',
  label: 'Démarches',
  one: 'Démarche',
  who: inOffice,
  async find(tx, words, most, { searches }) {
    const { found } = await searchAll(tx, searches, words)
    const services = found.flatMap((one) => (one.kind === 'service' ? [one.service] : []))
    return [...(await meantOnes(tx, words)), ...services]
      .slice(0, most)
      .map(({ slug, definition: { title, lead } }) => ({
        ...{ href: `/demarches/${slug}`, title, text: lead },
      }))
  },
}
