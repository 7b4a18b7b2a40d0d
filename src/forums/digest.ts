// What is new in the threads that somebody follows, for their digest: neither read on the page nor had by mail already.
import type { DigestSource } from '#platform/mail/digest.ts'
import { plural } from '#platform/ui/french.ts'
import { threadAt } from './record/find.ts'
import { followedSince } from './tell/queries.ts'

export const threadDigest: DigestSource = {
  id: 'sujets',
  since: async (tx, from, to, most) =>
    (await followedSince(tx, from, to, most)).map(({ id, title, forum, lastId, count }) => ({
      ...{ key: `${id}-${lastId}`, path: threadAt({ id }), title, summary: '' },
      subject: 'Sujets de forums que vous suivez',
      author: `${forum}, ${plural(count, 'message', 'messages')}`,
      urgency: 'normal',
    })),
}
