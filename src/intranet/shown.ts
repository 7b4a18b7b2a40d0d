// The blocks of a page, a few asked at once: one that fails says so in its place, and the others are there.
import type { Html } from '#platform/html.ts'
import { html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { type ArrangedBlock, type ArrangedPage, choiceOf } from './places.ts'
import type { Placed } from './placing.ts'

/** Each asks the database on a connection of its own: one page leaves most of them to others. */
const AT_ONCE = 4

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

/** The two columns of a page. `silent`: what stands for a block that has nothing to say to whoever reads; nothing when absent. */
export async function columnsOf(
  ctx: Context,
  page: ArrangedPage,
  placed: readonly Placed[],
  known: ReadonlyMap<string, ArrangedBlock>,
  silent?: (block: ArrangedBlock) => Html,
): Promise<[Html[], Html[]]> {
  const columns: [Html[], Html[]] = [[], []]
  const bodyOf = async ({ name, state }: Placed): Promise<Html | null> => {
    const block = known.get(name)
    if (block === undefined || state === 'removed') return null
    const body =
      state === 'folded' ? folded(ctx, page, block) : ((await drawn(ctx, block)) ?? silent?.(block) ?? null)
    return body && html`<div id="place-${name}">${body}</div>`
  }
  for (let at = 0; at < placed.length; at += AT_ONCE) {
    const some = placed.slice(at, at + AT_ONCE)
    const bodies = await Promise.all(some.map(bodyOf))
    for (const [rank, { column }] of some.entries()) {
      const body = bodies[rank] ?? null
      if (body !== null) columns[column].push(body)
    }
  }
  return columns
}
