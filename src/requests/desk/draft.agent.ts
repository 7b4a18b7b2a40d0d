// Every button of a request's screen that leads elsewhere keeps what is typed first; a script keeps it as one types.
import { forgetDraft } from '../write/draft.ts'
import { type Context, one, type Posted, redirect, type Reply } from '#platform/http/route.ts'
import { insertTemplate } from './writing.ts'
import { mustSee, takeAside, tellAside } from './desk.agent.ts'
import { keepTyped } from './keep.ts'
import { deskAgain, refOf, tabOf } from './show.agent.ts'
import { keepChosen } from './files.agent.ts'
import { joinedFiles } from '#threads'
import { tellSaved } from '../write/saved.agent.ts'
import { offeredText, openRequest, templatesFor } from './opened.ts'

/** POST /agents/demandes/:ref/brouillon. `aller` says what the button does: `agir/close`, `pour/note`, `fil/notes`, `modele/…`, `faire/take`, `prevenue/phone`, `demarche`, `effacer`. */
export async function saveDeskDraft(ctx: Context, _input: unknown, posted: Posted): Promise<Reply> {
  await mustSee(ctx)
  if (one(ctx.query, 'ecrit') !== '') return keepChosen(ctx, posted)
  const { files, problems } = await joinedFiles(ctx, posted)
  if (problems.length > 0) return deskAgain(ctx, posted, files, { problems, status: 422 })
  const { values } = posted
  const [verb = '', what = ''] = one(values, 'aller').split('/')
  const isOn = one(values, 'ecrit') !== ''
  if (verb === 'effacer') await forget(ctx, one(values, 'ecrit'))
  else if (isOn)
    await keepTyped(ctx, values, files, {
      message: verb === 'modele' ? await withTemplate(ctx, posted, what) : undefined,
      textOnly: verb === '',
    })
  if (verb === '') return tellSaved(ctx)
  if (verb === 'faire') return takeAside(ctx, posted, files, what)
  if (verb === 'prevenue') return tellAside(ctx, posted, files, what)
  if (verb === 'demarche') return redirect(correctionOf(ctx, posted))
  return redirect(whereTo(ctx, posted, verb, what))
}

/** The screen that corrects its service (correct/correct.agent.ts). */
const correctionOf = (ctx: Context, { values }: Posted): string =>
  `/agents/demandes/${refOf(ctx)}/demarche?${new URLSearchParams({ retour: one(values, 'retour') })}`

/** The screen that the button leads to; the form that is open stays open, but for another recipient. */
function whereTo(ctx: Context, { values }: Posted, verb: string, what: string): string {
  const stays = one(values, 'page') === 'agir' && verb !== 'pour' && verb !== 'fermer'
  const open = verb === 'agir' ? what : stays ? one(values, 'ecrit') : ''
  const path = `/agents/demandes/${refOf(ctx)}${open === '' ? '' : `/agir/${encodeURIComponent(open)}`}`
  const query = new URLSearchParams({
    fil: verb === 'fil' ? what : tabOf(values),
    pour: verb === 'pour' ? what : one(values, 'pour'),
    retour: one(values, 'retour'),
  })
  return `${path}?${query}#${verb === 'fil' ? 'fil' : open === '' ? 'ecrire' : 'acte'}`
}

async function forget(ctx: Context, writing: string): Promise<void> {
  await ctx.db.write(ctx.actor, async (tx) => {
    const { request } = await openRequest(tx, refOf(ctx), {})
    await forgetDraft(tx, request.id, writing)
  })
}

/** The message with a template put in: nothing of one's own is replaced. */
function withTemplate(ctx: Context, { values }: Posted, id: string): Promise<string> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const opened = await openRequest(tx, refOf(ctx), {})
    const offered = opened.transitions.flatMap((transition) => templatesFor(opened, transition))
    const template = offered.find((item) => item.id === id)
    const typed = one(values, 'message')
    if (template === undefined) return typed
    const known = offered.map((item) => offeredText(tx, opened, item.text))
    return insertTemplate(typed, offeredText(tx, opened, template.text), known)
  })
}
