// Table of the public pages of publishing.
import { type Context, one, page, type Reply, type Route } from '#platform/http/route.ts'
import { PUBLIC, whySeen } from '#audiences'
import { readerPage, type Territory, territory } from '#territory'
import { noticeById, noticesFor } from './notice.ts'
import { noticePage, noticesPage, noticeView } from './pages/notices.ts'
import { type Notice, noticesForAudiences } from './queries.ts'

export const routes: readonly Route[] = [
  {
    get: '/informations',
    action: 'notice.read',
    title: 'Informations',
    face: 'citizen',
    keeps: true,
    handle: showNotices,
  },
  {
    get: '/informations/:id',
    action: 'notice.read',
    title: 'Information',
    face: 'citizen',
    keeps: true,
    handle: showNotice,
  },
]

/** The commune asked for, else that of the site, of whoever is elected there, or of the person; '' asks for the metropolis alone. */
function wantedCommune(ctx: Context, known: Territory): string | null {
  if ('commune' in ctx.query) return one(ctx.query, 'commune')
  const elected = (ctx.actor.elected ?? []).map((id) => known.authority(id))
  return ctx.site.commune ?? elected.find(({ level }) => level === 'commune')?.code ?? ctx.commune
}

async function showNotices(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const known = await territory(tx)
    const area = known.area(wantedCommune(ctx, known) ?? '')
    const chosen = area === undefined ? undefined : known.authority(area.authorityId)
    const notices = await noticesFor(tx, chosen?.code ?? null, MOST)
    const items = notices.filter(({ audienceId }) => audienceId === PUBLIC).map(itemOf(known))
    const own = (await noticesForAudiences(tx, MOST)).map(itemOf(known))
    const view = { items, own, communes: [...known.communes], chosen: chosen ?? null }
    return page(await readerPage(ctx, tx, noticesPage(ctx, view)))
  })
}

const MOST = 50

const itemOf = (known: Territory) => (notice: Notice) => ({
  ...notice,
  from: known.authority(notice.authorityId).name,
})

async function showNotice(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const notice = await noticeById(tx, Number(ctx.params.id))
    const why = await whySeen(tx, notice.audienceId)
    const view = noticeView(notice, await territory(tx), tx.now)
    return { ...page(await readerPage(ctx, tx, noticePage(view, why))), about: view.title }
  })
}
