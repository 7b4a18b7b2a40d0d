// GET /pass/cartes: what somebody makes for the holder (a card, a paper by post): ordered, followed, put into service by the code of its letter.
import { z } from 'zod'
import { BadInput, type FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import {
  type Context,
  one,
  page,
  post,
  redirect,
  type Reply,
  type Route,
  type Values,
} from '#platform/http/route.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { button, csrfField, linkButton } from '#platform/ui/button.ts'
import { radioCards } from '#platform/ui/choices.ts'
import { section } from '#platform/ui/content.ts'
import { errorSummary, tag } from '#platform/ui/feedback.ts'
import { textInput } from '#platform/ui/fields.ts'
import { fullDate } from '#platform/ui/french.ts'
import { profileValues, writerOf } from '#people'
import { territory } from '#territory'
import { change, holderId, livePass } from '../holder/own.ts'
import { underPass } from '../holder/page.ts'
import { leftTo } from '../life/left.ts'
import { type Order, ordersOf } from '../record/orders.ts'
import { CARDS } from '../record/where.ts'
import { applicationsPart } from '../walletfile/routes.ts'
import { CARD_LIMITS } from './limits.ts'
import { activate, type Choosable, orderable, placeOrder, tellOrdered } from './order.ts'
import { standingOf } from './words.ts'

const TITLE = 'Cartes et papiers du pass'
const LONGEST = 200

interface Wrong {
  problems: readonly FieldProblem[]
  typed: Values
  /** Of the code that was typed. */
  supportId?: string | undefined
}
const NOTHING_WRONG: Wrong = { problems: [], typed: {} }

const messageOf = ({ problems }: Wrong, name: string) => problems.find(({ field }) => field === name)?.message

function codeForm(ctx: Context, { supportId, label }: Order, wrong: Wrong): Html {
  const isIt = wrong.supportId === String(supportId)
  const said = {
    ...{
      name: 'code',
      id: isIt ? 'code' : `code-${supportId}`,
      label: 'Code de la lettre',
      medium: true,
      maxlength: 20,
    },
    ...{ autocomplete: 'off', spellcheck: false as const },
    hint: 'Huit caractères, venus avec la carte.',
  }
  return html`<form class="stack tight" method="post" action="${CARDS}/${supportId}" novalidate>${csrfField(ctx.csrf)}${textInput(isIt ? { ...said, value: one(wrong.typed, 'code'), error: messageOf(wrong, 'code') } : said)}<div class="actions">${button('Mettre en service', { kind: 'quiet', more: label })}</div></form>`
}

function orderLine(ctx: Context, order: Order, zone: string, wrong: Wrong): Html {
  const [tone, label] = standingOf(order)
  const waits = order.state === 'ordered' && order.madeAs !== 'letter'
  const isMade = order.stage === 'made' || order.stage === 'sent'
  const words = [
    `commandé le ${fullDate(order.orderedAt, zone)}`,
    order.expiresOn === null ? '' : `bon jusqu’au ${fullDate(order.expiresOn)}`,
  ]
  return html`<li><div class="stack tight"><h3>${order.label}</h3><p>${tag(tone, label)} <span class="meta">${words.filter(Boolean).join(', ')}</span></p>${waits && isMade && codeForm(ctx, order, wrong)}</div>
    ${linkButton('Arrêter', `/pass/supports/${order.supportId}`, { kind: 'quiet', more: order.label })}</li>`
}

function orderForm(ctx: Context, choices: readonly Choosable[], wrong: Wrong): Html {
  if (choices.length === 0)
    return html`<p>Rien de ce que ce pass ouvre ne se met encore sur une carte ou un papier.</p>`
  return html`<form class="stack" method="post" action="${CARDS}" novalidate>${csrfField(ctx.csrf)}${radioCards(
    {
      ...{ name: 'support', label: 'Ce que vous commandez', value: one(wrong.typed, 'support') },
      choices: choices.map(({ typed, label, hint }) => ({ value: typed, label, hint })),
      error: messageOf(wrong, 'support'),
    },
  )}${textInput({
    ...{ name: 'address', label: 'Adresse où l’envoyer', optional: true, maxlength: LONGEST },
    ...{
      autocomplete: 'street-address',
      value: one(wrong.typed, 'address'),
      error: messageOf(wrong, 'address'),
    },
    hint: 'Numéro, rue, code postal et commune. Vide\u00a0: une carte se retire à un guichet. Effacée une fois l’envoi parti.',
  })}<div class="actions">${button('Commander')}</div></form>`
}

const idOf = (field: string) => (field === 'support' ? 'support-1' : field)

async function cardsScreen(ctx: Context, wrong: Wrong = NOTHING_WRONG): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const pass = await livePass(tx)
    const { zone } = await territory(tx)
    const orders = await ordersOf(tx, pass.id)
    const kept = (await profileValues(tx, holderId(ctx.actor))).find(({ valueId }) => valueId === 'address')
    const typed = wrong === NOTHING_WRONG ? { address: kept?.value ?? '' } : wrong.typed
    const errors = wrong.problems.map(({ field, message }) => ({ id: idOf(field), message }))
    const list =
      orders.length > 0 &&
      section(
        'Ce que vous avez commandé',
        html`<ul class="rights offers">${orders.map((order) => orderLine(ctx, order, zone, wrong))}</ul>`,
      )
    const choices = await orderable(tx, ctx.config, pass.id)
    const main = html`<div class="sections wide">${errorSummary(errors)}<h1>${TITLE}</h1>
      <p class="lead">Pour qui n’a pas de téléphone, ou ne veut pas s’en servir. Une carte ne porte ni votre nom, ni un numéro qui soit le même chez deux partenaires.</p>
      ${list}${section('Commander', orderForm(ctx, choices, { ...wrong, typed }))}${await applicationsPart(ctx, tx, pass.id)}</div>`
    return page(
      underPass(ctx, { title: TITLE, main, errorCount: errors.length }),
      errors.length > 0 ? 422 : 200,
    )
  })
}

const ORDER = z.object({
  support: z.string('Choisissez dans la liste.').min(1, 'Choisissez dans la liste.').max(100),
  address: z.string().trim().max(LONGEST, `Écrivez ${LONGEST} caractères au plus.`).default(''),
})

/** Their own, which they may change. */
async function ownLive(tx: Parameters<typeof livePass>[0]) {
  await leftTo(tx, 'buy')
  return livePass(tx)
}

/** POST /pass/cartes */
const doOrder = async (ctx: Context, { support, address }: z.output<typeof ORDER>): Promise<Reply> => {
  await throttle(ctx, `pass:orders:${holderId(ctx.actor)}`, CARD_LIMITS.passOrders)
  await change(ctx, 'Pass\u00a0: a commandé un support pour vous', ownLive, async (tx, pass) => {
    const { label } = await placeOrder(ctx, tx, pass, { typed: support, address }, null)
    await tellOrdered(tx, writerOf(ctx), pass, label)
  })
  return redirect(CARDS, 'C’est commandé. Vous êtes prévenu à chaque étape.')
}

const CODE = z.object({ code: z.string().trim().max(40, 'Huit caractères, pas plus.').default('') })

/** POST /pass/cartes/:support: the code of its letter. A wrong one is counted. */
const doActivate = async (ctx: Context, { code }: z.output<typeof CODE>): Promise<Reply> => {
  const wrong = await change(ctx, 'Pass\u00a0: a mis un support en service', ownLive, (tx, { id: passId }) =>
    activate(ctx, tx, { passId, supportId: Number(ctx.params.support), code }),
  )
  if (wrong !== null) throw new BadInput([{ field: 'code', message: wrong }])
  return redirect(CARDS, 'C’est en service.')
}

const base = { action: 'pass.hold', face: 'citizen', title: TITLE } as const

export const holderCards: readonly Route[] = [
  { ...base, get: CARDS, handle: (ctx: Context) => cardsScreen(ctx) },
  post({
    ...{ ...base, post: CARDS, input: ORDER, handle: doOrder },
    again: (ctx, problems, { values }) => cardsScreen(ctx, { problems, typed: values }),
  }),
  post({
    ...{ ...base, post: `${CARDS}/:support`, input: CODE, handle: doActivate },
    again: (ctx, problems, { values }) =>
      cardsScreen(ctx, { problems, typed: values, supportId: ctx.params.support }),
  }),
]
