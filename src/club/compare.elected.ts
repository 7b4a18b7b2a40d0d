// GET /territoires/club/comparer: sheets side by side, a line for each of their questions, what each inhabitant paid with them.
import { type Html, html, type HtmlValue } from '#platform/html.ts'
import { type Context, many, page, type Reply } from '#platform/http/route.ts'
import type { Read } from '#platform/db/db.ts'
import { button } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { select } from '#platform/ui/fields.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { table } from '#platform/ui/table.ts'
import {
  contentAddress,
  type ContentView,
  costOfEach,
  euros,
  fieldShown,
  type Reading,
  viewOfReading,
} from '#publishing'
import { territoriesFrame, type Territory, territory } from '#territory'
import { addressOfComparison, COMPARISON, HERE } from './addresses.ts'
import { readings, sheetOf } from './sheets.ts'

/** As many as stand side by side on a screen. */
const MOST = 4
const TITLE = 'Comparer des fiches'

/** Those asked for, in their order, among those that whoever reads has. */
function askedIn({ query }: Context, all: readonly Reading[]): Reading[] {
  const ids = [...new Set(many(query, 'fiche'))]
  return ids.flatMap((id) => all.find((one) => String(one.id) === id) ?? []).slice(0, MOST)
}

/** « Villeurbanne, 2025 » */
function whoseText(reading: Reading, place: Territory): string {
  const { commune, year } = sheetOf(reading, place)
  return year === '' ? commune : `${commune}, ${year}`
}

const heading = (one: Reading, all: readonly Reading[]): Html => {
  const rest = all.filter(({ id }) => id !== one.id).map(({ id }) => id)
  return html`<a href="${contentAddress(one)}">${one.title}</a><br><a class="meta" href="${addressOfComparison(rest)}">Retirer<span class="hidden"> ${one.title}</span></a>`
}

/** A line of the table: what is asked, and what each says. */
type Line = readonly [label: string, ...said: HtmlValue[]]

async function linesOf(tx: Read, compared: readonly Reading[]): Promise<Line[]> {
  const views: ContentView[] = []
  for (const one of compared) views.push(await viewOfReading(tx, one))
  const fields = new Map(views.flatMap(({ type }) => type.fields.map((field) => [field.id, field.label])))
  const said = [...fields].map(
    ([id, label]): Line => [
      label,
      ...views.map((view) => {
        const field = view.type.fields.find((one) => one.id === id)
        return field === undefined ? null : fieldShown(view, field, 2)
      }),
    ],
  )
  const shared = views.map(({ fields: { cost, inhabitants } }) => costOfEach(cost, inhabitants))
  const each: Line = ['Coût par habitant', ...shared.map((one) => (one === null ? null : euros(one)))]
  const at = [...fields.keys()].indexOf('cost') + 1
  const themes: Line = ['Rubrique', ...compared.map(({ theme }) => theme)]
  return [themes, ...said.slice(0, at), each, ...said.slice(at)]
}

async function sideBySide(tx: Read, compared: readonly Reading[]): Promise<Html> {
  const place = await territory(tx)
  const known = compared.map((one) => ({ label: whoseText(one, place) }))
  const lines = await linesOf(tx, compared)
  return table({
    caption: TITLE,
    captionHidden: true,
    columns: [{ label: 'Question', hidden: true }, ...known],
    rows: [['Fiche', ...compared.map((one) => heading(one, compared))], ...lines],
  })
}

/** Adds one to those that are there. */
function adding(compared: readonly Reading[], all: readonly Reading[], place: Territory): Html | null {
  const rest = all.filter((one) => !compared.includes(one))
  if (rest.length === 0 || compared.length === MOST) return null
  const options = rest.map((one) => ({
    value: String(one.id),
    label: `${one.title} (${sheetOf(one, place).commune})`,
  }))
  return html`<form class="row" action="${COMPARISON}">${compared.map(({ id }) => html`<input type="hidden" name="fiche" value="${id}">`)}
    ${select({ name: 'fiche', id: 'ajouter', label: 'Ajouter une fiche', options, blank: 'Choisissez' })}<div>${button('Ajouter', { kind: 'quiet' })}</div></form>`
}

export const showComparison = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const all = await readings(tx)
    const compared = askedIn(ctx, all)
    const said =
      compared.length === 0
        ? emptyState('Choisissez une fiche', 'Puis une deuxième\u00a0: elles se lisent côte à côte.')
        : await sideBySide(tx, compared)
    const main = html`<div class="stack"><h1>${TITLE}</h1>${adding(compared, all, await territory(tx))}${panel('Côte à côte', said, { bare: true })}
      <p><a href="${HERE}">Toutes les fiches</a></p></div>`
    return page(agentPage(await territoriesFrame(ctx, tx), { title: TITLE, main, current: HERE }))
  })
