// The forms that a passkey answers. Without scripts they are empty: a passkey needs them, a password does not.
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { csrfField } from '#platform/ui/button.ts'
import { hidden } from '../../pages/form.ts'
import { relyingPartyOf } from '../relying-party.ts'

interface PasskeyForm {
  label: string
  /** Where the answer is posted. */
  action: string
  /** Where the question is asked. */
  options: string
  mode: 'get' | 'create'
  next?: string
}

function passkeyForm(ctx: Context, { label, action, options, mode, next }: PasskeyForm): Html {
  const host = relyingPartyOf(ctx.config.publicUrl)
  return html`<passkey-button data-label="${label}" data-options="${options}" data-mode="${mode}" data-host="${host}"><form class="stack tight" method="post" action="${action}" id="answer">${csrfField(ctx.csrf)}${hidden('answer', '')}${next === undefined ? null : hidden('suite', next)}</form></passkey-button>`
}

/** « Se connecter avec une clé d’accès »: proposed first, when the browser can. */
export const passkeySignIn = (ctx: Context, next: string): Html =>
  passkeyForm(ctx, {
    label: 'Se connecter avec une clé d’accès',
    action: '/connexion/cle',
    options: '/connexion/cle/defi',
    mode: 'get',
    next,
  })

/** To prove again who one is. */
export const passkeyConfirm = (ctx: Context, next: string): Html =>
  passkeyForm(ctx, {
    label: 'Confirmer avec une clé d’accès',
    action: '/compte/confirmation/cle',
    options: '/compte/confirmation/cle/defi',
    mode: 'get',
    next,
  })

/** To make a passkey on this device. */
export const passkeyMake = (ctx: Context): Html =>
  passkeyForm(ctx, {
    label: 'Ajouter une clé d’accès',
    action: '/compte/securite/cles',
    options: '/compte/securite/cles/defi',
    mode: 'create',
  })
