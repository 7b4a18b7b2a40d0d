// What surrounds a page of notices: the account of a resident, or the intranet of an agent, whose desk leads there.
import type { Read } from '#platform/db/db.ts'
import { type Html, html } from '#platform/html.ts'
import { ownPage } from '#platform/http/own-page.ts'
import type { Context } from '#platform/http/route.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { accountMain } from '#people'
import { intranetFrame } from '#territory'
import { ADDRESS, type Place } from '../places.ts'

/** Makes a whole page of what it says. */
export type Framed = (title: string, body: Html, errorCount?: number) => Html

/** The surroundings at that place, for this exchange. */
export async function frameAt(ctx: Context, tx: Read, place: Place): Promise<Framed> {
  const current = ADDRESS[place]
  if (place === 'account')
    return (title, body, errorCount = 0) =>
      ownPage(ctx, {
        title,
        errorCount,
        main: accountMain(ctx, current, body),
      })
  const frame = await intranetFrame(ctx, tx)
  return (title, body, errorCount = 0) =>
    agentPage(frame, { title, current, errorCount, main: html`<div class="reading stack">${body}</div>` })
}
