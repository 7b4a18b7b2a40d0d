// POST /pass/papier: the pass as a PDF to print.
import { z } from 'zod'
import { type Context, post, type Reply, type Route } from '#platform/http/route.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { drawPaper } from '#platform/pdf/aside.ts'
import { HOLDER_LIMITS } from './limits.ts'
import { change, HERE, holderId, holderName, livePass } from './own.ts'
import { paperPass } from './paper.ts'

const doPrint = async (ctx: Context): Promise<Reply> => {
  const personId = holderId(ctx.actor)
  await throttle(ctx, `pass:paper:${personId}`, HOLDER_LIMITS.passPapers)
  const paper = await change(ctx, 'Pass\u00a0: l’a imprimé', livePass, (tx, { id: passId }) =>
    paperPass(ctx, tx, { passId, name: holderName(ctx.actor), author: ctx.site.name }),
  )
  const headers = { 'content-disposition': 'attachment; filename="pass.pdf"' }
  return { kind: 'bytes', body: await drawPaper(paper, personId), type: 'application/pdf', headers }
}

export const paperRoutes: readonly Route[] = [
  post({
    ...{ post: `${HERE}/papier`, action: 'pass.hold', face: 'citizen', title: 'Pass sur papier' },
    input: z.object({}),
    handle: doPrint,
  }),
]
