// What one asked for at work, for a page of others (a kiosk): apart from what one asks as a resident.
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { isInternal, serviceVersion } from '#services'
import { territory } from '#territory'
import { GONE } from '../act/hold.ts'
import { inTurn, ownRequest, type OwnRequest } from '../follow/own.ts'
import { ownDone, ownOpen } from '../follow/queries.ts'
import { type FollowView, followView } from '../follow/view.ts'
import type { RequestRow } from '../record/queries.ts'

/** What one asked for at work: what goes on, then what is finished. */
export async function ownAtWork(tx: Read, most: number): Promise<OwnRequest[]> {
  const place = await territory(tx)
  const atWork: RequestRow[] = []
  for (const row of [...(await ownOpen(tx)), ...(await ownDone(tx, null, most))])
    if (isInternal(await serviceVersion(tx, row.serviceSlug, row.serviceVersion))) atWork.push(row)
  return inTurn(atWork.slice(0, most), (row) => ownRequest(tx, place, row))
}

/** One of them, as its own page tells it. @throws NotFound when it was not asked at work, or is somebody else’s */
export async function followAtWork(tx: Read, ref: string): Promise<FollowView> {
  const view = await followView(tx, ref)
  if (!isInternal(view.asked)) throw new NotFound(GONE.resident)
  return view
}
