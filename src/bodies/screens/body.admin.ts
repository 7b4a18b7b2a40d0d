// One body: its term, who sits there by rank, the communes it gathers, its other terms, what was done.
import type { Read } from '#platform/db/db.ts'
import { type Context, page, type Reply } from '#platform/http/route.ts'
import type { Told } from '#platform/ui/history.ts'
import { adminFrame, storyOf, territory, todayThere } from '#territory'
import { BODY } from '../record/events.ts'
import { type Body, gatheredBy, membersOf, seatsOf, termsOf } from '../record/queries.ts'
import { bodyOf, termOf } from '../record/write.ts'
import { idOf } from './asked.ts'
import { toldText } from './history.ts'
import { bodyPage } from './pages/body.ts'
import { within } from './words.ts'

/** What was done with it, the latest first. */
async function historyOf(tx: Read, body: Body): Promise<Told[]> {
  const names = new Map((await membersOf(tx, body.authorityId)).map(({ id, name }) => [id, name]))
  const events = (await storyOf(tx, BODY, body.id)).toReversed()
  return events.map((event) => ({ at: event.at, by: event.actorLabel, said: toldText(event, names) }))
}

/** GET /administration/instances/:instance, and of another term …/mandatures/:mandature */
export const showBody = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const body = await bodyOf(tx, idOf(ctx, 'instance'))
    const term =
      ctx.params.mandature === undefined ? body.term : await termOf(tx, body, idOf(ctx, 'mandature'))
    const place = await territory(tx)
    const gathered = await gatheredBy(tx, body.id)
    return page(
      bodyPage(await adminFrame(ctx, tx), {
        ...{ body, term, place },
        today: await todayThere(tx),
        terms: await termsOf(tx, body.id),
        seats: term === null ? [] : (await seatsOf(tx, term.id)).map((seat) => within(seat, term)),
        gathered: gathered.map(({ authorityId, mayor }) => ({
          commune: place.authority(authorityId).name,
          mayor,
        })),
        history: await historyOf(tx, body),
      }),
    )
  })
