// GET /espaces/:espace/contenus: what its members read, what waits for whoever moderates, what one writes there.
import type { Read } from '#platform/db/db.ts'
import { html, type Html } from '#platform/html.ts'
import { type Context, page, type Reply, type Route } from '#platform/http/route.ts'
import { type Cursor, readAsked, writeCursor } from '#platform/screens/asked.ts'
import { linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { mediumDate } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { pagination } from '#platform/ui/navigation.ts'
import { table } from '#platform/ui/table.ts'
import { contentRoutes, contentsWithin, type KeptContent, stateTag, writtenPage } from '#publishing'
import { territory } from '#territory'
import { addressOf, askedSpace, HERE, ONE, spaceFrame, spaceHead, writesIn } from '../record/frame.ts'
import { membersOf, type Space } from '../record/queries.ts'
import { IN_SPACES } from './place.ts'

const MOST_READ = 10
const PAGE = { columns: [{ sort: { name: 'change' } }], filters: [], order: '-change', size: 20 }
const ANY = { words: [], state: '', type: '', authorityId: null, isOwn: false } as const

/** Where it waits, when it is not for those who are there to answer. */
const aside = ({ spaceId, decidedIn, state }: KeptContent): string =>
  spaceId === decidedIn || state !== 'proposed' ? '' : 'à qui publie pour la collectivité'

async function writtenPanel(ctx: Context, tx: Read, space: Space): Promise<Html> {
  const { zone } = await territory(tx)
  const found = await writtenPage(tx, { ...ANY, in: { space: space.id } }, readAsked(PAGE, ctx.query))
  const names = new Map((await membersOf(tx, space.id)).map(({ personId, name }) => [personId, name]))
  const rows = found.rows.map((kept) => [
    html`<a href="${IN_SPACES.at}/${kept.id}">${kept.title}</a>`,
    html`${stateTag(kept.state)} <span class="meta">${aside(kept)}</span>`,
    names.get(kept.authorId) ?? 'Une personne qui n’en est plus',
    html`<span class="nowrap">${mediumDate(kept.changedAt, zone)}</span>`,
  ])
  const columns = [{ label: 'Titre' }, { label: 'État' }, { label: 'De' }, { label: 'Modifié' }]
  const at = `${addressOf(space)}/contenus`
  const way = (isOpen: boolean, name: string, edge: Cursor | null) =>
    isOpen && edge !== null ? `${at}?${name}=${writeCursor(edge)}` : null
  const links = {
    previous: way(found.hasPrevious, 'avant', found.edges.first),
    next: way(found.hasNext, 'apres', found.edges.last),
  }
  const list =
    rows.length === 0
      ? emptyState('Rien d’écrit ici', 'Un article, un événement, une fiche\u00a0: écrivez, puis proposez.')
      : table({
          caption: 'Contenus, le dernier modifié d’abord',
          captionHidden: true,
          columns,
          rows,
          dense: true,
        })
  const title = space.role === 'moderator' ? 'Écrit dans cet espace' : 'Ce que vous y écrivez'
  const end = html`<a href="${at}/nouveau">Écrire un contenu</a>`
  return panel(title, html`${list}${pagination(links)}`, { bare: true, end })
}

async function readPanel(tx: Read, { audienceId }: Space): Promise<Html> {
  const lines = await contentsWithin(tx, { audienceId }, MOST_READ)
  const list = linkList(
    lines.map(({ href, title, type }) => ({
      href,
      label: title,
      end: html`<span class="meta">${type}</span>`,
    })),
  )
  const none = html`<p class="meta">Rien encore.</p>`
  return panel('Publié pour les membres', lines.length === 0 ? none : list)
}

const ABOUT = html`<p class="meta">Qui contribue écrit et propose. Qui anime publie pour les membres de l’espace, ou demande un public plus large à qui publie pour la collectivité.</p>`

const showContents = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const space = await askedSpace(tx, ctx, 'space.read')
    const written = writesIn(space) && (await writtenPanel(ctx, tx, space))
    const main = html`${await spaceHead(tx, space, '/contenus')}<div class="stack">${written}${await readPanel(tx, space)}${writesIn(space) && ABOUT}</div>`
    return page(
      agentPage(await spaceFrame(ctx, tx), { title: `Contenus, ${space.name}`, main, current: HERE }),
    )
  })

export const spaceContentRoutes: readonly Route[] = [
  {
    get: `${ONE}/contenus`,
    action: 'space.read',
    title: 'Contenus d’un espace',
    face: 'agent',
    handle: showContents,
  },
  ...contentRoutes(IN_SPACES),
]
