// Shows the pages about the counter itself.
import { type Context, page, type Reply } from '#platform/http/route.ts'
import type { Html } from '#platform/html.ts'
import { catalogue } from '../catalogue/catalogue.ts'
import { sitemapPage } from './pages/about.ts'

/** A page that needs nothing but its surroundings. */
export const showText =
  (make: (ctx: Context) => Html) =>
  async (ctx: Context): Promise<Reply> =>
    page(make(ctx))

/** GET /plan-du-site */
export function showSitemap(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => page(sitemapPage(ctx, await catalogue(tx))))
}
