// GET /intranet/annuaire/:personne, and the same as a card that telephones read.
import { buffer } from 'node:stream/consumers'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { type Context, page, type Reply } from '#platform/http/route.ts'
import { smallJpeg } from '#platform/files/picture.ts'
import { slugFor } from '#platform/plain-words.ts'
import { intranetFrame, territory } from '#territory'
import { agentScreen } from './pages/agent.ts'
import { type AgentCard, agentCard } from './queries.ts'
import { portraitOf } from './portrait.ts'
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

/** Of the photograph that telephones are given, in pixels; and bytes past which it stays here. */
const SIDE = 160
const MOST_BYTES = 24_000

/** Their photograph as far as whoever takes the card sees it, small; none rather than no card when it cannot be read. */
async function photoOf(ctx: Context, personId: number): Promise<Buffer | null> {
  const found = await ctx.db.read(ctx.actor, (tx) => portraitOf(tx, personId))
  const kept = found === undefined ? null : await ctx.files.get(found.storageKey)
  if (kept === null) return null
  const photo = await smallJpeg(await buffer(kept), SIDE).catch(() => null)
  return photo !== null && photo.length <= MOST_BYTES ? photo : null
}

/** GET …/vcard */
export async function takeCard(ctx: Context): Promise<Reply> {
  const said = await ctx.db.read(ctx.actor, async (tx) => {
    const agent = await agentOf(ctx, tx)
    const place = await territory(tx)
    const { id, name, phone, mobile, email } = agent
    return {
      ...{ id, name, phone, job: jobOf(agent), mobile: mobile ?? '', email: email ?? '' },
      organisation: place.authority(agent.authorityId).name,
      unit: place.unit(agent.unitId).name,
    }
  })
  const body = vcardOf({ ...said, photo: await photoOf(ctx, said.id) })
  const headers = { 'content-disposition': `attachment; filename="${slugFor(said.name) || 'agent'}.vcf"` }
  return { kind: 'bytes', body, type: 'text/vcard; charset=utf-8', headers }
}
