// What people said of a content to each other, at the top of what the other reads: who proposes it and why, who sent it back and why.
import type { Read } from '#platform/db/db.ts'
import { type Html, html } from '#platform/html.ts'
import { prose } from '#platform/ui/content.ts'
import { notice } from '#platform/ui/feedback.ts'
import { capital, dayDate } from '#platform/ui/french.ts'
import { storyOf, territory } from '#territory'
import { CONTENT_SUBJECT } from '../record/events.ts'
import type { Kept } from '../record/queries.ts'

export type Story = Awaited<ReturnType<typeof storyOf>>

/** The last word of its author to whoever publishes, while it waits; of whoever sent it back to its author, until it is proposed again. */
export async function lastWord(tx: Read, kept: Kept, story: Story): Promise<Html | null> {
  const { zone } = await territory(tx)
  const last = (...names: string[]) => story.findLast(({ name }) => names.includes(name))
  const when = (at: Date) => dayDate(at, zone)
  const proposed = kept.proposedAt === null ? undefined : last('content.proposed', 'content.raised')
  if (proposed !== undefined) {
    const { word } = proposed.payload
    const said = typeof word === 'string' && word !== '' ? prose(word) : html`<p>Sans un mot de plus.</p>`
    return notice('info', `${capital(proposed.actorLabel)} le propose depuis le ${when(proposed.at)}`, said)
  }
  const { refusedBecause } = kept
  if (refusedBecause === null) return null
  const refused = last('content.refused')
  const by = refused === undefined ? '' : `, renvoyé par ${refused.actorLabel} le ${when(refused.at)}`
  const isTheirs = kept.authorId === tx.actor.personId
  const title = isTheirs ? 'Ce contenu vous revient' : 'Ce contenu est retourné à qui l’a écrit'
  return notice('warn', `${title}${by}`, prose(refusedBecause))
}

/** The same, for the content alone. */
export const wordOf = async (tx: Read, kept: Kept): Promise<Html | null> =>
  lastWord(tx, kept, await storyOf(tx, CONTENT_SUBJECT, kept.id))
