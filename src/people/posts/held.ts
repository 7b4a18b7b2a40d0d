// What units hold of people: those who work there.
import type { Possession } from '#platform/db/db.ts'
import { endPosts, movePosts, peopleOfAll, type Post, postsByUnit, restorePosts } from './queries.held.ts'

export const agents: Possession = {
  id: 'people.post',
  one: 'agent',
  several: 'agents',
  isListed: true,
  effect: 'Chacun garde son rôle, et travaille dans la nouvelle unité.',
  count: postsByUnit,
  countTogether: peopleOfAll,
  handing: {
    // Whoever has the same role there already keeps one post.
    async move(tx, from, to) {
      const ended = await endPosts(tx, from, to)
      return { from, to, ids: await movePosts(tx, from, to), ended }
    },
    async giveBack(tx, { from, to, ids, ended }) {
      await restorePosts(tx, {
        from: from as number,
        to: to as number,
        ids: ids as number[],
        ended: ended as Post[],
      })
    },
  },
}
