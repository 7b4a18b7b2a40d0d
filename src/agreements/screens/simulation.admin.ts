// « Et si la grille changeait »: what each commune would pay under other brackets. Asked by the address, kept nowhere.
import { type Html, html } from '#platform/html.ts'
import { type Context, one, page, type Reply, type Route } from '#platform/http/route.ts'
import { button } from '#platform/ui/button.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { textarea } from '#platform/ui/fields.ts'
import { mediumDate, number } from '#platform/ui/french.ts'
import { figures, panel } from '#platform/ui/desk.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { table } from '#platform/ui/table.ts'
import { adminFrame, territory } from '#territory'
import type { Read } from '#platform/db/db.ts'
import { STATES } from '../life/life.ts'
import { type Outside, simulate, type Standings, standings } from '../dues/simulate.ts'
import { bracketOf, OFFERS, type Prices } from '../price/grid.ts'
import { wholeEuros } from '../price/money.ts'
import { bookOf } from '../record/lines.ts'
import { gridRows } from '../record/queries.ts'
import { agreements, todayOf } from '../record/write.ts'
import { brackets, typedBrackets } from '../price/brackets.ts'
import { byCommune, HERE } from './words.ts'

const AT = `${HERE}/simulation`

/** Every commune at the price of a whole year, without discounts. */
async function standing(tx: Read): Promise<Standings> {
  const communes = (await territory(tx)).authorities
    .filter(({ level }) => level === 'commune')
    .toSorted(byCommune)
  return standings(communes, await agreements(tx), await todayOf(tx), await bookOf(tx))
}

const signed = (cents: number): string => `${cents > 0 ? '+\u00a0' : ''}${wholeEuros(cents)}`

type Tried = Pick<Prices, 'brackets'>

function partnersPanel({ partners }: Standings, prices: Tried): Html {
  const { rows, now, then } = simulate(partners, prices)
  return html`${figures([
    { label: 'Aujourd’hui, par an', value: wholeEuros(now) },
    { label: 'Avec ces tranches', value: wholeEuros(then), detail: signed(then - now) },
  ])}${panel(
    'Conventions en vigueur',
    table({
      caption: 'Commune par commune',
      captionHidden: true,
      dense: true,
      columns: [
        { label: 'Commune' },
        { label: 'Habitants', right: true },
        { label: 'Offre' },
        { label: 'Aujourd’hui', right: true },
        { label: 'Avec ces tranches', right: true },
        { label: 'Écart', right: true },
      ],
      rows: rows.map((row) => [
        row.name,
        number(row.population),
        OFFERS[row.offer],
        wholeEuros(row.now),
        wholeEuros(row.then),
        signed(row.then - row.now),
      ]),
    }),
    { bare: true },
  )}`
}

/** « Projet, offre globale, prévue le 1er janv. 2027 » */
const comingWords = ({ coming }: Outside): string =>
  coming === null
    ? 'Aucune'
    : `${STATES[coming.state]}, ${OFFERS[coming.offer].toLowerCase()}, prévue le ${mediumDate(coming.from)}`

/** What the others would pay: under the offer of their draft, or under either. */
function outsidePanel({ outside }: Standings, prices: Tried): Html | false {
  if (outside.length === 0) return false
  const price = (row: Outside, offer: 'full' | 'restricted') =>
    row.coming === null || row.coming.offer === offer
      ? wholeEuros(bracketOf(prices, row.population)[offer])
      : ''
  return panel(
    'Sans convention en vigueur\u00a0: ce qu’elles paieraient',
    table({
      caption: 'Communes sans convention en vigueur',
      captionHidden: true,
      dense: true,
      columns: [
        { label: 'Commune' },
        { label: 'Habitants', right: true },
        { label: 'Convention' },
        { label: OFFERS.full, right: true },
        { label: OFFERS.restricted, right: true },
      ],
      rows: outside.map((row) => [
        row.name,
        number(row.population),
        comingWords(row),
        price(row, 'full'),
        price(row, 'restricted'),
      ]),
    }),
    { bare: true, end: html`<span class="meta">par an avec ces tranches, hors du total</span>` },
  )
}

/** GET /administration/conventions/simulation?tranches= */
const showSimulation = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const last = (await gridRows(tx)).at(-1)
    const typed = one(ctx.query, 'tranches') || (last === undefined ? '' : typedBrackets(last.brackets))
    const read = brackets.safeParse(typed)
    const problem = read.success ? undefined : read.error.issues.map(({ message }) => message)[0]
    const stand = read.success ? await standing(tx) : null
    const title = 'Et si la grille changeait'
    const field = textarea({
      name: 'tranches',
      label: 'Tranches',
      hint: 'Une par ligne\u00a0: premier nombre d’habitants, prix annuel TTC de l’offre globale, puis de l’offre restreinte, séparés par des points-virgules.',
      value: typed,
      rows: 7,
      error: problem,
    })
    const prices = { brackets: read.success ? read.data : [] }
    const shown = stand !== null && html`${partnersPanel(stand, prices)}${outsidePanel(stand, prices)}`
    const main = html`<div class="stack">${errorSummary(problem === undefined ? [] : [{ id: 'tranches', message: problem }])}<h1>${title}</h1>
      <p class="reading">Prix d’une année entière, sans remise. Les sommes sont celles des conventions en vigueur aujourd’hui. Rien n’est enregistré. <a href="${HERE}">Revenir aux conventions</a></p>
      <form class="panel" method="get" action="${AT}"><div class="inside stack">${field}<div class="row">${button('Simuler')}</div></div></form>${shown}</div>`
    return page(
      agentPage(await adminFrame(ctx, tx), {
        title,
        main,
        current: HERE,
        errorCount: problem === undefined ? 0 : 1,
      }),
      problem === undefined ? 200 : 422,
    )
  })

export const simulationRoutes: readonly Route[] = [
  {
    get: AT,
    action: 'agreement.write',
    title: 'Et si la grille changeait',
    face: 'admin',
    handle: showSimulation,
  },
]
