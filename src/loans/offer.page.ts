// GET /prets/:offre: what is lent, under which conditions, on which days it is taken; and the form that asks for some days.
import { WHO_ELSE, whySeen } from '#audiences'
import { contentAddress, fieldShown, type Reading, viewOfReading } from '#publishing'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, page, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { type Choice, day, field, lineOf } from '#platform/screens/field.ts'
import { formOf, formRoutes } from '#platform/screens/form.ts'
import { mayEver } from '#platform/access.ts'
import { linkButton } from '#platform/ui/button.ts'
import { facts, prose } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { tag } from '#platform/ui/feedback.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { localDay, officeFrame, territory } from '#territory'
import { z } from 'zod'
import { access } from './access.ts'
import { FOLLOWED, HERE, offerAt } from './list.ts'
import { askLoan, borrowersOf, offerOf } from './loan.ts'
import { takenDays } from './queries.ts'
import { daysText } from './words.ts'

/** A number that the address names. @throws NotFound */
export function numberIn({ params }: Pick<Context, 'params'>, name: string): number {
  const text = params[name] ?? ''
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new NotFound()
  return Number(text)
}

/** The days on which it is lent: whom to is said to nobody else. */
async function calendar(tx: Read, contentId: number): Promise<Html> {
  const taken = await takenDays(tx, contentId)
  const today = localDay(tx.now, (await territory(tx)).zone)
  if (taken.length === 0) return panel('Calendrier', html`<p>Libre&nbsp;: aucun prêt n’est prévu.</p>`)
  const items = taken.map(
    ({ fromDay, toDay, isOut }) =>
      html`<li>Prêté ${daysText(fromDay, toDay)} ${isOut && tag(toDay < today ? 'warn' : 'info', toDay < today ? 'Pas encore rendu' : 'Sorti')}</li>`,
  )
  return panel('Calendrier', html`<ul class="plain">${items}</ul>`)
}

async function said(tx: Read, offer: Reading): Promise<Html> {
  const view = await viewOfReading(tx, offer)
  const known = view.type.fields.flatMap((one) => {
    const shown = fieldShown(view, one, 2)
    return shown === null ? [] : [[one.label, shown] as const]
  })
  return html`${offer.summary !== '' && prose(offer.summary)}${facts(known)}`
}

const IN_OWN_NAME =
  'Un prêt se demande en son propre nom\u00a0: par un élu, ou par un agent de sa collectivité.'

/** The way to ask; why there is none, for a collaborator and for whoever lends it. */
function wayToAsk(ctx: Context, tx: Read, { id, authorityId }: Reading): Html {
  if (!mayEver(access['loan.ask'], ctx.actor)) return html`<p class="meta">${IN_OWN_NAME}</p>`
  return borrowersOf(tx, authorityId).length > 0
    ? html`<p>${linkButton('Demander à l’emprunter', `${offerAt(id)}/demande`)}</p>`
    : html`<p class="meta">C’est votre collectivité qui prête&nbsp;: les demandes des autres sont dans <a href="${FOLLOWED}">vos prêts</a>.</p>`
}

export const showOffer = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const offer = await offerOf(tx, numberIn(ctx, 'offre'))
    const owner = (await territory(tx)).authority(offer.authorityId).name
    const why = await whySeen(tx, offer.audienceId)
    const main = html`<div class="stack"><p><a href="${HERE}">Tous les prêts</a></p><h1>${offer.title}</h1><p class="meta">Prêté par&nbsp;: ${owner}</p>
      <section class="panel" aria-label="${offer.title}"><div class="inside sheet stack">${await said(tx, offer)}${wayToAsk(ctx, tx, offer)}</div></section>
      ${await calendar(tx, offer.id)}
      <p><a href="${contentAddress(offer)}">Lire l’offre parmi les contenus</a></p>
      ${why !== null && html`<details class="fold"><summary>Pourquoi je vois ceci</summary><p>${why} ${WHO_ELSE}</p></details>`}</div>`
    return {
      ...page(agentPage(await officeFrame(ctx, tx), { title: offer.title, main, current: HERE })),
      about: offer.title,
    }
  })

const form = formOf({
  borrower: field({
    label: 'Pour qui',
    control: { list: [] },
    medium: true,
    type: z.string().min(1, 'Choisissez pour qui.'),
  }),
  from: field({ label: 'Du', control: 'day', medium: true, type: day }),
  to: field({ label: 'Au', hint: 'Le jour où il est rendu.', control: 'day', medium: true, type: day }),
  purpose: field({
    label: 'Pour quoi faire',
    hint: 'L’occasion, le lieu, qui vient le chercher.',
    control: 'text',
    rows: 3,
    type: lineOf(600).refine((text) => text.length > 2, 'Dites pour quoi faire, en une phrase.'),
  }),
})

export const askRoutes: Route[] = formRoutes(
  {
    at: `${HERE}/:offre/demande`,
    face: 'agent',
    action: 'loan.ask',
    title: 'Demander un prêt',
    form,
    button: 'Envoyer la demande',
    back: { href: `${HERE}/:offre`, label: 'Revenir à l’offre' },
    async shown(tx, ctx) {
      const offer = await offerOf(tx, numberIn(ctx, 'offre'))
      const place = await territory(tx)
      // A commune first: it borrows more often than the metropolis.
      const isLast = (id: number): number => Number(id === place.metropolis.id)
      const choices = borrowersOf(tx, offer.authorityId)
        .toSorted((one, other) => isLast(one) - isLast(other))
        .map((id): Choice => [String(id), place.authority(id).name])
      if (choices.length === 0)
        return {
          title: `Emprunter\u00a0: ${offer.title}`,
          closed: { title: 'C’est votre collectivité qui prête', text: 'Rien n’est à demander.' },
        }
      return {
        title: `Emprunter\u00a0: ${offer.title}`,
        typed: { borrower: choices[0]?.[0] ?? '' },
        choices: { borrower: choices },
        intro: await calendar(tx, offer.id),
      }
    },
    async act(tx, { borrower, from, to, purpose }, ctx) {
      if (!/^\d{1,9}$/.test(borrower))
        throw new BadInput([{ field: 'borrower', message: 'Choisissez une collectivité de la liste.' }])
      const contentId = numberIn(ctx, 'offre')
      const said = { contentId, borrowerId: Number(borrower), fromDay: from, toDay: to, purpose }
      const id = await askLoan(tx, said)
      return redirect(`${FOLLOWED}/${id}`, 'Votre demande est envoyée à la commune qui prête.')
    },
  },
  officeFrame,
)
