// The drafts of this browser or account, and the last question before one is erased.
import { leaveHere } from '#people'
import { html, type Html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { button, linkButton } from '#platform/ui/button.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { dateTime, longDate } from '#platform/ui/french.ts'
import { form } from '#platform/ui/islands.ts'
import { citizenPage } from '#platform/ui/layout.ts'

export interface DraftLine {
  id: string
  title: string
  /** Whose signature it waits for; else where the thing is, when it was said: two drafts of one service are told apart. */
  where: string | null
  updatedAt: Date
  keptUntil: Date
  href: string
}

const DRAFTS = { href: '/brouillons', label: 'Mes brouillons' }
const HOME = { href: '/', label: 'Accueil' }
/** Above the pages of one draft. */
export const CRUMBS = [HOME, DRAFTS]

const doubt = (since: Date, zone: string, wasSent = false): string =>
  `Une demande ${wasSent ? 'envoyée depuis' : 'commencée sur'} cet appareil le ${dateTime(since, zone)}`

/** A draft that may be somebody else's: the day it was begun is all that a list says of it. */
export const doubtfulLine = (since: Date, zone: string): Pick<DraftLine, 'title' | 'where'> => ({
  title: `${doubt(since, zone)}\u00a0: est-ce la vôtre\u00a0?`,
  where: null,
})

/** One that was begun without an account, and since when. */
interface Doubtful {
  id: string
  since: Date
  wasSent: boolean
}

/** Begun without an account, a while ago: whose it is, before anything of it. */
export function whoseDraftPage(ctx: Context, { id, since, wasSent }: Doubtful, zone: string): Html {
  const title = 'Est-ce votre demande\u00a0?'
  const [yes, no] = wasSent ? ['Oui, voir son reçu', 'Non'] : ['Oui, la reprendre', 'Non, l’effacer']
  const body = html`<div class="row actions">${button(yes, { name: 'mien', value: 'oui' })}${button(no, { name: 'mien', value: 'non', kind: 'quiet' })}</div>`
  const main = html`<div class="reading stack"><h1>${title}</h1><p class="lead">${doubt(since, zone, wasSent)}&nbsp;: est-ce la vôtre&nbsp;?</p>
    <p>${!wasSent && 'Elle n’a pas été envoyée. '}Si cet appareil sert à plusieurs personnes, elle peut être à quelqu’un d’autre&nbsp;: rien n’en est montré avant votre réponse.</p>${form({ action: `/brouillons/${id}/reprise`, csrf: ctx.csrf, body })}</div>`
  return citizenPage(frameOf(ctx), { title, main, crumbs: wasSent ? [HOME] : CRUMBS })
}

export const aboutDraft = ({ where, updatedAt, keptUntil }: DraftLine, zone: string): Html =>
  html`${where !== null && html`<p>${where}</p>`}<p class="meta">Modifié le ${dateTime(updatedAt, zone)}, gardé jusqu’au ${longDate(keptUntil, zone)}.</p>`

function draftItem(draft: DraftLine, zone: string): Html {
  const erase = html`<a class="button bare" href="/brouillons/${draft.id}/effacement">Effacer<span class="hidden"> le brouillon ${draft.title}</span></a>`
  return html`<li><div class="row apart"><div class="stack tight"><a href="${draft.href}"><b>${draft.title}</b></a>${aboutDraft(draft, zone)}</div>${erase}</div></li>`
}

/** GET /brouillons */
export function draftsPage(ctx: Context, drafts: readonly DraftLine[], zone: string): Html {
  const where = ctx.actor.personId === null ? 'sur cet appareil' : 'dans votre compte'
  const list =
    drafts.length === 0
      ? emptyState(
          `Aucun brouillon ${where}`,
          'Quand vous commencez une démarche, vos réponses sont gardées ici.',
          { href: '/demarches', label: 'Voir les démarches' },
        )
      : html`<ul class="own-requests">${drafts.map((draft) => draftItem(draft, zone))}</ul>`
  const main = html`<div class="reading stack"><h1>${DRAFTS.label}</h1><p class="lead">Vos réponses sont gardées 90 jours, même si vous fermez la page ou perdez la connexion.</p>${list}${drafts.length > 0 && leaveHere(ctx, 'Ces brouillons seront perdus.')}</div>`
  return citizenPage(frameOf(ctx), { title: DRAFTS.label, main, crumbs: [HOME] })
}

/** GET /brouillons/:draft/effacement: what cannot be undone is asked once more. */
export function eraseDraftPage(ctx: Context, draft: DraftLine, zone: string): Html {
  const body = html`<div class="row actions">${button('Effacer ce brouillon', { kind: 'danger' })}${linkButton('Le garder', '/brouillons', { kind: 'bare' })}</div>`
  const main = html`<div class="reading stack"><h1>Effacer ce brouillon\u00a0?</h1><div class="stack tight"><p><b>${draft.title}</b></p>${aboutDraft(draft, zone)}</div>
    <p>Vos réponses et vos fichiers seront perdus. Rien n’a été envoyé.</p>${form({ action: `/brouillons/${draft.id}/effacement`, csrf: ctx.csrf, body })}</div>`
  return citizenPage(frameOf(ctx), { title: 'Effacer ce brouillon', main, crumbs: CRUMBS })
}
