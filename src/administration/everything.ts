// One search over what is set on screen, wherever it is: the screens themselves, and what modules tell (`found`).
import type { Found } from '#platform/screens/found.ts'
import { adminPlaces } from '#platform/http/navigation.ts'
import { type Context, one, page, type Reply } from '#platform/http/route.ts'
import { holdsAll } from '#platform/plain-words.ts'
import { adminFrame } from '#territory'
import { everythingPage } from './pages/everything.ts'

/** The screens that stand in the person’s menu, by their name and by what is set there. */
const screens = (ctx: Context): Found[] =>
  adminPlaces(ctx).map(({ label, href, words = '', group = '' }) => ({
    ...{ kind: 'Écran', name: label, href, text: words, where: group },
  }))

const MOST = 100

/** GET /administration/recherche?q= */
export function searchEverything(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const asked = one(ctx.query, 'q').trim().slice(0, 100)
    const holds = holdsAll(asked)
    const found: Found[] = []
    const keep = (all: readonly Found[]) =>
      found.push(...all.filter(({ kind, name, text, where }) => holds(kind, name, text, where)))
    if (asked !== '') {
      keep(screens(ctx))
      for (const { who, find } of ctx.found) if (who.ever(ctx.actor)) keep(await find(tx, ctx))
    }
    // What is named so comes before what only says it: a common word stands in every service, and would hide a setting of that name.
    const shown = [...found.filter(({ name }) => holds(name)), ...found.filter(({ name }) => !holds(name))]
    return page(
      everythingPage(await adminFrame(ctx, tx), {
        ...{ asked, total: found.length },
        found: shown.slice(0, MOST),
      }),
    )
  })
}
