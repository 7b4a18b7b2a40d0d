// Handlers: how often one has a digest; ending it from a mail, by a signed address.
import { ownName } from '#platform/actor.ts'
import { system } from '#platform/actor.ts'
import { NotFound, Unauthenticated } from '#platform/errors.ts'
import { type Context, one, page, redirect, type Reply } from '#platform/http/route.ts'
import { territory } from '#territory'
import { z } from 'zod'
import { endedPage, endPage } from './pages/wish.ts'
import { UNSUBSCRIBE } from './places.ts'
import { endFor, saveRhythm } from './queries.ts'
import { nextAt, RHYTHMS } from './rhythm.ts'
import { personIn } from './unsubscribe.ts'

export const WishInput = z.object({
  rythme: z.enum(RHYTHMS, 'Choisissez à quel rythme.'),
  retour: z.enum(['compte', 'agents']).catch('compte'),
})

/** POST /compte/notifications/resume */
export async function doWish(ctx: Context, { rythme, retour }: z.infer<typeof WishInput>): Promise<Reply> {
  const personId = ownName(ctx.actor)
  if (personId === null) throw new Unauthenticated()
  await ctx.db.write(ctx.actor, async (tx) => {
    const { zone } = await territory(tx)
    await saveRhythm(tx, personId, rythme, nextAt(rythme, tx.now, zone))
  })
  return redirect(`/${retour}/notifications/choix`, 'Votre choix est enregistré.')
}

/** @throws NotFound for an address that was not made here */
function askedBy({ config, query }: Context): number {
  const personId = personIn(config, one(query, 'jeton'))
  if (personId === null)
    throw new NotFound('Cette adresse n’est pas complète\u00a0: ouvrez-la depuis le courriel.')
  return personId
}

/** GET /courriels/fin: a program that follows the links of mails ends nothing. */
export async function showEnd(ctx: Context): Promise<Reply> {
  askedBy(ctx)
  return page(endPage(ctx, `${UNSUBSCRIBE}?${new URLSearchParams({ jeton: one(ctx.query, 'jeton') })}`))
}

/** POST /courriels/fin: by the button, or by a server of mail in one click (RFC 8058). */
export async function doEnd(ctx: Context): Promise<Reply> {
  const personId = askedBy(ctx)
  await ctx.db.write(system, (tx) => endFor(tx, personId))
  return page(endedPage(ctx))
}
