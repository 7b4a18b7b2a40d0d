// The page of what is asked of a service, among the others of whoever asks: what is asked at work stands on the intranet.
import type { Read } from '#platform/db/db.ts'
import { html, type Html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { type CitizenPage, citizenPage } from '#platform/ui/layout.ts'
import { readerPage } from '#territory'
import { INTERNAL, isInternal, type MeantFor } from './meant.ts'

export async function askedPage(
  ctx: Context,
  tx: Read,
  service: { meantFor?: MeantFor },
  content: CitizenPage,
): Promise<Html> {
  if (!isInternal(service)) return citizenPage(frameOf(ctx), content)
  const main = html`<p><a href="${INTERNAL.href}">${INTERNAL.label}</a></p>${content.main}`
  return readerPage(ctx, tx, { ...content, main, current: INTERNAL.href })
}
