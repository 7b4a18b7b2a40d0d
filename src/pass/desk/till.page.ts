// GET /agents/pass/caisse: what the agent gave and sold today, by product; and each receipt, printable, taken back on the same day.
import { system } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, page, redirect, type Route } from '#platform/http/route.ts'
import { formOf } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { linkButton } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { notice, tag } from '#platform/ui/feedback.ts'
import { capital, dateTime } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { agentOf } from '#signin'
import { agentForm, agentList, deskFrame, localDay, territory, todayThere } from '#territory'
import { euros, MEANS } from '../ledger/words.ts'
import { HERE } from './file.ts'
import { takeBackAtDesk } from './offers.ts'
import { type Sale, saleById, salesOn } from './queries.ts'

const TILL = `${HERE}/caisse`
const action = 'pass.serve'

interface Line {
  key: string
  sale: Sale
  times: number
  cents: number
}

/** Of a day, together by product, class and how it was paid; what was taken back counts for nothing. */
function linesOf(sales: readonly Sale[]): Line[] {
  const kept = sales.filter(({ isUndone }) => !isUndone)
  const byKey = Map.groupBy(kept, (sale) =>
    [sale.partner, sale.product, sale.class, sale.means ?? ''].join(' | '),
  )
  return [...byKey].flatMap(([key, together]) => {
    const [sale] = together
    return sale === undefined
      ? []
      : { key, sale, times: together.length, cents: together.reduce((sum, { cents }) => sum + cents, 0) }
  })
}

async function totals(tx: Read): Promise<Html> {
  const sales = await salesOn(tx, await todayThere(tx))
  const { zone } = await territory(tx)
  const kept = sales.filter(({ isUndone }) => !isUndone)
  const by = Object.entries(MEANS).map(([means, label]) => {
    const cents = kept.filter((sale) => sale.means === means).reduce((sum, sale) => sum + sale.cents, 0)
    return [label, euros(cents)] as const
  })
  const receipts = sales.map(
    (sale) =>
      html`<li><a href="${HERE}/recus/${sale.id}">Reçu n°&nbsp;${sale.id}</a>, ${dateTime(sale.at, zone)}, ${sale.product}${sale.isUndone && html` ${tag('idle', 'Annulé')}`}</li>`,
  )
  return html`${facts(by)}${receipts.length > 0 && html`<details class="fold"><summary>Un par un</summary><ul>${receipts}</ul></details>`}`
}

const till = listOf<Line>({
  at: TILL,
  action,
  title: 'Ma caisse du jour',
  one: 'ligne',
  several: 'lignes',
  intro: html`<p class="reading">Ce que vous avez donné et vendu aujourd’hui, vous seul. Un reçu annulé ne compte pas.</p>`,
  note: (tx) => totals(tx),
  ways: [{ label: 'Pass au guichet', href: HERE }],
  columns: [
    { label: 'Produit', text: ({ sale }) => `${sale.partner}, ${sale.product}` },
    { label: 'Tarif', text: ({ sale }) => capital(sale.label) },
    { label: 'Payé par', text: ({ sale }) => (sale.means === null ? 'Gratuit' : MEANS[sale.means]) },
    { label: 'Nombre', text: ({ times }) => String(times), right: true },
    { label: 'Montant', text: ({ cents }) => euros(cents), right: true },
  ],
  id: ({ key }) => key,
  rows: async (tx) => linesOf(await salesOn(tx, await todayThere(tx))),
  empty: { title: 'Rien aujourd’hui', text: html`Ce que vous donnez ou vendez se compte ici.` },
  export: 'ma-caisse-du-jour',
})

async function ownSale(tx: Read, ctx: Context): Promise<Sale> {
  const sale = /^\d{1,15}$/.test(ctx.params.recu ?? '')
    ? await saleById(tx, Number(ctx.params.recu))
    : undefined
  if (sale === undefined) throw new NotFound('Ce reçu n’est pas de votre caisse.')
  return sale
}

const showReceipt = (ctx: Context) =>
  ctx.db.read(ctx.actor, async (tx) => {
    const sale = await ownSale(tx, ctx)
    const place = await territory(tx)
    const { authorityId } = agentOf(ctx.actor)
    const title = `Reçu n°\u00a0${sale.id}`
    const main = html`<div class="stack"><div class="row no-print"><print-page><button type="button" class="button" hidden>Imprimer le reçu</button><noscript><p class="meta">Pour imprimer&nbsp;: Ctrl et P.</p></noscript></print-page>
      ${!sale.isUndone && linkButton('Annuler', `${HERE}/recus/${sale.id}/annulation`, { kind: 'quiet' })}<a href="${HERE}">Pass au guichet</a><a href="${TILL}">Ma caisse</a></div>
      <article class="panel"><div class="inside stack"><h1>${title}</h1>${sale.isUndone && notice('warn', 'Annulé', html`<p>Ce qui a été payé a été rendu.</p>`)}
      ${facts([
        [
          'Ce qui est remis',
          [sale.partner, sale.product, sale.label].filter((part) => part !== '').join(', '),
        ],
        ['Montant', sale.cents === 0 ? 'Gratuit' : euros(sale.cents)],
        ...(sale.means === null ? [] : ([['Payé par', MEANS[sale.means]]] as const)),
        ['Le', dateTime(sale.at, place.zone)],
        ['Guichet', place.authority(authorityId).name],
      ])}
      <p class="meta">Gardez ce reçu&nbsp;: il ne dit pas qui vous êtes. Un droit se conteste à tout guichet.</p></div></article></div>`
    return page(agentPage(await deskFrame(ctx, tx), { title, main, current: HERE }))
  })

const cancelling = agentForm({
  at: `${HERE}/recus/:recu/annulation`,
  ...{ action, title: 'Annuler un reçu', form: formOf({}), button: 'Annuler, et rendre ce qui a été payé' },
  back: { href: `${HERE}/recus/:recu`, label: 'Revenir au reçu' },
  async shown(tx, ctx) {
    const sale = await ownSale(tx, ctx)
    const closed = { title: 'Il est déjà annulé', text: 'Rien n’est rendu une seconde fois.' }
    return {
      title: `Annuler le reçu n°\u00a0${sale.id}`,
      intro: html`<p class="reading">${sale.product}&nbsp;: ce qui a été donné est repris${sale.cents > 0 && html`, et vous rendez ${euros(sale.cents)}`}. Le jour même seulement.</p>`,
      ...(sale.isUndone ? { closed } : {}),
    }
  },
  async act(tx, _, ctx) {
    const sale = await ownSale(tx, ctx)
    const { zone } = await territory(tx)
    if (localDay(sale.at, zone) !== localDay(tx.now, zone))
      throw new Conflict('Un reçu s’annule le jour même. Après, mettez fin au droit.')
    const { agentId } = agentOf(ctx.actor)
    return async () => {
      await ctx.db.write(system, (all) => takeBackAtDesk(all, sale.id, agentId))
      return redirect(`${HERE}/recus/${sale.id}`, 'Le reçu est annulé.')
    }
  },
})

export const tillRoutes: readonly Route[] = [
  ...agentList(till),
  { get: `${HERE}/recus/:recu`, action, face: 'agent', title: 'Un reçu', handle: showReceipt },
  ...cancelling,
]
