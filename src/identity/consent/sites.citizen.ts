// Handlers: the sites that know the person through the account, and taking that back.
import { system } from '#platform/actor.ts'
import { Unauthenticated } from '#platform/errors.ts'
import { type Context, page, type Reply, redirect } from '#platform/http/route.ts'
import { territory } from '#territory'
import { withdrawConsent } from './consent.ts'
import { sitesPage } from './pages/sites.ts'
import { consentsOf, entriesOf, siteNames } from '../store/queries.consent.ts'

const personOf = (ctx: Context): number => {
  if (ctx.actor.personId === null) throw new Unauthenticated()
  return ctx.actor.personId
}

export async function showSites(ctx: Context): Promise<Reply> {
  const personId = personOf(ctx)
  const { consents, entries, names, zone } = await ctx.db.read(ctx.actor, async (tx) => ({
    consents: await consentsOf(tx, personId),
    entries: await entriesOf(tx, personId),
    names: await siteNames(tx),
    zone: (await territory(tx)).zone,
  }))
  return page(sitesPage(ctx, { consents, entries, names, zone }))
}

export async function doWithdraw(ctx: Context): Promise<Reply> {
  const personId = personOf(ctx)
  // The person's own consent, found by their own id: the tokens it opened belong to the system.
  await ctx.db.write(system, (tx) => withdrawConsent(tx, personId, ctx.params.site ?? ''))
  return redirect('/compte/sites', 'Ce site ne peut plus rien lire de votre compte.')
}
