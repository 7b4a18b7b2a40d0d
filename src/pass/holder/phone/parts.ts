// What a script shows of the pass on a phone that carries it: drawn whole by the server, shown by `<pass-code>` (screen/pass-code.ts).
import { attrs, type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { textInput } from '#platform/ui/fields.ts'
import type { Entitlement } from '../../record/entitlements.ts'
import type { Support } from '../../record/passes.ts'
import { HERE } from '../own.ts'

const act = (label: string, value: string, kind: 'main' | 'quiet' | 'bare' = 'main'): Html =>
  button(label, { type: 'button', name: 'act', value, kind })

/** Seconds for which one picture is shown: as `STEP` of ../../token/online.ts. */
const ticks = html`<div class="ticks"><span>Ce code change dans</span><b data-seconds></b><progress max="20" value="20" data-progress aria-label="Ce qui reste au code">20</progress></div>`

/** Sent by the script, when the server says that this phone carries nothing any more: the browser is told to keep nothing. */
const forgetting = (ctx: Context): Html =>
  html`<form method="post" action="${HERE}/telephone/oubli" data-forget hidden>${csrfField(ctx.csrf)}</form>`

const said = html`<p class="meta" role="status" data-said></p>`

const full = html`<dialog class="pass-full" aria-labelledby="plein"><div class="pass-face"><h2 id="plein" tabindex="-1" data-title></h2>
  <div data-square></div>${ticks}<p class="meta" data-where></p>
  <div data-door hidden>${textInput({ name: 'signe', label: 'Signe affiché par la porte', hint: 'S’il y en a un\u00a0: huit lettres et chiffres.', autocomplete: 'off' })}</div>
  ${act('Fermer', 'close', 'quiet')}</div></dialog>`

const shown = html`<div class="stack tight" data-part="phone" hidden><div data-square></div>${ticks}
  <p class="spoken" data-spoken hidden><span class="meta">Si le lecteur ne marche pas, dites</span><b></b></p>
  ${act('Plein écran', 'full')}${act('Un autre code', 'another', 'quiet')}
  <p class="meta">Une copie d’écran ne vaut plus rien au bout d’une minute. Là où rien n’a de réseau, montrez le droit lui-même.</p></div>`

/** Around what the page shows by itself: a code of this phone instead, when it carries the pass; else the way to begin. */
export const phoneFace = (ctx: Context, phone: Support | undefined, byItself: Html): Html =>
  html`<pass-code ${attrs({ 'data-phone': phone?.id ?? '', 'data-waits': phone?.state === 'suspended' })}><div class="stack tight" data-part="page">${byItself}
    <div class="stack tight" data-begin hidden>${act('Montrer mon pass sur ce téléphone', 'begin', 'quiet')}<p class="meta">Le code y change tout seul, et marche sans réseau.</p></div></div>
    ${shown}${said}${full}${forgetting(ctx)}</pass-code>`

/** Where nothing may be shown: a phone that carried it forgets. */
export const phoneOver = (ctx: Context): Html => html`<pass-code data-phone="">${forgetting(ctx)}</pass-code>`

/** The button that makes this phone carry the pass, once its holder has read what becomes of another. */
export const beginner = (
  ctx: Context,
  { label, replaces }: { label: string; replaces: number | null },
): Html =>
  html`<pass-code data-phone="${replaces ?? ''}" data-replaces="${replaces ?? ''}"><div data-begin hidden>${act(label, 'begin')}</div>${said}
    <noscript><p>Il y faut JavaScript, que votre navigateur n’exécute pas ici. Sans lui, le code de «&nbsp;Mon pass&nbsp;» se montre aussi, une minute à la fois.</p></noscript>${forgetting(ctx)}</pass-code>`

/** Shown by the script once it holds something to show there without a network. */
export const showHere = ({ partnerId, sector, partner, product }: Entitlement): Html =>
  html`<button type="button" class="button quiet" data-show="${partnerId}/${sector}" data-name="${partner}" hidden>Montrer ici, même sans réseau<span class="hidden">&nbsp;: ${product}</span></button>`
