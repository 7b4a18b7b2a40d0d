// Table of services as administrators write them.
import { type Context, page, type Reply, type Route } from '#platform/http/route.ts'
import { adminFrame } from '#territory'
import { editRoutes, HERE } from './edit.ts'
import { servicePage } from './pages/service.ts'
import { townRoutes } from './town.ts'
import { viewOf } from './view.ts'

/** GET /administration/demarches/:demarche */
const showService = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) =>
    page(servicePage(await adminFrame(ctx, tx), await viewOf(tx, ctx, ctx.params.demarche ?? ''))),
  )

export const routes: readonly Route[] = [
  {
    get: `${HERE}/:demarche`,
    action: 'text.read',
    title: 'Une démarche',
    face: 'admin',
    handle: showService,
  },
  ...editRoutes,
  ...townRoutes,
]
