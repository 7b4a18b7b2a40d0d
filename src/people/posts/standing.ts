// What an agent is told whose post opens nothing, or only reads: why, until when, and whom to ask.
import { system } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import { capital, longDate } from '#platform/ui/french.ts'
import { of, the } from '#platform/french/noun.ts'
import { authorityNoun, type Territory, territory } from '#territory'
import { idlePost, type IdlePost } from './queries.standing.ts'

/** In sentences; null when every post of that person works, or there is none. */
export const whyIdle = (db: Database, personId: number): Promise<string | null> =>
  db.read(system, async (tx) => {
    const post = await idlePost(tx, personId)
    return post === null ? null : sentences(post, await territory(tx), tx.now.toISOString().slice(0, 10))
  })

function sentences({ authorityId, endedOn, until }: IdlePost, place: Territory, today: string): string {
  const town = authorityNoun(place.authority(authorityId))
  if (endedOn === null || until === null)
    return `La convention ${of(town)} ne donne pas le poste des agents\u00a0: votre mairie répond par les liens qu’elle reçoit. ${whomToAsk(place)}`
  const ended = `La convention ${of(town)} a pris fin le ${longDate(endedOn)}.`
  return today <= until
    ? `${ended} Jusqu’au ${longDate(until)}, vous lisez tout et ne changez rien\u00a0: rien n’est enregistré. ${whomToAsk(place)}`
    : `${ended} Ses données se lisaient jusqu’au ${longDate(until)}\u00a0: votre poste n’ouvre plus rien. ${whomToAsk(place)}`
}

function whomToAsk({ metropolis }: Territory): string {
  const { email, phone } = metropolis.profile
  const reached = [email, phone].filter(Boolean).join(', ')
  return `${capital(the(authorityNoun(metropolis)))} tient les conventions et vous répond${reached === '' ? '' : ` (${reached})`}.`
}
