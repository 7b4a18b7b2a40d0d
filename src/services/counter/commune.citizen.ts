// « Ma commune »: chosen once, kept a year in a cookie that holds an INSEE code and nothing else.
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { COMMUNE } from '#platform/http/cookies.ts'
import { type Context, page, type Reply } from '#platform/http/route.ts'
import {
  type Area,
  counterAddress,
  counterHost,
  receptionKindsOf,
  receptionsOf,
  siteOf,
  type Territory,
  territory,
} from '#territory'
import { z } from 'zod'
import { noticesFor } from '#publishing'
import { catalogue } from '../catalogue/catalogue.ts'
import { localCatalogue } from '../catalogue/local.ts'
import { answeringToday, decideIn } from '../routing/answers.ts'
import { nearest } from './nearest.ts'
import { communePage } from './pages/commune-page.ts'
import { communesPage } from './pages/communes.ts'
import { isElsewhere } from '../search/choose.ts'
import { localPath, personArea } from './where.ts'

const YEAR = 365 * 24 * 3600
const UNKNOWN = 'Choisissez une commune de la liste.'

export const communeInput = z.object({
  commune: z.string(UNKNOWN).max(10, UNKNOWN),
  retour: z.string().max(2000).default('/'),
})

/** The page one comes back to is of the commune chosen, not of the one that its address carried. */
function withoutCommune(path: string): string {
  const [page = '', asked = ''] = path.split('?', 2)
  const query = new URLSearchParams(asked)
  if (!query.has('commune')) return path
  query.delete('commune')
  return query.size === 0 ? page : `${page}?${query.toString()}`
}

/** POST /commune: an empty value forgets the commune. */
export async function chooseCommune(ctx: Context, input: z.infer<typeof communeInput>): Promise<Reply> {
  const back = withoutCommune(localPath(input.retour))
  if (input.commune === '')
    return {
      kind: 'redirect',
      to: back,
      flash: 'Votre commune est oubliée.',
      cookies: [{ name: COMMUNE, value: null }],
    }
  const area = await ctx.db.read(ctx.actor, async (tx) => (await territory(tx)).area(input.commune))
  if (area === undefined) throw new BadInput([{ field: 'commune', message: UNKNOWN }])
  return {
    kind: 'redirect',
    to: back,
    flash: `Votre commune : ${area.name}. Nous la gardons un an sur cet appareil.`,
    cookies: [{ name: COMMUNE, value: area.code, maxAge: YEAR }],
  }
}

/** GET /communes, and POST /commune again after a wrong value. */
export async function showCommunes(ctx: Context, wrong?: string): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const known = await territory(tx)
    const communes = known.communes.map((area) => {
      const { slug } = known.authority(area.authorityId)
      return { code: area.code, name: area.name, href: `/communes/${slug}`, ...sitesOf(ctx, known, area) }
    })
    return page(
      communesPage(ctx, { communes, chosen: personArea(ctx, known) ?? null, wrong }),
      wrong === undefined ? 200 : 422,
    )
  })
}

/** GET /communes/:slug */
export function showCommune(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const area = place.communes.find((item) => place.authority(item.authorityId).slug === ctx.params.slug)
    if (area === undefined) throw new NotFound('Cette commune n’est pas du territoire.')
    const sites = sitesOf(ctx, place, area)
    return page(
      communePage(sites.counter === null ? wearing(ctx, place, area) : ctx, {
        commune: area,
        chosen: personArea(ctx, place) ?? null,
        isMain: ctx.site.isMetropolis,
        ...sites,
        ...receptionsAround(place, area),
        received: await receivedElsewhere(tx, place, area),
        news: await newsOf(tx, place, area),
        themes: await servicesOf(tx, place, area),
        now: tx.now,
      }),
    )
  })
}

const NEWS = 4
/** Of each kind that the commune does not have: so many are shown. */
const NEAR = 2

function receptionsAround(place: Territory, area: Area) {
  const all = receptionsOf(place)
  const kinds = receptionKindsOf(place).map(({ id }) => id)
  const found = kinds.flatMap((kind) => nearest(all, kind, area, { place, count: NEAR }))
  const isHere = (item: (typeof found)[number]) => item.area.authorityId === area.authorityId
  return { here: found.filter(isHere), near: found.filter((item) => !isHere(item)) }
}

async function newsOf(tx: Read, place: Territory, area: Area) {
  const notices = await noticesFor(tx, area.code, NEWS)
  return notices.map(({ id, theme, title, authorityId }) => ({
    id,
    theme,
    title,
    from: place.authority(authorityId).name,
  }))
}

/** Why what is asked of that town hall online is received by somebody else today; null when it answers. */
async function receivedElsewhere(tx: Read, place: Territory, area: Area): Promise<string | null> {
  const known = await catalogue(tx)
  const question = known.services.find(({ definition }) => definition.takesAnything === true)
  if (question === undefined) return null
  const { authorityId, because } = decideIn(
    await answeringToday(tx, known, place, { area, services: [question.definition] }),
    question.definition,
    area,
  )
  return authorityId === area.authorityId ? null : because
}

/** What a commune answers itself: not what the metropolis does, nor what is only another commune’s link. */
async function servicesOf(tx: Read, place: Territory, area: Area) {
  const { services, themes } = await localCatalogue(tx, await catalogue(tx), place, area)
  const own = services.filter(
    ({ definition }) =>
      definition.level !== 'metropolis' && definition.by === undefined && !isElsewhere(definition, area.code),
  )
  return themes
    .map(({ slug, title }) => ({
      slug,
      title,
      services: own
        .filter(({ definition }) => definition.theme === slug)
        .map(({ slug: service, definition }) => ({ slug: service, title: definition.title })),
    }))
    .filter(({ services: list }) => list.length > 0)
}

function sitesOf(ctx: Context, place: Territory, area: Area) {
  const authority = place.authority(area.authorityId)
  const hasHost = counterHost(place, authority) !== undefined
  return {
    counter: hasHost ? counterAddress(ctx.config.publicUrl, place, authority) : null,
    website: authority.profile.website ?? null,
  }
}

/** A commune without a host name has its counter here: its page, on the counter of the metropolis, under its own name and colours. */
const wearing = (ctx: Context, place: Territory, { authorityId }: Area): Context =>
  ctx.site.isMetropolis ? { ...ctx, site: siteOf(place, place.authority(authorityId)) } : ctx
