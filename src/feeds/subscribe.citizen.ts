// Handlers: how one subscribes to a list, and the one secret address at which one’s own programs read what is for oneself.
import { ownName } from '#platform/actor.ts'
import { Unauthenticated } from '#platform/errors.ts'
import type { FeedSource } from '#platform/api/feeds.ts'
import { type Context, one, page, redirect, type Reply } from '#platform/http/route.ts'
import { feedPage } from './links.ts'
import { RECENT_MINUTES, requireRecent } from '#signin'
import { readerPage, territory } from '#territory'
import { newAddress, secretOf } from './address.ts'
import { titleOf } from './channel.ts'
import { addressPage, ownAddressPage } from './pages/own.ts'
import { listsPage, subscribePage } from './pages/subscribe.ts'
import { OWN, SHOWN } from './places.ts'
import { deleteAddress, ownAddress, replaceAddress } from './queries.ts'
import { askedIn } from './read.ts'

/** The list that the address names, as it narrows it; undefined: none of ours. */
const listIn = ({ feeds, query }: Context): FeedSource | undefined =>
  feeds.find(({ id }) => id === one(query, 'liste'))

/** The same list on another page. */
function aboutList(ctx: Context, at: string): string {
  const source = listIn(ctx)
  return source === undefined ? at : feedPage(at, source, askedIn(source, ctx.query))
}

/** GET /flux: of a list, or which there are. */
export async function showSubscribe(ctx: Context): Promise<Reply> {
  const source = listIn(ctx)
  return ctx.db.read(ctx.actor, async (tx) => {
    if (source === undefined) return page(await readerPage(ctx, tx, listsPage(ctx)))
    const asked = askedIn(source, ctx.query)
    const title = titleOf(source.title, await source.narrowed(tx, asked))
    return page(await readerPage(ctx, tx, subscribePage(ctx, { source, asked, title })))
  })
}

/** @throws Unauthenticated for whoever acts for somebody */
function ownerOf({ actor }: Context): number {
  const personId = ownName(actor)
  if (personId === null) throw new Unauthenticated()
  return personId
}

/** GET /compte/abonnements */
export async function showOwn(ctx: Context): Promise<Reply> {
  ownerOf(ctx)
  return ctx.db.read(ctx.actor, async (tx) => {
    const { zone } = await territory(tx)
    const places = { renew: aboutList(ctx, OWN), shown: aboutList(ctx, SHOWN) }
    return page(ownAddressPage(ctx, zone, await ownAddress(tx), places))
  })
}

/** GET /compte/abonnements/adresse: it opens what is theirs, so that who they are is asked again. */
export async function showAddress(ctx: Context): Promise<Reply> {
  const personId = ownerOf(ctx)
  const again = await requireRecent(ctx, RECENT_MINUTES)
  if (again !== null) return again
  const source = listIn(ctx)
  const asked = source === undefined ? {} : askedIn(source, ctx.query)
  const narrowed =
    source === undefined ? [] : await ctx.db.read(ctx.actor, (tx) => source.narrowed(tx, asked))
  const address = await ctx.db.read(ctx.actor, ownAddress)
  if (address === null || !address.stands) return redirect(aboutList(ctx, OWN))
  const secret = secretOf(ctx.config, personId, address.chance)
  const lists =
    source === undefined
      ? ctx.feeds.map((known) => ({ source: known, asked: {}, title: known.title }))
      : [{ source, asked, title: titleOf(source.title, narrowed) }]
  return page(addressPage(ctx, secret, lists))
}

/** POST /compte/abonnements: the one that was ends at once. */
export async function renewAddress(ctx: Context): Promise<Reply> {
  const personId = ownerOf(ctx)
  await ctx.db.write(ctx.actor, (tx) => replaceAddress(tx, personId, newAddress(ctx.config, personId)))
  return redirect(
    aboutList(ctx, SHOWN),
    'Votre adresse est prête. Une ancienne, s’il y en avait une, ne mène plus à rien.',
  )
}

/** POST /compte/abonnements/fin */
export async function endAddress(ctx: Context): Promise<Reply> {
  const personId = ownerOf(ctx)
  await ctx.db.write(ctx.actor, (tx) => deleteAddress(tx, personId))
  return redirect(OWN, 'Votre adresse ne mène plus à rien.')
}
