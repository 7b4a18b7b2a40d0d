// GET /intranet/annuaire/:personne, and the same as a card that telephones read.
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { type Context, page, type Reply } from '#platform/http/route.ts'
import { slugFor } from '#platform/plain-words.ts'
import { intranetFrame, territory } from '#territory'
import { agentScreen } from './pages/agent.ts'
import { type AgentCard, agentCard } from './queries.ts'
import { vcardOf } from './vcard.ts'
import { jobOf } from './words.ts'

/** @throws NotFound */
async function agentOf({ params: { personne = '' } }: Context, tx: Read): Promise<AgentCard> {
  const found = /^\d{1,15}$/.test(personne) ? await agentCard(tx, Number(personne)) : undefined
  if (found === undefined) throw new NotFound()
  return found
}

export const showAgent = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const agent = await agentOf(ctx, tx)
    const isOwn = agent.id === ctx.actor.personId && ctx.actor.by === undefined
    return page(agentScreen(await intranetFrame(ctx, tx), agent, { place: await territory(tx), isOwn }))
  })

export const takeCard = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const agent = await agentOf(ctx, tx)
    const place = await territory(tx)
    const { name, phone, mobile, email } = agent
    const body = vcardOf({
      ...{ name, phone, job: jobOf(agent), mobile: mobile ?? '', email: email ?? '' },
      organisation: place.authority(agent.authorityId).name,
      unit: place.unit(agent.unitId).name,
    })
    const headers = { 'content-disposition': `attachment; filename="${slugFor(name) || 'agent'}.vcf"` }
    return { kind: 'bytes', body, type: 'text/vcard; charset=utf-8', headers }
  })
