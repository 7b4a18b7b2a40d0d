// What one’s wallet carries of the pass: a right is added with a link or a square, and a number typed in the wallet; taken back at once.
import { z } from 'zod'
import { ownName, system } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { NotFound, Unauthenticated } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { ownPage } from '#platform/http/own-page.ts'
import { type Context, page, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { fold, section } from '#platform/ui/content.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { longDate, mediumDate, plural } from '#platform/ui/french.ts'
import { qrCode } from '#platform/ui/qr-code.ts'
import { territory, todayThere } from '#territory'
import { copiesLeft, endWallet } from '../record/copies.ts'
import { type Entitlement, entitlementsOf } from '../record/entitlements.ts'
import { type Pass, passOf, type Support, supportsOf } from '../record/passes.ts'
import { makeOffer, shownOffer } from './offer.ts'
import { COPY_DAYS, MOST_COPIES } from './words.ts'

export const WALLET_HERE = '/pass/portefeuille'
export const WALLET_TITLE = 'Pass dans le portefeuille du téléphone'

export interface WalletView {
  pass: Pass
  rights: readonly Entitlement[]
  wallets: readonly Support[]
}

/** One’s own, in one’s own name. @throws Unauthenticated */
export function selfOf({ actor }: Pick<Context, 'actor'>): number {
  const personId = ownName(actor)
  if (personId === null) throw new Unauthenticated()
  return personId
}

/** Null: they have no pass that opens anything. */
export async function walletView(tx: Read, personId: number): Promise<WalletView | null> {
  const pass = await passOf(tx, personId)
  if (pass === undefined || pass.stoppedAt !== null) return null
  const today = await todayThere(tx)
  return {
    pass,
    rights: (await entitlementsOf(tx, pass.id, today)).filter(({ since }) => since <= today),
    wallets: (await supportsOf(tx, pass.id)).filter(
      ({ kind, endedAt, app }) => kind === 'wallet' && endedAt === null && app === null,
    ),
  }
}

/** @throws NotFound */
async function viewOf(ctx: Context): Promise<WalletView> {
  const view = await ctx.db.read(ctx.actor, (tx) => walletView(tx, selfOf(ctx)))
  if (view === null) throw new NotFound()
  return view
}

const rightLine = ({ csrf }: Context, { id, product, partner, until }: Entitlement): Html =>
  html`<li><b>${product}</b>, ${partner}. <span class="meta">Jusqu’au ${longDate(until)}.</span>
    ${buttonForm('Ajouter au portefeuille', `${WALLET_HERE}/droits/${id}`, csrf, { kind: 'quiet', more: `${product}, ${partner}` })}</li>`

const leftText = (left: number): string =>
  left === 0
    ? 'Plus aucune copie\u00a0: ajoutez le droit de nouveau.'
    : `${plural(left, 'copie reste', 'copies restent')} à montrer.`

/** GET /pass/portefeuille */
async function show(ctx: Context): Promise<Reply> {
  const view = await ctx.db.read(ctx.actor, (tx) => walletView(tx, selfOf(ctx)))
  const none = emptyState(
    'Vous n’avez pas encore de pass',
    'Il s’ouvre à un guichet\u00a0: ce qu’il vous donne pourra ensuite être ajouté ici.',
    { href: '/pass/partenaires', label: 'Qui accepte le pass' },
  )
  return page(
    ownPage(ctx, {
      title: WALLET_TITLE,
      main: html`<div class="sections reading"><h1>${WALLET_TITLE}</h1>${view === null ? none : await body(ctx, view)}</div>`,
    }),
  )
}

async function body(ctx: Context, { pass, rights, wallets }: WalletView): Promise<Html> {
  const { left, zone } = await ctx.db.read(system, async (tx) => ({
    left: await copiesLeft(tx, pass.id),
    zone: (await territory(tx)).zone,
  }))
  const lines = wallets.map(
    ({ id, label, madeAt }) =>
      html`<li><b>${label}</b>, depuis le ${mediumDate(madeAt, zone)}. <span class="meta">${leftText(left.get(id) ?? 0)}</span>
        ${buttonForm('Retirer', `${WALLET_HERE}/${id}/retrait`, ctx.csrf, { kind: 'bare', more: label })}</li>`,
  )
  return html`<p class="lead">L’application «&nbsp;portefeuille&nbsp;» de votre choix garde ce que votre pass ouvre, et le montre à une porte sans que celle-ci sache qui vous êtes.</p>
    <p>Elle reçoit ${MOST_COPIES} copies, qui servent une fois chacune et durent ${COPY_DAYS} jours au plus. Deux copies n’ont rien en commun par quoi on vous suivrait.</p>
    ${section('Ajouter', rights.length === 0 ? html`<p>Votre pass n’ouvre rien aujourd’hui.</p>` : html`<ul class="plain stack">${rights.map((right) => rightLine(ctx, right))}</ul>`)}
    ${lines.length > 0 && section('Dans un portefeuille', html`<ul class="plain stack">${lines}</ul>`)}`
}

/** POST /pass/portefeuille/droits/:droit */
async function offer(ctx: Context): Promise<Reply> {
  const { pass, rights } = await viewOf(ctx)
  const right = rights.find(({ id }) => String(id) === ctx.params.droit)
  if (right === undefined) throw new NotFound()
  const serial = await ctx.db.write(system, (tx) =>
    makeOffer(ctx, tx, { passId: pass.id, entitlementId: right.id }),
  )
  return redirect(`${WALLET_HERE}/ajout/${serial}`)
}

const SERIAL = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/** GET /pass/portefeuille/ajout/:ajout */
async function showOffer(ctx: Context): Promise<Reply> {
  const serial = ctx.params.ajout ?? ''
  if (!SERIAL.test(serial)) throw new NotFound()
  const { rights } = await viewOf(ctx)
  const shown = await ctx.db.read(ctx.actor, (tx) => shownOffer(ctx, tx, serial))
  const right = rights.find(({ id }) => id === shown?.entitlementId)
  if (shown === null || right === undefined) throw new NotFound()
  const title = `Ajouter\u00a0: ${right.product}`
  const back = linkButton('Revenir', WALLET_HERE, { kind: 'quiet', icon: 'arrow-left' })
  const main = shown.isTaken
    ? html`<p>Un portefeuille a pris cette offre. Si ce n’est pas le vôtre, retirez-le.</p>`
    : html`<ol class="plain stack"><li>Sur ce téléphone, <a href="${shown.link}">ouvrez le portefeuille</a>. Depuis un autre écran, visez ce carré avec le portefeuille&nbsp;:
        ${qrCode(shown.link, 'Carré à viser avec le portefeuille du téléphone')}</li>
      <li>Le portefeuille demande un numéro${fold('Montrer le numéro', html`<p class="code">${shown.pin}</p><p class="meta">Ne le montrez à personne&nbsp;: avec le carré, il donnerait ce droit à un autre téléphone.</p>`)}</li></ol>
      <p class="meta">Bon dix minutes, une fois. Le portefeuille qui le portait déjà ne l’ouvrira plus.</p>`
  return page(
    ownPage(ctx, {
      title,
      main: html`<div class="sections reading"><h1>${title}</h1>${main}<div class="row">${back}</div></div>`,
    }),
  )
}

/** POST /pass/portefeuille/:portefeuille/retrait */
async function remove(ctx: Context): Promise<Reply> {
  const { pass, wallets } = await viewOf(ctx)
  const wallet = wallets.find(({ id }) => String(id) === ctx.params.portefeuille)
  if (wallet === undefined) throw new NotFound()
  await ctx.db.write(system, (tx) => endWallet(tx, { passId: pass.id, id: wallet.id }))
  return redirect(WALLET_HERE, 'Ce portefeuille n’ouvre plus rien. Vos droits restent.')
}

const base = { action: 'pass.wallet', face: 'citizen' } as const
const input = z.object({})

export const walletRoutes: readonly Route[] = [
  { ...base, get: WALLET_HERE, title: WALLET_TITLE, handle: show },
  post({
    ...base,
    post: `${WALLET_HERE}/droits/:droit`,
    title: 'Ajouter un droit au portefeuille',
    input,
    handle: offer,
  }),
  {
    ...base,
    get: `${WALLET_HERE}/ajout/:ajout`,
    title: 'Ajouter un droit au portefeuille',
    handle: showOffer,
  },
  post({
    ...base,
    post: `${WALLET_HERE}/:portefeuille/retrait`,
    title: 'Retirer un portefeuille',
    input,
    handle: remove,
  }),
]
