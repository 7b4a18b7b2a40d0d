// GET and POST /intranet/blocs, /intranet/bureau/blocs: an agent arranges their own page.
import { html, type Html } from '#platform/html.ts'
import { type Context, page as answer, redirect, type Reply } from '#platform/http/route.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { intranetFrame } from '#territory'
import { z } from 'zod'
import { arrangedColumns } from './bars.ts'
import { rearrange, standingOn } from './own.ts'
import { type ArrangedPage, choiceOf } from './places.ts'
import { type Move, MOVES } from './placing.ts'

const OWN: readonly Move[] = ['haut', 'bas', 'colonne', 'replier', 'deplier', 'retirer']

export const ChooseInput = z.object({
  vers: z.enum(
    [...MOVES.filter((move) => move !== 'fixer' && move !== 'liberer'), 'annuler', 'depart'],
    'Choisissez ce que devient le bloc.',
  ),
  bloc: z.string().max(60).catch(''),
  /** Where it was asked for: on the page itself, a block is only unfolded. */
  retour: z.enum(['page', 'blocs']).catch('blocs'),
})

const wholePage = (
  page: ArrangedPage,
  ctx: Context,
  { isUndoable, isOwn }: Record<string, boolean>,
): Html[] =>
  [
    isUndoable === true &&
      buttonForm('Annuler le dernier changement', choiceOf(page), ctx.csrf, {
        kind: 'quiet',
        icon: 'rotate-ccw',
        fields: { vers: 'annuler' },
      }),
    isOwn === true &&
      buttonForm('Revenir au rangement de départ', choiceOf(page), ctx.csrf, {
        kind: 'quiet',
        fields: { vers: 'depart' },
      }),
  ].filter((one) => one !== false)

export const showChoice =
  (page: ArrangedPage) =>
  (ctx: Context): Promise<Reply> =>
    ctx.db.read(ctx.actor, async (tx) => {
      const { known, placed, own, previous } = await standingOn(ctx, tx, page)
      const title = `Choisir mes blocs\u00a0: ${page.title}`
      const bars = { action: choiceOf(page), csrf: ctx.csrf, placed, known, wanted: OWN }
      const acts = wholePage(page, ctx, { isUndoable: previous !== null, isOwn: own.length > 0 })
      const main = html`<div class="stack"><h1>${title}</h1>
        <p class="reading">Ce que vous changez ne vaut que pour vous, et tout de suite. Un bloc obligatoire se déplace, il ne se retire pas. Un bloc qui n’a rien à vous montrer ne paraît pas. <a href="${page.href}">Revoir la page</a></p>
        ${acts.length > 0 && html`<div class="row">${acts}</div>`}${arrangedColumns(bars)}</div>`
      return answer(agentPage(await intranetFrame(ctx, tx), { title, main, current: page.href }))
    })

export const doChoose =
  (page: ArrangedPage) =>
  async (ctx: Context, { vers, bloc, retour }: z.infer<typeof ChooseInput>): Promise<Reply> => {
    const said = await rearrange(ctx, page, { vers, bloc })
    const at = /^[a-z-]+$/.test(bloc) ? `#place-${bloc}` : ''
    return redirect(`${retour === 'page' ? page.href : choiceOf(page)}${at}`, said)
  }
