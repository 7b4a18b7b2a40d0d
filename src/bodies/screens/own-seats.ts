// « Vos mandats électifs », on the home of the account of whoever has some.
import { ownName } from '#platform/actor.ts'
import { type Html, html } from '#platform/html.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { section } from '#platform/ui/content.ts'
import { capital } from '#platform/ui/french.ts'
import { type Territory, territory, todayThere } from '#territory'
import { postText } from '../record/kinds.ts'
import { type OwnSeat, ownSeats } from '../record/queries.ts'
import { daysText, isOn } from './words.ts'

function line(seat: OwnSeat, place: Territory, today: string): Html {
  const { name } = place.authority(seat.authorityId)
  const more = [name, capital(seat.delegation), daysText(seat, today)]
    .filter((text) => text !== '')
    .join('. ')
  return html`<li><b>${postText(seat.post, seat.rank)}</b>, ${seat.body}<br><span class="meta">${more}</span></li>`
}

async function ownMandates(ctx: Context): Promise<Html | null> {
  if (ownName(ctx.actor) === null) return null
  return ctx.db.read(ctx.actor, async (tx) => {
    const seats = await ownSeats(tx)
    if (seats.length === 0) return null
    const place = await territory(tx)
    const today = await todayThere(tx)
    const standing = seats.filter((seat) => seat.to === null || seat.to >= today)
    const over = seats.filter((seat) => !standing.includes(seat))
    const list = (some: readonly OwnSeat[]) =>
      html`<ul class="plain">${some.map((seat) => line(seat, place, today))}</ul>`
    return section(
      'Vos mandats électifs',
      html`${standing.some((seat) => isOn(seat, today)) ? null : html`<p>Aucun n’est en cours aujourd’hui.</p>`}${standing.length > 0 && list(standing)}${over.length > 0 && html`<details><summary>Mandats finis (${over.length})</summary>${list(over)}</details>`}`,
    )
  })
}

export const blocks: readonly Block[] = [{ on: 'account', order: 7, show: ownMandates }]
