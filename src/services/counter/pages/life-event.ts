// A life event: what to do, in its order, with the services of each step; then whom to call.
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { type Html, html } from '#platform/html.ts'
import { section, timeline } from '#platform/ui/content.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import type { Reception } from '#territory'
import type { LifeEvent, LiveService } from '../../catalogue/catalogue.ts'
import type { SayLine } from './browse.ts'
import { type CommuneChoice, communeChooser } from './commune.ts'
import { receptionList, telephone } from './reception.ts'

export interface LifeEventView extends CommuneChoice {
  event: LifeEvent
  service(slug: string): LiveService | undefined
  line: SayLine
  /** The town hall of the person’s commune, when it is known. */
  townHall: Reception | null
  now: Date
}

/** GET /vie/:slug */
export function lifeEventPage(ctx: Context, view: LifeEventView): Html {
  const { event } = view
  const steps = event.steps.map(({ title, text, services }) => ({
    title,
    text: html`<p>${text}</p>${stepServices(view, services)}`,
    state: 'next' as const,
  }))
  const main = html`<div class="split"><article class="stack wide"><header class="stack"><h1>${event.title}</h1><p class="lead">${event.text}</p></header>
    ${section('Dans l’ordre', timeline(steps, { roomy: true }), { id: 'etapes' })}
    </article><aside class="stack" aria-label="Qui appeler">${contacts(ctx, view)}</aside></div>`
  return citizenPage(frameOf(ctx), {
    title: event.title,
    main,
    current: '/demarches',
    crumbs: [{ href: '/', label: 'Accueil' }],
    description: event.text,
  })
}

function stepServices({ service, line, chosen }: LifeEventView, slugs: readonly string[]): Html | null {
  const query = chosen === null ? '' : `?commune=${chosen.code}`
  const items = slugs.flatMap((slug) => {
    const found = service(slug)?.definition
    if (found === undefined) return []
    return [
      html`<li><a href="${`/demarches/${slug}${query}`}">${found.title}</a><p class="meta">${line(found)}</p></li>`,
    ]
  })
  return items.length === 0 ? null : html`<ul class="plain">${items}</ul>`
}

function contacts(ctx: Context, view: LifeEventView): Html {
  const list = view.event.contacts.map(
    ({ who, phone, text }) =>
      html`<li><b>${who}</b>${phone !== undefined && html`, ${telephone(phone)}`}<br>${text}</li>`,
  )
  const hall = view.townHall === null ? communeChooser(ctx, view) : receptionList([view.townHall], view.now)
  return section(
    'Qui appeler',
    html`<ul class="plain">${list}</ul>${hall}<p class="meta">Un doute, plusieurs démarches à la fois&nbsp;? <a href="/aide">Un agent les fait avec vous</a>.</p>`,
    { id: 'appeler', small: true },
  )
}
