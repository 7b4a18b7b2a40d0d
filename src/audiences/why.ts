// « Pourquoi je vois ceci »: which of one's own keys opened a thing, in words; nothing is said of anybody else.
import { lentTo } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { listSentence } from '#platform/ui/french.ts'
import { openedBy, PUBLIC } from './queries.ts'
import { holdersWords } from './words.ts'

/** Who else reads what is shown to an audience, said to its readers. */
export const WHO_ELSE =
  'Hors de ce public, seuls y ont accès les collaborateurs mandatés par des élus qui en sont, et les agents chargés de l’écrire ou de publier.'

/** Why whoever acts sees what is shown to that audience; null for what everybody sees, and for whoever is not in it. */
export async function whySeen(tx: Read, audienceId: number): Promise<string | null> {
  if (audienceId === PUBLIC) return null
  const keys = await openedBy(tx, audienceId)
  if (keys === null) return null
  const words = await Promise.all(keys.map((key) => holdersWords(tx, key)))
  const lent = lentTo(tx.actor)
  return `${lent === null ? 'Vous êtes' : `${lent.personName} est`} parmi ${listSentence(words)}.`
}
