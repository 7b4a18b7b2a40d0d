// The drafts of this browser or account.
import { html, type Html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { dateTime } from '#platform/ui/french.ts'
import { citizenPage } from '#platform/ui/layout.ts'

export interface DraftLine {
  id: string
  title: string
  updatedAt: Date
  href: string
}

/** GET /brouillons */
export function draftsPage(ctx: Context, drafts: readonly DraftLine[], zone: string): Html {
  const lines = drafts.map(({ id, title, updatedAt, href }) => html`<li class="row apart"><div><a href="${href}"><b>${title}</b></a><p class="meta">Modifié le ${dateTime(updatedAt, zone)}</p></div>${buttonForm('Effacer', `/brouillons/${id}/effacement`, ctx.csrf, { kind: 'bare', more: title })}</li>`)
  const list = drafts.length === 0
    ? emptyState('Aucun brouillon sur cet appareil', 'Quand vous commencez une démarche, vos réponses sont gardées ici.', { href: '/demarches', label: 'Voir les démarches' })
    : html`<ul class="links">${lines}</ul>`
  const main = html`<div class="reading stack"><h1>Mes brouillons</h1><p class="lead">Vos réponses sont gardées 3 mois, même si vous fermez la page ou perdez la connexion.</p>${list}</div>`
  return citizenPage(frameOf(ctx), { title: 'Mes brouillons', main, crumbs: [{ href: '/', label: 'Accueil' }] })
}
