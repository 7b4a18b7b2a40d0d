// Handlers: the last year is replayed, and read.
import { type Context, page, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { adminFrame } from '#territory'
import { z } from 'zod'
import { readShown } from '../shown/shown.ts'
import { ACTION, HERE } from '../written/address.ts'
import { idIn } from '../written/read.ts'
import { askReplay } from '../replayed/ask.ts'
import { readReplay } from '../replayed/read.ts'
import { replayAddress } from '../replayed/run.ts'
import { replayPage } from './replay.page.ts'

const face = 'admin'
/** GET /administration/formulaires/:formulaire/rejeu */
const showReplay = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const shown = await readShown(tx, idIn(ctx))
    return page(replayPage(await adminFrame(ctx, tx), shown, await readReplay(tx, shown.read)))
  })

const doReplay = post({
  post: `${HERE}/:formulaire/rejeu`,
  action: ACTION,
  title: 'Rejouer la dernière année',
  face,
  input: z.object({}),
  async handle(ctx) {
    const id = idIn(ctx)
    const run = await ctx.db.write(ctx.actor, (tx) => askReplay(tx, id))
    if (run === null) return redirect(replayAddress(id), 'Il n’y a pas de brouillon à rejouer.')
    return redirect(
      `${ctx.door.runs}/${run}`,
      'L’année se rejoue\u00a0: suivez-la ici, ou revenez plus tard.',
    )
  },
})

export const replayRoutes: readonly Route[] = [
  {
    get: `${HERE}/:formulaire/rejeu`,
    action: ACTION,
    title: 'Rejeu de la dernière année',
    face,
    handle: showReplay,
  },
  doReplay,
]
