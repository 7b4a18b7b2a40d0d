// Handlers: the summary of a request, to print or to download. Whoever opens it is noted in the resident’s journal, as on its screen.
import { type Context, page, type Reply, type Route } from '#platform/http/route.ts'
import { drawPaper } from '#platform/pdf/aside.ts'
import { deskFrame } from '#territory'
import { opened } from '../desk/show.agent.ts'
import { summaryOf, summaryPaper } from './summary.ts'
import { summaryPage } from './summary.page.ts'

const AT = '/agents/demandes/:ref/resume'

const showSummary = (ctx: Context): Promise<Reply> =>
  opened(ctx, {}, async (tx, desk) =>
    page(summaryPage(await deskFrame(ctx, tx), await summaryOf(tx, desk), desk.place.zone)),
  )

async function sendSummary(ctx: Context): Promise<Reply> {
  const paper = await opened(ctx, {}, async (tx, desk) =>
    summaryPaper(await summaryOf(tx, desk), desk.place.zone),
  )
  return {
    kind: 'bytes',
    body: await drawPaper(paper, ctx.actor.personId),
    type: 'application/pdf',
    headers: {
      'content-disposition': `attachment; filename="resume-${ctx.params.ref}.pdf"`,
      'cache-control': 'private, no-store',
    },
  }
}

const base = { action: 'request.read', face: 'agent' } as const

export const summaryRoutes: readonly Route[] = [
  { ...base, get: AT, title: 'Résumé d’une demande', handle: showSummary },
  { ...base, get: `${AT}/papier`, title: 'Résumé d’une demande à garder', handle: sendSummary },
]
