// The ways through one's account, on each of its pages; signing out is one of them.
import { type Html, html } from '#platform/html.ts'
import { accountPlaces } from '#platform/http/navigation.ts'
import type { Context } from '#platform/http/route.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { tabs } from '#platform/ui/navigation.ts'

/**
 * The places of the account and the button to sign out. `current` is the address of the page. On a phone the places fold
 * under the name of the current one; signing out stays in sight. Acting for somebody opens their requests alone.
 */
export function accountNav(ctx: Context, current: string): Html {
  const { by } = ctx.actor
  if (by) return html`<p class="meta">Vous êtes connecté en tant que ${by.name}.</p>`
  const places = accountPlaces(ctx).map((place) => ({ ...place, current: place.href === current }))
  const here = places.find((place) => place.current)?.label ?? 'Mon compte'
  return html`<div class="account-nav"><details><summary><span class="hidden">Mon compte, rubriques. Ici&nbsp;: </span>${here}</summary>${tabs('Mon compte', places)}</details>${buttonForm('Se déconnecter', '/deconnexion', ctx.csrf, { kind: 'bare', icon: 'log-out' })}</div>`
}

/** A page of the account: its navigation, then what it says. `wide` uses the whole width of the screen. */
export function accountMain(
  ctx: Context,
  current: string,
  body: Html,
  options: { wide?: boolean } = {},
): Html {
  return html`<div class="account">${accountNav(ctx, current)}<div class="${options.wide ? 'sections' : 'sections reading'}">${body}</div></div>`
}
