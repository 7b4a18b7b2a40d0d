// Handler of the desk: the metropolis closes the links of a town hall, or sends it another.
import { type Context, redirect, type Reply } from '#platform/http/route.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { LIMITS } from '../send/limits.ts'
import { relayAgain } from './link.ts'

const DONE = {
  fermer: 'Les liens de la mairie sont fermés.',
  renvoyer: 'Un autre lien part pour la mairie. Les précédents sont fermés.',
} as const

/** POST /agents/demandes/:ref/lien */
export async function changeLinks(ctx: Context, { faire }: { faire: keyof typeof DONE }): Promise<Reply> {
  const ref = ctx.params.ref ?? ''
  if (faire === 'renvoyer') await throttle(ctx, `relay:${ref}:${ctx.actor.personId}`, LIMITS.linksAgain)
  await ctx.db.write(ctx.actor, (tx) => relayAgain(tx, ref, faire === 'renvoyer'))
  return redirect(`/agents/demandes/${ref}`, DONE[faire])
}
