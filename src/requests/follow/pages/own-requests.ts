// « Mes demandes »: those that go on, with what is promised and what is expected; then those that are finished.
import { ofPerson } from '#platform/french/noun.ts'
import { accountMain } from '#people'
import { type Html, html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { section } from '#platform/ui/content.ts'
import { emptyState, tag } from '#platform/ui/feedback.ts'
import { dateTime, longDate } from '#platform/ui/french.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { pagination, searchBox } from '#platform/ui/navigation.ts'
import { type OwnRequest, standingText } from '../own.ts'
import type { DraftLine } from '../../apply/pages/drafts.ts'
import { planText } from '../../record/words.ts'

export interface OwnRequestsView {
  /** What modules show first. */
  blocks: readonly Html[]
  open: OwnRequest[]
  done: OwnRequest[]
  /** First page of the finished ones? */
  first: boolean
  /** Reference after which the next page begins, or null. */
  next: string | null
  /** What was begun, on this device or another. */
  drafts: readonly DraftLine[]
  moreDrafts: boolean
  zone: string
}

function item({
  ref,
  title,
  sentAt,
  zone,
  state,
  standing,
  plan,
  solutionLabel,
  authority,
}: OwnRequest): Html {
  const text = standingText(standing, solutionLabel)
  return html`<li><p>${tag(state.tone, state.residentLabel)}</p><h3><a href="/suivi/${ref}">${title}</a></h3>
    ${plan && html`<p>${plan.isPassed ? html`<b>${planText(plan)}.</b>` : `${planText(plan)}.`}</p>`}${text && html`<p>${text}</p>`}<p class="meta">${authority}, demande ${ref}, envoyée le ${longDate(sentAt, zone)}</p></li>`
}

const list = (items: readonly OwnRequest[]): Html => html`<ul class="own-requests">${items.map(item)}</ul>`

function openSection({ open, first }: OwnRequestsView): Html | null {
  if (!first) return null
  const empty = emptyState(
    'Aucune demande en cours',
    'Vos prochaines demandes s’affichent ici, avec la date promise.',
    { href: '/demarches', label: 'Chercher une démarche' },
  )
  return section('En cours', open.length > 0 ? list(open) : empty, { id: 'en-cours' })
}

function doneSection({ done, next, first }: OwnRequestsView): Html | null {
  if (done.length === 0 && first) return null
  const links = pagination({
    previous: first ? null : '/compte',
    next: next === null ? null : `/compte?apres=${next}`,
    label: 'Demandes terminées',
  })
  return section('Terminées', html`${list(done)}${links}`, { id: 'terminees' })
}

function draftsSection({ drafts, moreDrafts, zone }: OwnRequestsView): Html {
  const lines = drafts.map(
    ({ href, title, where, updatedAt }) =>
      html`<li><a href="${href}"><b>${title}</b></a><p class="meta">${where !== null && html`${where}. `}Modifié le ${dateTime(updatedAt, zone)}.</p></li>`,
  )
  const body =
    drafts.length === 0
      ? html`<p class="meta">Les formulaires commencés sont gardés 90 jours, et se reprennent sur tout appareil où vous êtes connecté.</p>`
      : html`<ul class="own-requests">${lines}</ul>`
  const label = moreDrafts ? 'Voir tous mes brouillons' : 'Gérer mes brouillons'
  return section('Mes brouillons', html`${body}<p><a class="more" href="/brouillons">${label}</a></p>`, {
    small: true,
    id: 'brouillons',
  })
}

/** GET /compte */
export function ownRequestsPage(ctx: Context, view: OwnRequestsView): Html {
  const title = ctx.actor.by ? `Demandes ${ofPerson(ctx.actor.by.personName)}` : 'Mes demandes'
  const attach = searchBox({
    action: '/suivi',
    name: 'code',
    label: 'Son numéro de suivi, sur l’accusé de réception',
    placeholder: 'Ex.\u00a0: K7RD-4MWQ',
    button: 'Ouvrir',
    plain: true,
  })
  const body = html`<h1>${title}</h1>${view.blocks}<div class="split">
    <article class="stack wide">${openSection(view)}${doneSection(view)}</article>
    <aside class="stack wide" aria-label="Autres demandes">
    ${section('Rattacher une demande', html`<p class="meta">Une demande faite avant d’avoir un compte, avec la même adresse e-mail&nbsp;? Ouvrez-la, puis rattachez-la.</p>${attach}`, { small: true, id: 'rattacher' })}
    ${draftsSection(view)}
    </aside></div>`
  const main = accountMain(ctx, '/compte', body, { wide: true })
  return citizenPage(frameOf(ctx), { title, main, current: '/compte' })
}
