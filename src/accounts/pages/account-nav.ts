// The ways through one's account, on each of its pages; signing out is one of them.
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { tabs } from '#platform/ui/navigation.ts'

const PLACES = [
  { href: '/compte', label: 'Mes demandes' },
  { href: '/compte/securite', label: 'Sécurité' },
  { href: '/compte/connexions', label: 'FranceConnect' },
  { href: '/compte/sites', label: 'Sites connectés' },
]

/** Tabs of the account and the button to sign out. `current` is the address of the page. */
export function accountNav(ctx: Context, current: string): Html {
  const shown = PLACES.filter(
    ({ href }) => href !== '/compte/connexions' || ctx.config.franceconnect !== null,
  )
  const places = shown.map((place) => ({ ...place, current: place.href === current }))
  return html`<div class="account-nav">${tabs('Mon compte', places)}${buttonForm('Se déconnecter', '/deconnexion', ctx.csrf, { kind: 'bare', icon: 'log-out' })}</div>`
}
