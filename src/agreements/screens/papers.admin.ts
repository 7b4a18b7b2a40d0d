// Handlers: a paper of an agreement, as a page to print and as a PDF.
import { drawPaper } from '#platform/pdf/aside.ts'
import { type Context, page, type Reply } from '#platform/http/route.ts'
import { adminFrame } from '#territory'
import { paperPage } from '#platform/ui/paper.ts'
import { paperOf } from '../papers/papers.ts'
import { addressOf } from './forms.admin.ts'
import { HERE } from './words.ts'

const asked = ({ params }: Context) => ({ id: Number(params.id), name: params.papier ?? '' })

/** GET /administration/conventions/:id/papiers/:papier */
export const showPaper = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const { id, name } = asked(ctx)
    const paper = await paperOf(tx, ctx, { id, name })
    const places = {
      pdf: `${addressOf(id)}/papiers/${name}/pdf`,
      back: { href: `${addressOf(id)}/pieces`, label: 'Revenir aux pièces' },
      current: HERE,
    }
    return page(paperPage(await adminFrame(ctx, tx), paper, places))
  })

/** GET /administration/conventions/:id/papiers/:papier/pdf */
export async function sendPaper(ctx: Context): Promise<Reply> {
  const { id, name } = asked(ctx)
  const paper = await ctx.db.read(ctx.actor, (tx) => paperOf(tx, ctx, { id, name }))
  const headers = { 'content-disposition': `attachment; filename="${name}-${id}.pdf"` }
  return { kind: 'bytes', body: await drawPaper(paper, ctx.actor.personId), type: 'application/pdf', headers }
}
