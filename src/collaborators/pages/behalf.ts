// Where one arrives when one acts for an elected member: what modules show of their seats.
import { accountMain } from '#people'
import { lentTo } from '#platform/actor.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { type Html, html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { citizenPage } from '#platform/ui/layout.ts'

export function behalfPage(ctx: Context, blocks: readonly Html[]): Html {
  const title = `Au nom ${ofPerson(lentTo(ctx.actor)?.personName ?? '')}`
  const body = html`<h1>${title}</h1>
    <p class="lead">Vous lisez ici ce qui est adressé à ses mandats. Ce que vous ouvrez et faites lui est dit.</p>${blocks}`
  return citizenPage(frameOf(ctx), { title, main: accountMain(ctx, '', body), current: ctx.door.onBehalf })
}
