// The way out of whoever used no account: on a computer that others use, nothing is left to the next person.
import { isNobody } from '#platform/actor.ts'
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { buttonForm } from '#platform/ui/button.ts'

/** For whoever is not signed in; who is signs out. @param keep what they will need to come back */
export function leaveHere({ actor, door, csrf }: Context, keep: string): Html | null {
  if (!isNobody(actor)) return null
  return html`<div class="no-print stack tight"><p class="meta">Cet appareil sert à d’autres personnes&nbsp;? En le quittant, il oublie ce que vous y avez commencé et consulté. ${keep}</p>${buttonForm('Quitter cet appareil', door.signOut, csrf, { kind: 'bare', icon: 'log-out' })}</div>`
}
