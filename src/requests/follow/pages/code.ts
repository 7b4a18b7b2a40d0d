// The page that asks for a tracking code.
import { type Html, html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { button } from '#platform/ui/button.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { textInput } from '#platform/ui/fields.ts'
import { form } from '#platform/ui/islands.ts'
import { citizenPage } from '#platform/ui/layout.ts'

export interface CodeView {
  typed?: string
  error?: string | undefined
  /** Where one was going when the code was asked again. */
  next?: string
}

/** GET /suivi. The code is posted, so that it stays out of the address and of the history. */
export function codePage(ctx: Context, { typed = '', error, next = '' }: CodeView): Html {
  const code = textInput({
    name: 'code',
    label: 'Numéro de suivi',
    value: typed,
    error,
    medium: true,
    autocomplete: 'off',
    spellcheck: false,
    maxlength: 40,
    hint: 'Huit lettres ou chiffres, comme K7RD-4MWQ. Il est sur votre accusé de réception.',
  })
  const lost =
    ctx.site.phone === null
      ? 'Un agent de votre mairie retrouve votre demande avec vous.'
      : html`Appelez le <b class="nowrap">${ctx.site.phone}</b>&nbsp;: un agent retrouve votre demande avec vous.`
  const account =
    ctx.actor.personId === null
      ? html`<p>Vous avez un compte&nbsp;? <a href="${`/connexion?suite=${encodeURIComponent(next === '' ? '/compte' : next)}`}">Connectez-vous</a> pour voir toutes vos demandes, sans numéro.</p>`
      : html`<p>Les demandes de votre compte sont dans <a href="/compte">Mes demandes</a>.</p>`
  const main = html`<div class="reading stack wide"><div class="stack">${errorSummary(error === undefined ? [] : [{ id: 'code', message: error }], 'Ce que vous avez tapé est gardé.')}
    <h1>Suivre une demande</h1><p class="lead">Voyez où elle en est, lisez la réponse et écrivez au service. Le numéro de suivi suffit, sans compte.</p>
    ${next.startsWith('/reprise/') && html`<p>Le temps de lecture par numéro était passé. Rien n’est perdu&nbsp;: tapez de nouveau le numéro, puis envoyez votre message.</p>`}
    ${form({ action: '/suivi', csrf: ctx.csrf, body: html`<input type="hidden" name="suite" value="${next}">${code}<div class="actions">${button('Suivre ma demande')}</div>` })}</div>
    <section class="stack tight" aria-labelledby="perdu"><h2 class="small" id="perdu">Numéro perdu&nbsp;?</h2><p>Il est dans le courriel reçu le jour de la demande. ${lost}</p>${account}</section></div>`
  return citizenPage(frameOf(ctx), {
    title: 'Suivre une demande',
    main,
    current: '/suivi',
    crumbs: [{ href: '/', label: 'Accueil' }],
    errorCount: error === undefined ? 0 : 1,
  })
}
