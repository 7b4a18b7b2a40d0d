// POST /agents/pass/fiche/…/papier: the pass of whoever is there, printed for them at the desk.
import { z } from 'zod'
import { system } from '#platform/actor.ts'
import { Conflict } from '#platform/errors.ts'
import { type Context, post, type Reply, type Route } from '#platform/http/route.ts'
import { drawPaper } from '#platform/pdf/aside.ts'
import { agentOf } from '#signin'
import { paperPass } from '../holder/paper.ts'
import { HERE, noteServed, servedPass } from './file.ts'

async function doPrint(ctx: Context): Promise<Reply> {
  const { person, pass } = await servedPass(ctx)
  if (pass.stoppedAt !== null) throw new Conflict('Ce pass est arrêté\u00a0: reprenez-le d’abord.')
  const paper = await ctx.db.write(system, async (tx) => {
    const made = await paperPass(ctx, tx, { passId: pass.id, name: person.name, author: ctx.site.name })
    await noteServed(tx, ctx.actor, person.id, 'A imprimé votre pass sur papier, à un guichet')
    return made
  })
  const headers = { 'content-disposition': 'attachment; filename="pass.pdf"' }
  const body = await drawPaper(paper, agentOf(ctx.actor).agentId)
  return { kind: 'bytes', body, type: 'application/pdf', headers }
}

export const deskPaperRoutes: readonly Route[] = [
  post({
    ...{ post: `${HERE}/fiche/:fiche/papier`, action: 'pass.serve', face: 'agent', title: 'Pass sur papier' },
    input: z.object({}),
    handle: doPrint,
  }),
]
