// GET /conferences and /conferences/:conference: the conferences of mayors, for anybody.
import { NotFound } from '#platform/errors.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import { type Context, page, type Reply, type Route } from '#platform/http/route.ts'
import { linkList, section } from '#platform/ui/content.ts'
import { number, plural } from '#platform/ui/french.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { type Territory, territory } from '#territory'
import { type Conference, publicConferences, type Town } from './queries.ts'

export const CONFERENCES = '/conferences'
export const TITLE = 'Les conférences des maires'
const HOME = { href: '/', label: 'Accueil' }

const areaOf = (place: Territory, { authorityId }: Town) =>
  place.communes.find((area) => area.authorityId === authorityId)

const populationOf = (place: Territory, { towns }: Conference): number =>
  towns.reduce((sum, one) => sum + (areaOf(place, one)?.population ?? 0), 0)

const said = (place: Territory, conference: Conference): string =>
  `${plural(conference.towns.length, 'commune', 'communes')}, ${number(populationOf(place, conference))} habitants`

const showConferences = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const links = (await publicConferences(tx)).map((one) => ({
      href: `${CONFERENCES}/${one.id}`,
      label: one.name,
      under: said(place, one),
    }))
    const main = html`<div class="stack wide reading"><h1>${TITLE}</h1>
      <p class="lead">Les maires de communes voisines s’y accordent sur ce qui les touche ensemble, et disent leur avis à la métropole.</p>
      ${links.length > 0 ? linkList(links) : html`<p>Il n’y en a pas aujourd’hui.</p>`}</div>`
    return page(citizenPage(frameOf(ctx), { title: TITLE, main, crumbs: [HOME] }))
  })

const showConference = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const conference = (await publicConferences(tx)).find(({ id }) => String(id) === ctx.params.conference)
    if (conference === undefined) throw new NotFound('Cette conférence n’est pas du territoire.')
    const links = conference.towns
      .flatMap(({ authorityId, mayor }) => {
        const area = areaOf(place, { authorityId, mayor })
        return area === undefined ? [] : [{ area, mayor, slug: place.authority(authorityId).slug }]
      })
      .toSorted((one, other) => one.area.name.localeCompare(other.area.name, 'fr'))
      .map(({ area, mayor, slug }) => ({
        href: `/communes/${slug}`,
        label: area.name,
        under: mayor === null ? undefined : `Mairie ${ofPerson(mayor)}`,
      }))
    const main = html`<div class="stack wide reading"><h1>${conference.name}</h1>
      <p class="lead">${said(place, conference)}. Les maires de ces communes y siègent.</p>
      ${section('Ses communes', linkList(links), { id: 'communes' })}</div>`
    return page(
      citizenPage(frameOf(ctx), {
        title: conference.name,
        main,
        crumbs: [HOME, { href: CONFERENCES, label: TITLE }],
      }),
    )
  })

export const openRoutes: readonly Route[] = [
  { get: CONFERENCES, action: 'conference.read', title: TITLE, face: 'citizen', handle: showConferences },
  {
    get: `${CONFERENCES}/:conference`,
    action: 'conference.read',
    title: 'Conférence des maires',
    face: 'citizen',
    handle: showConference,
  },
]
