// The choice of a rhythm; and the page on which whoever received a digest ends it, without signing in.
import { type Html, html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { button, buttonForm, csrfField } from '#platform/ui/button.ts'
import { radioCards } from '#platform/ui/choices.ts'
import { longDate, plural } from '#platform/ui/french.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { WISH } from '../places.ts'
import type { Delivery } from '../queries.ts'
import { type Rhythm, RHYTHMS } from '../rhythm.ts'
import { RHYTHM_WORDS } from '../words.ts'

interface Wish {
  rhythm: Rhythm
  /** The last that was sent. */
  last: Delivery | null
  zone: string
}

const lastText = ({ last, zone }: Wish): Html | null =>
  last &&
  html`<p class="meta">Dernier envoi le ${longDate(last.sentAt, zone)}&nbsp;: ${plural(last.items.length, 'nouveauté', 'nouveautés')}.</p>`

/** On the page of choices. */
export function wishPart(ctx: Context, wish: Wish): Html {
  const from = ctx.url.startsWith('/agents') ? 'agents' : 'compte'
  const choices = RHYTHMS.map((value) => ({ value, ...RHYTHM_WORDS[value] }))
  return html`<section class="stack" aria-labelledby="resume"><h2 id="resume">Le résumé</h2>
    <p>Un seul courriel rassemble, par sujet, ce que la Métropole et les communes publient pour vous. Sans rien de nouveau, il ne part pas. Ce qui est urgent vous est envoyé aussitôt, sauf si vous choisissez «&nbsp;Jamais&nbsp;».</p>
    <form class="stack" method="post" action="${WISH}">${csrfField(ctx.csrf)}<input type="hidden" name="retour" value="${from}">
    ${radioCards({ name: 'rythme', label: 'Recevoir le résumé', choices, value: wish.rhythm })}
    ${button('Enregistrer ce choix', { kind: 'quiet' })}</form>${lastText(wish)}</section>`
}

const framed = (ctx: Context, title: string, body: Html): Html =>
  citizenPage(frameOf(ctx), { title, main: html`<div class="stack reading"><h1>${title}</h1>${body}</div>` })

/** GET /courriels/fin. `address`: signed, and where it is posted. */
export const endPage = (ctx: Context, address: string): Html =>
  framed(
    ctx,
    'Ne plus recevoir le résumé',
    html`<p>Vous ne recevrez plus de résumé par courriel, ni d’alerte de ce qui est urgent. Tout se lit toujours sur ce site, et vous pourrez le demander de nouveau dans vos notifications.</p>
    ${buttonForm('Ne plus le recevoir', address, ctx.csrf)}`,
  )

export const endedPage = (ctx: Context): Html =>
  framed(
    ctx,
    'C’est noté',
    html`<p>Vous ne recevrez plus de résumé par courriel.</p><p><a href="/">Retour à l’accueil</a></p>`,
  )
