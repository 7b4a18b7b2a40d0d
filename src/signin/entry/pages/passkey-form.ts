// The forms that a passkey answers. Without scripts they are empty: a passkey needs them, a password does not.
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { csrfField } from '#platform/ui/button.ts'
import { hidden } from '#platform/http/form-page.ts'
import { relyingPartyOf } from '../relying-party.ts'

interface PasskeyForm {
  label: string
  /** Where the answer is posted. */
  action: string
  /** Where the question is asked. */
  options: string
  mode: 'get' | 'create'
  /** The one button of its page; otherwise a form beside it has the main button. */
  isMain?: boolean
  next?: string
}

function passkeyForm(
  ctx: Context,
  { label, action, options, mode, isMain = false, next }: PasskeyForm,
): Html {
  const host = relyingPartyOf(ctx.config.publicUrl)
  return html`<passkey-button data-label="${label}" data-options="${options}" data-mode="${mode}" data-look="${isMain ? 'button' : 'button quiet'}" data-host="${host}"><form class="stack tight" method="post" action="${action}" id="answer">${csrfField(ctx.csrf)}${hidden('answer', '')}${next === undefined ? null : hidden('suite', next)}</form></passkey-button>`
}

/** Between two ways; without the button of the passkey there is only one, and no word (doors.css). */
const or = html`<p class="or"><span>ou</span></p>`

/** « Se connecter avec une clé d’accès »: proposed first, when the browser can. */
export const passkeySignIn = (ctx: Context, next: string, isMain = false): Html =>
  passkeyForm(ctx, {
    isMain,
    label: 'Se connecter avec une clé d’accès',
    action: '/connexion/cle',
    options: '/connexion/cle/defi',
    mode: 'get',
    next,
  })

/** The same above a form that is another way to sign in. */
export const passkeyFirst = (ctx: Context, next: string): Html => html`${passkeySignIn(ctx, next)}${or}`

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
