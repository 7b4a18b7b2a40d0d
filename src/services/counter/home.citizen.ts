// Shows the home page: what it says depends on the site, on the commune and on the month.
import { noticesFor } from '#publishing'
import type { Read } from '#platform/db/db.ts'
import { type Context, page, redirect, type Reply } from '#platform/http/route.ts'
import { type Area, type Territory, territory } from '#territory'
import { type Catalogue, catalogue } from '../catalogue/catalogue.ts'
import { localCatalogue } from '../catalogue/local.ts'
import { comparedShare, keptDomains, keptMonths } from '../catalogue/kept.ts'
import { homePage, type KeptView } from './pages/home.ts'
import { isElsewhere } from '../search/choose.ts'
import { personArea } from './where.ts'

const OFTEN = 5
const DOMAINS = 5
const NEWS = 4

/** The first page of the host name, when the installation keeps it for elected members or agents. */
function ownHome({ config, host, navigation }: Context): string | undefined {
  const face = config.faceHosts.get(URL.parse(`http://${host}`)?.hostname ?? '')
  return face && navigation.find(({ menu }) => menu === face)?.href
}

/** GET / */
export async function showHome(ctx: Context): Promise<Reply> {
  const own = ownHome(ctx)
  if (own !== undefined) return redirect(own)
  return ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const chosen = personArea(ctx, place)
    const known = await localCatalogue(tx, await catalogue(tx), place, chosen)
    const own = ctx.site.commune !== null
    const view = {
      chosen: chosen ?? null,
      communes: place.communes,
      often: oftenAsked(known, own ? chosen : undefined),
      themes: own ? communeFirst(known) : known.themes,
      lifeEvents: known.lifeEvents,
      serviceCount: known.services.length,
      kept: await keptView(tx, known, place, own ? chosen : undefined),
      news: await news(tx, place, chosen),
    }
    return page(homePage(ctx, view))
  })
}

/** On the site of a commune, its own services come first. */
function oftenAsked({ services }: Catalogue, commune: Area | undefined) {
  const asked = services.filter(
    ({ definition }) =>
      definition.often !== undefined && (commune === undefined || !isElsewhere(definition, commune.code)),
  )
  const rank = ({ definition }: (typeof asked)[number]) =>
    (definition.often ?? 0) + (commune !== undefined && definition.level === 'metropolis' ? 100 : 0)
  return asked
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, OFTEN)
    .map(({ slug, definition }) => ({ slug, label: definition.shortTitle }))
}

/** Themes where the commune itself answers most, first. */
function communeFirst({ themes, services }: Catalogue) {
  const own = (theme: string) =>
    services.filter(({ definition }) => definition.theme === theme && definition.level !== 'metropolis')
      .length
  return themes.toSorted((a, b) => own(b.slug) - own(a.slug))
}

async function keptView(
  tx: Read,
  known: Catalogue,
  place: Territory,
  commune: Area | undefined,
): Promise<KeptView | null> {
  const [last, before] = await keptMonths(tx, place.zone, commune?.authorityId ?? null)
  if (last === undefined || last.answered === 0) return null
  return { ...last, change: comparedShare(last, before), domains: keptDomains(last, known, DOMAINS) }
}

async function news(tx: Read, place: Territory, commune: Area | undefined) {
  const notices = await noticesFor(tx, commune?.code ?? null, NEWS)
  return notices.map(({ id, theme, title, authorityId }) => ({
    id,
    theme,
    title,
    from: place.authority(authorityId).name,
  }))
}
