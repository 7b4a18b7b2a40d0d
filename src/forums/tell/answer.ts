// An answer by mail to the mail of a thread: said in it by whoever had that mail, as if they had written it on the page.
import { MOST_CHARACTERS } from '#threads'
import { mayEver } from '#platform/access.ts'
import { ownName } from '#platform/actor.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import type { ReplyKind } from '#platform/mail/incoming/kind.ts'
import { access } from '../record/access.ts'
import { THREAD } from '../record/events.ts'
import { threadAt } from '../record/find.ts'
import { tooOften } from '../talk/often.ts'
import { reply } from '../talk/say.ts'
import { threadOfMessage } from './queries.ts'

const NOT_READ =
  'Vous ne lisez plus ce forum\u00a0: son public a changé, ou votre poste est terminé. Votre réponse n’y est pas.'
const TOO_LONG = `Votre réponse dépasse ${MOST_CHARACTERS} caractères. Publiez-la en plusieurs messages, sur la page.`

export const threadReplies: ReplyKind = {
  id: 'f',
  async about(tx, messageId) {
    const id = await threadOfMessage(tx, messageId)
    return id === undefined ? null : { kind: THREAD, id, href: threadAt({ id }) }
  },
  async take(tools, by, messageId, { text, once }) {
    if (!mayEver(access['forum.say'], by)) throw new Conflict(NOT_READ)
    if (text.length > MOST_CHARACTERS) throw new Conflict(TOO_LONG)
    const often = await tooOften(tools, ownName(by))
    if (often !== null) throw new Conflict(often)
    try {
      await tools.db.write(by, async (tx) => {
        const threadId = await threadOfMessage(tx, messageId)
        if (threadId === undefined) throw new NotFound()
        await reply(tx, threadId, { text, fileIds: [], once })
      })
    } catch (error) {
      throw error instanceof NotFound ? new Conflict(NOT_READ) : error
    }
  },
}
