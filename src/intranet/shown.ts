// The blocks of a page, all asked at once: one that fails says so in its place, and the others are there.
import type { Html } from '#platform/html.ts'
import { html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { type ArrangedBlock, type ArrangedPage, choiceOf } from './places.ts'
import type { Placed } from './placing.ts'

const failed = ({ title, name }: ArrangedBlock): Html =>
  panel(
    title,
    html`<p>Ce bloc ne s’affiche pas pour le moment. Le reste de la page est à jour&nbsp;; rechargez-la dans quelques minutes.</p>`,
    { id: `bloc-${name}` },
  )

/** Its title alone: what it holds is not asked for. */
const folded = (ctx: Context, page: ArrangedPage, { title, name }: ArrangedBlock): Html => {
  const unfold = buttonForm('Déplier', choiceOf(page), ctx.csrf, {
    kind: 'quiet',
    more: `le bloc ${title}`,
    fields: { bloc: name, vers: 'deplier', retour: 'page' },
  })
  return html`<section class="panel put-away" aria-labelledby="bloc-${name}"><header><h2 id="bloc-${name}">${title}</h2>${unfold}</header></section>`
}

async function drawn(ctx: Context, block: ArrangedBlock): Promise<Html | null> {
  try {
    return await block.show(ctx)
  } catch {
    ctx.metrics.blockFailed(block.name)
    return failed(block)
  }
}

/** The two columns of a page. */
export async function columnsOf(
  ctx: Context,
  page: ArrangedPage,
  placed: readonly Placed[],
  known: ReadonlyMap<string, ArrangedBlock>,
): Promise<[Html[], Html[]]> {
  const columns: [Html[], Html[]] = [[], []]
  const shown = await Promise.all(
    placed.map(async ({ name, column, state }) => {
      const block = known.get(name)
      if (block === undefined || state === 'removed') return null
      const body = state === 'folded' ? folded(ctx, page, block) : await drawn(ctx, block)
      return body === null ? null : { column, body: html`<div id="place-${name}">${body}</div>` }
    }),
  )
  for (const one of shown) if (one !== null) columns[one.column].push(one.body)
  return columns
}
