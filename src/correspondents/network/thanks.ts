// GET /intranet/correspondants/merci: those who were in office in a year, with what they learnt for it. In French order: nobody is first.
import { homeUnit } from '#platform/actor.ts'
import { NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, page, type Reply, type Route } from '#platform/http/route.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { icon } from '#platform/ui/icon.ts'
import { listSentence, longDate, plural } from '#platform/ui/french.ts'
import { tabs } from '#platform/ui/navigation.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { intranetFrame, localDay, type Territory, territory } from '#territory'
import { HERE } from '../record/words.ts'
import { type Thanked, thankedIn } from '../training/queries.ts'

export const THANKS = `${HERE}/merci`
const YEARS = 3

function lineOf({ name, unitId, since, until, sessions }: Thanked, place: Territory): Html {
  const days = until === null ? `depuis le ${longDate(since)}` : `du ${longDate(since)} au ${longDate(until)}`
  const learnt =
    sessions.length === 0
      ? null
      : html`<p class="meta">${plural(sessions.length, 'formation suivie', 'formations suivies')}&nbsp;: ${listSentence(sessions)}</p>`
  return html`<li>${icon('heart-handshake')}<div><p><b>Merci à ${name}</b></p><p class="meta">${place.unit(unitId).name}, ${days}</p>${learnt}</div></li>`
}

const show = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const now = Number(localDay(tx.now, place.zone).slice(0, 4))
    const years = Array.from({ length: YEARS }, (_, at) => now - at)
    const asked = typeof ctx.query.annee === 'string' ? Number(ctx.query.annee) : now
    if (!years.includes(asked)) throw new NotFound('Cette année n’est pas montrée.')
    const unitId = homeUnit(ctx.actor)
    if (unitId === null) throw new NotFound()
    const authority = place.authority(place.unit(unitId).authorityId)
    const found = await thankedIn(tx, authority.id, asked)
    const chosen = tabs(
      'Années',
      years.map((year) => ({
        href: year === now ? THANKS : `${THANKS}?annee=${year}`,
        label: String(year),
        current: year === asked,
      })),
    )
    const body =
      found.length === 0
        ? emptyState(
            `Personne n’était encore en exercice en ${asked}`,
            'Le réseau se lit ici dès la première fiche mission validée.',
          )
        : html`<section class="panel" aria-label="Merci"><ul class="thanks inside">${found.map((one) => lineOf(one, place))}</ul></section>`
    const main = html`<div class="stack"><p><a href="${HERE}">Réseau des correspondants</a></p><h1>Merci <span class="soft">${authority.name}, ${asked}</span></h1>
      <p class="reading">Ils ont recueilli, écrit et relu pour leurs collègues. Par ordre alphabétique, sans classement.</p>${chosen}${body}</div>`
    return page(agentPage(await intranetFrame(ctx, tx), { title: `Merci, ${asked}`, main, current: HERE }))
  })

export const thanksRoute: Route = {
  get: THANKS,
  ...{ action: 'correspondent.read', title: 'Merci aux correspondants', face: 'agent' },
  handle: show,
}
