// GET and POST /administration/pages-agents/:page, and its preview: the blocks of a page, as an audience finds them.
import { peopleText, seenBy } from '#audiences'
import { of } from '#platform/french/noun.ts'
import type { Read } from '#platform/db/db.ts'
import { html, type Html } from '#platform/html.ts'
import { type Context, page as answer, redirect, type Reply } from '#platform/http/route.ts'
import { linkButton } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice } from '#platform/ui/feedback.ts'
import { historyPanel } from '#platform/ui/history.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { adminFrame, authorityNoun, storyOf, territory } from '#territory'
import { z } from 'zod'
import { arrangedColumns } from '../bars.ts'
import { DONE, STAYS } from '../own.ts'
import type { ArrangedBlock } from '../places.ts'
import type { Move } from '../placing.ts'
import { columnsOf } from '../shown.ts'
import { ARRANGEMENT, placeBlock, standing } from './act.ts'
import { asked, HERE, idOf, type Line } from './lines.ts'

const WANTED = ['haut', 'bas', 'colonne', 'retirer', 'fixer', 'liberer'] as const satisfies readonly Move[]

export const PlaceInput = z.object({
  vers: z.enum([...WANTED, 'ajouter'], 'Choisissez ce que devient le bloc.'),
  bloc: z.string().max(60).catch(''),
})

const titleOf = ({ arranged, audience }: Line): string => `${arranged.title}\u00a0: ${audience}`

/** The last ones. */
const TOLD_AT_MOST = 20

const MOVED: Readonly<Record<string, string>> = {
  haut: 'monté',
  bas: 'descendu',
  colonne: 'passé dans l’autre colonne',
  retirer: 'retiré',
  ajouter: 'ajouté',
  fixer: 'rendu obligatoire',
  liberer: 'rendu facultatif',
}

/** What an event says, in words. */
function wordsOf(name: string, payload: Record<string, unknown>, known: ReadonlyMap<string, ArrangedBlock>) {
  if (name === 'arrangement.made') return 'Rangement fait'
  if (name === 'arrangement.addressed') return 'Adressé à un autre public'
  if (name === 'arrangement.ranked') return payload.sooner === true ? 'Regardé plus tôt' : 'Regardé plus tard'
  const block = known.get(String(payload.block))?.title ?? 'un bloc'
  return `«\u00a0${block}\u00a0» ${MOVED[String(payload.move)] ?? 'changé'}`
}

async function story(tx: Read, id: number, known: ReadonlyMap<string, ArrangedBlock>): Promise<Html | null> {
  const { zone } = await territory(tx)
  const told = (await storyOf(tx, ARRANGEMENT, id)).toReversed().slice(0, TOLD_AT_MOST)
  return historyPanel(
    told.map(({ at, actorLabel, name, payload }) => ({
      at,
      by: actorLabel,
      said: wordsOf(name, payload, known),
    })),
    zone,
  )
}

/** Whom it is for, in a sentence. */
async function forWhom(tx: Read, { rule, authority }: Line): Promise<Html> {
  if (rule === undefined)
    return notice('warn', 'Ce public a été retiré', html`<p>Plus personne n’a ce rangement.</p>`)
  const seen = await seenBy(tx, rule)
  return html`<p class="reading">${seen.sentence}&nbsp;: ${peopleText(seen)} aujourd’hui. Ont ce rangement les agents ${of(authorityNoun({ name: authority }))} qui en sont, et ne sont pas d’un public regardé avant.</p>`
}

export const showOne = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const one = await asked(tx, ctx)
    const at = `${HERE}/${one.id}`
    const { known, placed } = standing(ctx.blocks, one)
    const title = titleOf(one)
    const main = html`<div class="stack"><h1>${title}</h1>${await forWhom(tx, one)}
      <p class="reading">Ce que vous changez vaut tout de suite pour eux. Un bloc obligatoire ne peut être retiré par personne. Qui a déjà arrangé sa page garde son ordre&nbsp;: les blocs obligatoires et les nouveaux y sont aussi.</p>
      <div class="row">${linkButton('Voir un aperçu', `${at}/apercu`)}${linkButton('Changer de public', `${at}/public`, { kind: 'quiet' })}${linkButton('Retirer ce rangement', `${at}/retrait`, { kind: 'quiet' })}</div>
      ${arrangedColumns({ action: at, csrf: ctx.csrf, placed, known, wanted: WANTED })}
      ${await story(tx, one.id, known)}<p><a href="${HERE}">Toutes les pages des agents</a></p></div>`
    return answer(agentPage(await adminFrame(ctx, tx), { title, main, current: HERE }))
  })

export async function doPlace(ctx: Context, { vers, bloc }: z.infer<typeof PlaceInput>): Promise<Reply> {
  const id = idOf(ctx)
  const block = await ctx.db.write(ctx.actor, (tx) => placeBlock(tx, id, { blocks: ctx.blocks, bloc, vers }))
  const at = /^[a-z-]+$/.test(bloc) ? `#place-${bloc}` : ''
  return redirect(`${HERE}/${id}${at}`, block === undefined ? STAYS : DONE[vers](block.title))
}

const silent = ({ title, name }: ArrangedBlock): Html =>
  panel(
    title,
    html`<p class="meta">Ce bloc n’a rien à vous dire&nbsp;: il ne paraît que pour qui il a quelque chose.</p>`,
    {
      id: `bloc-${name}`,
    },
  )

/** As it stands, with what whoever arranges reads themselves: what others read is not theirs to see. */
export async function showPreview(ctx: Context): Promise<Reply> {
  const { one, frame } = await ctx.db.read(ctx.actor, async (tx) => ({
    one: await asked(tx, ctx),
    frame: await adminFrame(ctx, tx),
  }))
  const { known, placed } = standing(ctx.blocks, one)
  const [first, beside] = await columnsOf(ctx, one.arranged, placed, known, silent)
  const title = `Aperçu, ${titleOf(one)}`
  const main = html`<div class="stack"><h1>${title}</h1>
    ${notice('info', 'Les blocs sont à leur place, avec ce que vous lisez vous-même', html`<p>Chacun y trouvera ce qui est pour lui. <a href="${HERE}/${one.id}">Revenir au rangement</a></p>`)}
    <div class="duo"><div>${first}</div><div>${beside}</div></div></div>`
  return answer(agentPage(frame, { title, main, current: HERE }))
}
