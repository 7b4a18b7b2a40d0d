// Shows what is done with personal data and how requests find their way: both made from what the program applies.
import { type Context, page, type Reply } from '#platform/http/route.ts'
import { register } from '#register'
import { localDay, territory } from '#territory'
import { catalogue } from '../catalogue/catalogue.ts'
import { algorithmsPage, privacyPage } from './pages/about-data.ts'
import { ruleView } from '../catalogue/rule-view.ts'

/** GET /donnees-personnelles */
export function showPrivacy(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const [{ entries }, place] = [await register(tx), await territory(tx)]
    return page(privacyPage(ctx, { entries, place }))
  })
}

/** GET /donnees-personnelles/algorithmes */
export function showAlgorithms(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const [known, place] = [await catalogue(tx), await territory(tx)]
    const today = localDay(tx.now, place.zone)
    const rules = known.rules
      .map((rule) => ruleView(rule, known, place, today))
      .filter(({ inForce }) => inForce)
    return page(algorithmsPage(ctx, { rules, metropolis: place.metropolis.name }))
  })
}
