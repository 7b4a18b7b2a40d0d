// Handler of « Mes demandes ».
import { listDrafts } from '#forms'
import { blocksOf, type Context, one, page, type Reply } from '#platform/http/route.ts'
import { territory } from '#territory'
import { draftLine } from '../apply/drafts.citizen.ts'
import { inTurn, ownRequest, type OwnRequest } from './own.ts'
import { ownRequestsPage } from './pages/own-requests.ts'
import type { RequestRow } from '../record/queries.ts'
import { ownDone, ownOpen } from './queries.ts'

/** Finished requests a page. */
const PAGE = 20
/** Drafts shown here; the others have their page. */
const DRAFTS = 3

/** GET /compte */
export async function showOwnRequests(ctx: Context): Promise<Reply> {
  const after = one(ctx.query, 'apres')
  const blocks = after === '' ? await blocksOf(ctx, 'account') : []
  return ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const show = (rows: RequestRow[]) => inTurn(rows, (row) => ownRequest(tx, place, row))
    const rows = await ownDone(tx, after === '' ? null : after, PAGE + 1)
    const open = after === '' ? await show(await ownOpen(tx)) : []
    const done = await show(rows.slice(0, PAGE))
    const next = rows.length > PAGE ? (done.at(-1)?.ref ?? null) : null
    const begun = await listDrafts(tx)
    const drafts = await inTurn(begun.slice(0, DRAFTS), (draft) => draftLine(tx, draft))
    const view = { open: expectedFirst(open), done, first: after === '', next, blocks }
    return page(
      ownRequestsPage(ctx, { ...view, drafts, moreDrafts: begun.length > DRAFTS, zone: place.zone }),
    )
  })
}

/** What waits for the person stands first; the rest keeps its order. */
function expectedFirst(list: readonly OwnRequest[]): OwnRequest[] {
  const isExpected = ({ state }: OwnRequest) => state.owner === 'resident'
  return [...list.filter(isExpected), ...list.filter((item) => !isExpected(item))]
}
