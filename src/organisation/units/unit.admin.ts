// The page of a unit: what it holds, where it works, what is in force there, what was done to it.
import { type Context, page, type Reply } from '#platform/http/route.ts'
import { rulesTo } from '#services'
import { saidFor } from '#settings'
import { administeredAuthorities, adminFrame, localDay, storyOf, territory, theirs } from '#territory'
import { heldBy } from './held.ts'
import { eventLines } from './history.ts'
import { unitPage } from './pages/unit.ts'
import { plannedFor } from './queries.ts'
import { unitAsked } from './screens.ts'
import { silentAmong } from './silent.ts'

/** GET /administration/organisation/unites/:unite */
export function showUnit(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const unit = unitAsked(ctx, tx, place)
    const events = await storyOf(tx, 'unit', unit.id)
    return page(
      unitPage(await adminFrame(ctx, tx), {
        unit,
        place,
        isWhole: administeredAuthorities(tx, place).some(({ id }) => id === unit.authorityId),
        isTheirs: theirs(tx, place),
        today: localDay(tx.now, place.zone),
        held: (await heldBy(tx, [unit.id])).get(unit.id) ?? [],
        planned: await plannedFor(tx, unit.id),
        isSilent: (await silentAmong(tx, [unit])).length > 0,
        rules: await rulesTo(tx, unit, place),
        settings: await saidFor(
          tx,
          ctx.settings.filter(({ levels }) => levels.includes('unit')),
          { authorityId: unit.authorityId, unitId: unit.id, serviceSlug: null },
        ),
        history: events
          .toReversed()
          .map((event) => ({ lines: eventLines(event, place), at: event.at, by: event.actorLabel })),
      }),
    )
  })
}
