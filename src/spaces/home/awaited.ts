// What whoever reads is to do by a day in their spaces: their own tasks; of whoever acts for a member, what the member is to do in the spaces that are lent.
import { seatedAs } from '#platform/actor.ts'
import { mayHold } from '#platform/house/audience.ts'
import type { AwaitedSource } from '#platform/http/route.ts'
import { pressingTasks } from '../plan/queries.ts'
import { addressOf, writesIn } from '../record/frame.ts'
import { SPACE } from '../record/keys.ts'
import { openSpaces } from '../record/queries.ts'

export const tasks: AwaitedSource = {
  id: 'spaces.task',
  async read({ actor, db }, _today, most) {
    const personId = seatedAs(actor)
    if (personId === null || !mayHold(SPACE, actor)) return []
    return db.read(actor, async (tx) => {
      const own = new Map((await openSpaces(tx)).map((space) => [space.id, space]))
      const found = own.size === 0 ? [] : await pressingTasks(tx, [...own.keys()], personId, most)
      return found.flatMap(({ id, spaceId, title, dueOn }) => {
        const space = own.get(spaceId)
        if (space === undefined) return []
        const href = `${addressOf(space)}/taches${writesIn(space) ? `/${id}` : ''}`
        return [{ href, title, about: space.name, dueOn }]
      })
    })
  },
}
