// What becomes of the requests of an authority that has left: what a closed one becomes at the end of its retention, at once.
import type { Erasing } from '#platform/db/db.ts'
import type { Counts } from '#platform/partnership/carried.ts'
import { plural } from '#platform/ui/french.ts'
import { countLeft, requestsLeft } from './queries.retention.ts'
import { anonymiseThese } from './retention.ts'

const counted = ({
  requests,
  messages,
  files,
}: {
  requests: number
  messages: number
  files: number
}): Counts => ({
  'Demandes, rendues anonymes': requests,
  'Messages et notes': messages,
  'Fichiers joints': files,
})

export const closedRequests: Erasing = {
  count: async (tx, authorityId) => counted(await countLeft(tx, authorityId)),
  async erase(tx, authorityId, most) {
    const done = await anonymiseThese(tx, await requestsLeft(tx, authorityId, most))
    return done.requests === 0 ? {} : counted(done)
  },
  async hindered(tx, authorityId) {
    const { open } = await countLeft(tx, authorityId)
    return open === 0
      ? null
      : `${plural(open, 'demande est encore ouverte', 'demandes sont encore ouvertes')} à la commune\u00a0: le centre de contact les reprend dans l’heure, ou clôturez-les.`
  },
}
