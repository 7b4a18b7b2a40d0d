// An answer by mail to the mail of a subject: said in the space by whoever had that mail, as if they had written it on the page.
import { MOST_CHARACTERS } from '#threads'
import { mayEver } from '#platform/access.ts'
import { ownName } from '#platform/actor.ts'
import { Conflict, NotFound, TooMany } from '#platform/errors.ts'
import { throttle, type Throttling } from '#platform/limits/throttle.ts'
import type { ReplyKind } from '#platform/mail/incoming/kind.ts'
import { access } from '../record/access.ts'
import { TOPIC } from '../record/events.ts'
import { LIMITS } from '../record/limits.ts'
import { topicAt } from '../talk/pages.ts'
import { reply } from '../talk/say.ts'
import { topicOfMessage } from '../talk/queries.mail.ts'

const NOT_WRITTEN =
  'Vous n’écrivez plus dans cet espace\u00a0: vous n’en êtes plus, ou il est fermé. Votre réponse n’y est pas.'
const TOO_LONG = `Votre réponse dépasse ${MOST_CHARACTERS} caractères. Publiez-la en plusieurs messages, sur la page.`

/** @throws Conflict in words, for a program that writes without end */
async function calmly(tools: Throttling, personId: number | null): Promise<void> {
  try {
    await throttle(tools, `space-reply:${personId}`, LIMITS.spaceReplies)
  } catch (error) {
    throw error instanceof TooMany ? new Conflict(error.message) : error
  }
}

export const topicReplies: ReplyKind = {
  id: 'e',
  async about(tx, messageId) {
    const found = await topicOfMessage(tx, messageId)
    if (found === undefined) return null
    return { kind: TOPIC, id: found.topicId, href: topicAt({ id: found.spaceId }, { id: found.topicId }) }
  },
  async take(tools, by, messageId, { text, once }) {
    if (!mayEver(access['space.contribute'], by)) throw new Conflict(NOT_WRITTEN)
    if (text.length > MOST_CHARACTERS) throw new Conflict(TOO_LONG)
    await calmly(tools, ownName(by))
    try {
      await tools.db.write(by, async (tx) => {
        const found = await topicOfMessage(tx, messageId)
        if (found === undefined) throw new NotFound()
        await reply(tx, found.spaceId, found.topicId, { text, fileIds: [], once })
      })
    } catch (error) {
      throw error instanceof NotFound ? new Conflict(NOT_WRITTEN) : error
    }
  },
}
