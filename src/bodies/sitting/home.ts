// On the home of elected members: their conference of mayors, and the bodies in which they sit.
import { type Html, html } from '#platform/html.ts'
import { type Block, blocksOf, type Context } from '#platform/http/route.ts'
import { linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { listSentence, plural } from '#platform/ui/french.ts'
import { type Authority, type Territory, territory } from '#territory'
import { kindWords } from '../record/kinds.ts'
import { colleagues, type OwnBody, ownBodies } from './queries.ts'
import { addressOf, HERE, ownPost } from './sitting.elected.ts'

const gathers = ({ kind }: OwnBody): boolean => kindWords(kind).gathers === true

/** « Bron », rather than « Ville de Bron ». */
const townName = ({ code, name }: Authority, place: Territory): string => place.area(code)?.name ?? name

const communes = (ids: readonly number[], place: Territory): string =>
  listSentence([...new Set(ids)].map((id) => townName(place.authority(id), place)))

/** Their conferences, and the towns with which they sit there. */
const gatheringOf = (ctx: Context): Promise<{ body: OwnBody; towns: string }[]> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const found: { body: OwnBody; towns: string }[] = []
    for (const body of (await ownBodies(tx)).filter(gathers)) {
      const others = (await colleagues(tx, body.id))
        .map(({ authorityId }) => authorityId)
        .filter((id) => ctx.actor.elected?.includes(id) !== true)
      found.push({ body, towns: communes(others, place) })
    }
    return found
  })

const conference = async (ctx: Context): Promise<Html | null> => {
  const panels: Html[] = []
  for (const { body, towns } of await gatheringOf(ctx)) {
    const links = await blocksOf(
      { ...ctx, params: { ...ctx.params, instance: String(body.id) } },
      'body-links',
    )
    const own = ownPost(body)
    const said = towns === '' ? 'Personne d’autre n’y siège aujourd’hui.' : `Avec ${towns}.`
    panels.push(
      panel(
        body.name,
        html`<p>${said}</p>${links}${own !== '' && html`<p class="meta">Vous y siégez&nbsp;: ${own}.</p>`}`,
        {
          end: html`<a href="${addressOf(body)}">Qui y siège</a>`,
        },
      ),
    )
  }
  return panels.length > 0 ? html`${panels}` : null
}

const bodies = (ctx: Context): Promise<Html | null> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const own = (await ownBodies(tx)).filter((body) => !gathers(body))
    if (own.length === 0) return null
    const links = own.map((body) => ({
      href: addressOf(body),
      label: body.name,
      under: ownPost(body),
      end: html`<span class="meta">${plural(body.sitting, 'membre', 'membres')}</span>`,
    }))
    return panel('Vos instances', linkList(links), { end: html`<a href="${HERE}">Toutes</a>` })
  })

export const blocks: readonly Block[] = [
  { on: 'territories-side', order: 10, show: conference },
  { on: 'territories-side', order: 20, show: bodies },
]
