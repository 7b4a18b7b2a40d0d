// The places where people are received, by kind, with the door that is open now.
import { of, town } from '#platform/french/noun.ts'
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { type Html, html } from '#platform/html.ts'
import { button } from '#platform/ui/button.ts'
import { section } from '#platform/ui/content.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { select } from '#platform/ui/fields.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import type { Reception } from '#territory'
import type { CommuneChoice } from './commune.ts'
import { receptionList } from './reception.ts'

export interface PlacesView extends CommuneChoice {
  groups: { id: string; title: string; text: string; receptions: readonly Reception[] }[]
  kinds: readonly { id: string; title: string }[]
  /** Id of the kind asked, or empty. */
  kind: string
  now: Date
}

/** GET /lieux */
export function placesPage(ctx: Context, view: PlacesView): Html {
  const { groups, kinds, kind, communes, chosen, now } = view
  const filter = html`<form class="stack tight" action="/lieux"><div class="filters">${select({
    name: 'type',
    id: 'type',
    label: 'Quel lieu ?',
    options: kinds.map(({ id, title }) => ({ value: id, label: title })),
    value: kind,
    blank: 'Tous',
  })}${select({
    name: 'commune',
    id: 'commune',
    label: 'Près de quelle commune ?',
    options: communes.map(({ code, name }) => ({ value: code, label: name })),
    value: chosen?.code,
    blank: 'Toutes',
  })}</div><div>${button('Voir les lieux', { kind: 'quiet' })}</div></form>`
  const near = chosen === null ? '' : ` près ${of(town(chosen.name))}`
  const lists = groups.map(({ id, title, text, receptions }) =>
    section(`${title}${near}`, html`<p>${text}</p>${receptionList(receptions, now)}`, { id }),
  )
  const body =
    lists.length > 0
      ? lists
      : emptyState('Aucun lieu de ce type', 'Choisissez un autre lieu, ou une autre commune.', {
          href: '/lieux',
          label: 'Tous les lieux',
        })
  const main = html`<div class="stack wide reading"><h1>Mairies et lieux d’accueil</h1>
    <p class="lead">Où aller, à quelle heure, et à qui téléphoner.</p>${filter}${body}</div>`
  return citizenPage(frameOf(ctx), {
    title: 'Mairies et lieux d’accueil',
    main,
    crumbs: [{ href: '/', label: 'Accueil' }],
  })
}
