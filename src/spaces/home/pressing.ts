// « On attend de vous », first on the homes: what one is to do in one’s spaces, each with the day by which.
import { lentTo, seatedAs } from '#platform/actor.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { mayHold } from '#platform/house/audience.ts'
import { html, type Html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { panel } from '#platform/ui/desk.ts'
import { tag } from '#platform/ui/feedback.ts'
import { longDate, plural } from '#platform/ui/french.ts'
import { localDay, territory } from '#territory'
import { pressingTasks } from '../plan/queries.ts'
import { addressOf, writesIn } from '../record/frame.ts'
import { SPACE } from '../record/keys.ts'
import { openSpaces } from '../record/queries.ts'

const MOST = 5

/** Of whoever acts for a member: what the member is to do, in the spaces that are lent. */
export async function pressing(ctx: Context): Promise<Html | null> {
  const personId = seatedAs(ctx.actor)
  if (personId === null || !mayHold(SPACE, ctx.actor)) return null
  return ctx.db.read(ctx.actor, async (tx) => {
    const own = new Map((await openSpaces(tx)).map((space) => [space.id, space]))
    const tasks = own.size === 0 ? [] : await pressingTasks(tx, [...own.keys()], personId, MOST)
    if (tasks.length === 0) return null
    const today = localDay(tx.now, (await territory(tx)).zone)
    const late = tasks.filter(({ dueOn }) => dueOn < today).length
    const lines = tasks.flatMap(({ id, spaceId, title, dueOn }) => {
      const space = own.get(spaceId)
      if (space === undefined) return []
      const due =
        dueOn < today
          ? html`${tag('bad', 'En retard')} pour le ${longDate(dueOn)}`
          : `Au plus tard le ${longDate(dueOn)}`
      return [
        html`<li><div><a class="title" href="${addressOf(space)}/taches${writesIn(space) && `/${id}`}">${title}</a><p class="meta">${due}, ${space.name}</p></div></li>`,
      ]
    })
    const lent = lentTo(ctx.actor)
    const title = lent === null ? 'On attend de vous' : `On attend ${ofPerson(lent.personName)}`
    return panel(title, html`<ul class="brief">${lines}</ul>`, {
      end: late > 0 && tag('bad', plural(late, 'en retard', 'en retard')),
    })
  })
}
