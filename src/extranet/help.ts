// Who helps elected members, and whether somebody answers now.
import { html, type Html } from '#platform/html.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { panel } from '#platform/ui/desk.ts'
import { tag } from '#platform/ui/feedback.ts'
import { capital } from '#platform/ui/french.ts'
import { openingSentence, openNow, territory } from '#territory'

const help = (ctx: Context): Promise<Html | null> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const { id, code, profile } = place.metropolis
    const centre = place.unitFor(id, 'contact-centre', code)
    if (centre === undefined || (profile.phone ?? profile.email) === undefined) return null
    const calendar = place.calendarOf(centre.id)
    const { open, text } = openNow(calendar, tx.now)
    const phone =
      profile.phone !== undefined &&
      html`<p><b class="nowrap">${profile.phone}</b>, ${openingSentence(calendar)}.</p>`
    const mail =
      profile.email !== undefined && html`<p><a href="mailto:${profile.email}">${profile.email}</a></p>`
    return panel('Aide', html`${phone}${mail}`, { end: tag(open ? 'good' : 'idle', capital(text)) })
  })

export const blocks: readonly Block[] = [{ on: 'territories-side', order: 90, show: help }]
