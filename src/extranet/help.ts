// Who helps elected members, whether somebody answers now, and the form by which one writes to them.
import { html, type Html } from '#platform/html.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { panel } from '#platform/ui/desk.ts'
import { tag } from '#platform/ui/feedback.ts'
import { capital } from '#platform/ui/french.ts'
import { catalogue, isMeantFor } from '#services'
import { openingSentence, openNow, territory } from '#territory'

/** Of the definitions that come with the program; a territory that offers it under another name has no form here. */
const FORM = 'aide-aux-elus'

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
    const form =
      (await catalogue(tx)).every.some(
        ({ slug, definition }) => slug === FORM && isMeantFor(tx.actor, definition),
      ) && html`<p><a href="/demarches/${FORM}">Écrire à l’équipe, par un formulaire</a></p>`
    return panel('Aide', html`${phone}${form}${mail}`, { end: tag(open ? 'good' : 'idle', capital(text)) })
  })

export const blocks: readonly Block[] = [{ on: 'territories-side', order: 90, show: help }]
