// GET /pass/portefeuille/autorisation: a wallet asks; its holder says which right goes to it, or that none does. Nothing is remembered: each
// time is asked.
import { z } from 'zod'
import { system } from '#platform/actor.ts'
import { BadInput, type FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { formTo } from '#platform/http/form-to.ts'
import { ownPage } from '#platform/http/own-page.ts'
import { type Context, one, page, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { button, csrfField, linkButton } from '#platform/ui/button.ts'
import { radioCards } from '#platform/ui/choices.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { longDate } from '#platform/ui/french.ts'
import { type Asking, makeCode } from '../credential/code.ts'
import { selfOf, WALLET_HERE, type WalletView, walletView } from '../credential/wallet.page.ts'
import { AUTHORIZE, COPY_DAYS, MOST_COPIES } from '../credential/words.ts'
import { type Program, programBy } from './programs.ts'
import { answerTo, judgeAsked, sealAsking, unsealAsking } from './request.ts'

const TITLE = 'Un portefeuille demande un droit du pass'

const shown = (ctx: Context, title: string, main: Html, errorCount = 0): Html =>
  ownPage(ctx, { title, errorCount, main: html`<div class="sections reading">${main}</div>` })

/** What was asked is shown to one person, who alone may answer it. */
const purposeOf = (personId: number): string => `pass wallet asked ${personId}`

const unheard = (ctx: Context): Reply =>
  page(
    shown(
      ctx,
      'Demande sans suite',
      html`<h1>Demande sans suite</h1>
        <p>Cette demande ne vient pas d’un portefeuille connu d’ici, ou elle est trop ancienne. Rien n’a été transmis. Recommencez depuis le portefeuille, ou ajoutez le droit depuis votre pass.</p>
        <div class="row">${linkButton('Ouvrir le pass dans le portefeuille', WALLET_HERE, { kind: 'quiet', icon: 'arrow-left' })}</div>`,
    ),
    400,
  )

interface Question {
  program: Program
  asking: Asking
  view: WalletView | null
}

const CHOOSE = 'Choisissez le droit que ce portefeuille portera.'

function rightCards(view: WalletView, value: string, error: string | undefined): Html {
  const choices = view.rights.map(({ id, product, partner, until }) => ({
    value: String(id),
    label: product,
    hint: `${partner}, jusqu’au ${longDate(until)}`,
  }))
  return radioCards({ name: 'droit', label: 'Quel droit lui confiez-vous\u00a0?', choices, value, error })
}

const where = (returnTo: string): string => URL.parse(returnTo)?.host || returnTo.split(':', 1)[0] || ''

function ask(
  ctx: Context,
  { program, asking, view }: Question,
  typed = '',
  problems: readonly FieldProblem[] = [],
): Reply {
  const title = `Confier un droit à «\u00a0${program.name}\u00a0»`
  const sealed = sealAsking(ctx.config.secret, purposeOf(selfOf(ctx)), asking, ctx.db.clock())
  const kept = html`${csrfField(ctx.csrf)}<input type="hidden" name="demande" value="${sealed}">`
  const errors = problems.map(({ message }) => ({ id: 'droit', message }))
  const has = view !== null && view.rights.length > 0
  const choosing =
    has &&
    html`<form class="card stack" method="post" action="${AUTHORIZE}" novalidate>${kept}
      ${rightCards(view, typed, problems[0]?.message)}
      <p>Il en reçoit ${MOST_COPIES} copies au plus, qui servent une fois chacune et durent ${COPY_DAYS} jours au plus. Il ne reçoit ni votre nom, ni votre adresse, ni rien de votre compte. Le portefeuille qui portait déjà ce droit ne l’ouvrira plus.</p>
      <div class="actions">${button('Confier ce droit')}</div></form>`
  const main = html`${errorSummary(errors)}<h1>${title}</h1>
    <p class="lead">Le portefeuille <b>${program.name}</b> demande à porter un droit de votre pass. La réponse part à <b>${where(asking.returnTo)}</b>.</p>
    ${has ? notice('info', 'Vous ne l’avez pas demandé vous-même\u00a0?', html`<p>N’acceptez que ce que vous venez de commencer dans ce portefeuille, sur votre téléphone.</p>`) : notice('info', 'Rien à confier', html`<p>Votre pass n’ouvre rien aujourd’hui. Il s’ouvre à un guichet.</p>`)}
    ${choosing}
    <form method="post" action="${AUTHORIZE}/refus">${kept}${button(has ? 'Ne rien lui confier' : 'Revenir au portefeuille', { kind: 'quiet' })}</form>`
  return formTo(
    page(shown(ctx, title, main, problems.length), problems.length > 0 ? 422 : 200),
    asking.returnTo,
  )
}

const viewFor = (ctx: Context) => ctx.db.read(ctx.actor, (tx) => walletView(tx, selfOf(ctx)))

/** GET */
async function show(ctx: Context): Promise<Reply> {
  selfOf(ctx)
  const judged = await ctx.db.read(ctx.actor, (tx) => judgeAsked(tx, ctx.config, ctx.query))
  if (judged === null) return unheard(ctx)
  if ('word' in judged)
    return redirect(
      answerTo(ctx.config.publicUrl, judged.asking, { error: judged.word, error_description: judged.why }),
    )
  return ask(ctx, { ...judged, view: await viewFor(ctx) })
}

/** Of a form that this person was shown. Null: it is over, or its wallet is known no more. */
async function askedIn(ctx: Context, sealed: string): Promise<Omit<Question, 'view'> | null> {
  const asking = unsealAsking(ctx.config.secret, purposeOf(selfOf(ctx)), sealed, ctx.db.clock())
  if (asking === null) return null
  const program = await ctx.db.read(ctx.actor, (tx) => programBy(tx, asking.clientId))
  return program === undefined || program.endedAt !== null ? null : { program, asking }
}

/** POST */
async function agree(ctx: Context, { demande, droit }: { demande: string; droit: string }): Promise<Reply> {
  const asked = await askedIn(ctx, demande)
  if (asked === null) return unheard(ctx)
  const view = await viewFor(ctx)
  const right = view?.rights.find(({ id }) => String(id) === droit)
  if (view === null || right === undefined) throw new BadInput([{ field: 'droit', message: CHOOSE }])
  const code = await ctx.db.write(system, (tx) =>
    makeCode(tx, { passId: view.pass.id, entitlementId: right.id, asking: asked.asking }),
  )
  return redirect(answerTo(ctx.config.publicUrl, asked.asking, { code }))
}

/** POST /refus */
async function refuse(ctx: Context, { demande }: { demande: string }): Promise<Reply> {
  const asked = await askedIn(ctx, demande)
  if (asked === null) return unheard(ctx)
  return redirect(answerTo(ctx.config.publicUrl, asked.asking, { error: 'access_denied' }))
}

const base = { action: 'pass.wallet', face: 'citizen' } as const
const demande = z.string().max(4000)

export const consentRoutes: readonly Route[] = [
  { ...base, get: AUTHORIZE, title: TITLE, handle: show },
  post({
    ...base,
    post: AUTHORIZE,
    title: TITLE,
    input: z.object({ demande, droit: z.string({ error: CHOOSE }).max(20) }),
    handle: agree,
    again: async (ctx, problems, { values }) => {
      const asked = await askedIn(ctx, one(values, 'demande'))
      return asked === null
        ? unheard(ctx)
        : ask(ctx, { ...asked, view: await viewFor(ctx) }, one(values, 'droit'), problems)
    },
  }),
  post({
    ...base,
    post: `${AUTHORIZE}/refus`,
    title: 'Ne rien confier au portefeuille',
    input: z.object({ demande }),
    handle: refuse,
  }),
]
