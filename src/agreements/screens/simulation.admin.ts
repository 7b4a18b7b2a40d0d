// « Et si la grille changeait »: what each commune would pay under other brackets. Asked by the address, kept nowhere.
import { html } from '#platform/html.ts'
import { type Context, one, page, type Reply, type Route } from '#platform/http/route.ts'
import { button } from '#platform/ui/button.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { textarea } from '#platform/ui/fields.ts'
import { number } from '#platform/ui/french.ts'
import { figures } from '#platform/ui/desk.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { table } from '#platform/ui/table.ts'
import { adminFrame, territory } from '#territory'
import type { Read } from '#platform/db/db.ts'
import { plannedStretches, stateOn, yearOf } from '../life/life.ts'
import { simulate, type Standing } from '../dues/simulate.ts'
import { bracketOf, OFFERS } from '../price/grid.ts'
import { wholeEuros } from '../price/money.ts'
import { bookOf, gridIn, populationFor } from '../record/lines.ts'
import { type AgreementRow, gridRows } from '../record/queries.ts'
import { agreements, todayOf } from '../record/write.ts'
import { brackets, typedBrackets } from '../price/brackets.ts'
import { byCommune, HERE } from './words.ts'

const AT = `${HERE}/simulation`

/** Communes with an agreement, in force or to come, at the price of a whole year and without discounts. */
async function standing(tx: Read): Promise<Standing[]> {
  const [place, book, today, rows] = [
    await territory(tx),
    await bookOf(tx),
    await todayOf(tx),
    await agreements(tx),
  ]
  const alive = rows.filter((row) => !['ended', 'merged'].includes(stateOn(row, today)))
  const last = new Map(alive.map((row) => [row.authorityId, row]))
  const of = ({ authorityId }: AgreementRow) => place.authority(authorityId)
  return [...last.values()]
    .toSorted((one, other) => byCommune(of(one), of(other)))
    .flatMap((row) => {
      const days = plannedStretches(row)
      const now = days.find(({ from, to }) => from <= today && today <= to) ?? days[0]
      if (now === undefined) return []
      const { figure } = populationFor(row, Math.max(yearOf(today), yearOf(now.from)), book)
      const price = bracketOf(gridIn(book, now.gridId), figure)[now.offer]
      return [{ name: of(row).name, population: figure, offer: now.offer, now: price }]
    })
}

const signed = (cents: number): string => `${cents > 0 ? '+\u00a0' : ''}${wholeEuros(cents)}`

/** GET /administration/conventions/simulation?tranches= */
const showSimulation = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const last = (await gridRows(tx)).at(-1)
    const typed = one(ctx.query, 'tranches') || (last === undefined ? '' : typedBrackets(last.brackets))
    const read = brackets.safeParse(typed)
    const problem = read.success ? undefined : read.error.issues.map(({ message }) => message)[0]
    const result = read.success ? simulate(await standing(tx), { brackets: read.data }) : null
    const title = 'Et si la grille changeait'
    const field = textarea({
      name: 'tranches',
      label: 'Tranches',
      hint: 'Une par ligne\u00a0: premier nombre d’habitants, prix annuel TTC de l’offre globale, puis de l’offre restreinte, séparés par des points-virgules.',
      value: typed,
      rows: 7,
      error: problem,
    })
    const shown =
      result !== null &&
      html`${figures([
        { label: 'Aujourd’hui, par an', value: wholeEuros(result.now) },
        {
          label: 'Avec ces tranches',
          value: wholeEuros(result.then),
          detail: signed(result.then - result.now),
        },
      ])}<div class="panel">${table({
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
        rows: result.rows.map((row) => [
          row.name,
          number(row.population),
          OFFERS[row.offer],
          wholeEuros(row.now),
          wholeEuros(row.then),
          signed(row.then - row.now),
        ]),
      })}</div>`
    const main = html`<div class="stack">${errorSummary(problem === undefined ? [] : [{ id: 'tranches', message: problem }])}<h1>${title}</h1>
      <p class="reading">Prix d’une année entière, sans remise. Rien n’est enregistré. <a href="${HERE}">Revenir aux conventions</a></p>
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
