// Host names that do not answer yet, said to whoever administers: a name is somebody else's work (the DNS, then a certificate), and until it
// answers the counter is elsewhere.
import { type Html, html } from '#platform/html.ts'
import { notice } from '#platform/ui/feedback.ts'
import { addressUnder, counterAddress } from './site.ts'
import type { Authority, Territory } from './territory.ts'

/** One notice for each of its awaited names; `publicUrl` is the address of the installation. */
export function awaitedNotices(publicUrl: string, place: Territory, authority: Authority): Html[] {
  const counter = counterAddress(publicUrl, place, authority)
  return place
    .awaitedOf(authority.id)
    .map((host) =>
      notice(
        'info',
        `${host} ne répond pas encore`,
        html`<p>Ce nom attend son entrée DNS et son certificat. D’ici là, le guichet est à l’adresse <a href="${counter}">${counter}</a>. Parvis l’essaie toutes les cinq minutes&nbsp;; dès qu’il répondra, tout y mènera de lui-même. <a href="${addressUnder(publicUrl, host)}">L’essayer aussi</a>.</p>`,
      ),
    )
}
