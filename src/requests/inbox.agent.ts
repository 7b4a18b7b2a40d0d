// Handlers of the list: showing it, and one act on several of its rows.
import type { Read } from '#platform/db.ts'
import { BadInput } from '#platform/errors.ts'
import { homeOf } from '#platform/http/navigation.ts'
import { type Context, one, page, type Posted, redirect, type Reply } from '#platform/http/route.ts'
import { catalogue } from '#services'
import type { Transition } from '#workflows'
import { territory } from '#territory'
import { actOnAll, type BulkKind, bulkSentence, chosenOf } from './bulk.ts'
import { openRequest, replyOf } from './desk.ts'
import { inboxHref, returnFilter } from './filter.ts'
import { deskFrame } from './frame.ts'
import { bulkKind, chosenRefs, exactReference, inboxOf } from './inbox.ts'
import { noteOpening } from './journal.ts'
import { bulkPage } from './pages/bulk.ts'
import { inboxPage } from './pages/inbox.ts'
import { reachOf } from './reach.ts'
import { spoken } from './variables.ts'

/** GET /agents. A whole reference in the search box opens its request. */
export async function showInbox(ctx: Context): Promise<Reply> {
  const home = homeOf(ctx)
  if (home !== '/agents') return redirect(home)
  return ctx.db.read(ctx.actor, async (tx) => {
    const exact = await exactReference(tx, one(ctx.query, 'q').trim())
    if (exact !== null) return redirect(`/agents/demandes/${exact}`)
    return page(inboxPage(await deskFrame(ctx, tx), await inboxOf(tx, ctx.actor, ctx.query)))
  })
}

const KINDS: readonly string[] = ['prendre', 'affecter', 'repondre', 'noter']

function kindOf(values: Context['query']): BulkKind {
  const kind = bulkKind(values)
  if (!KINDS.includes(kind)) throw new BadInput('Choisissez ce qu’il faut faire de ces demandes.')
  return kind as BulkKind
}

/** Address of the list the selection was made in. */
function listHref(ctx: Context, values: Context['query']): Promise<string> {
  return ctx.db.read(ctx.actor, async (tx) =>
    inboxHref(returnFilter(values, reachOf(ctx.actor, await territory(tx)))),
  )
}

/** POST /agents/demandes/lot: acts at once, or asks for the text first. */
export async function actOnSelection(ctx: Context, _input: unknown, { values }: Posted): Promise<Reply> {
  const back = await listHref(ctx, values)
  const refs = chosenRefs(values)
  if (refs.length === 0)
    return redirect(back, 'Aucune demande n’est choisie : cochez celles qui sont concernées.')
  const kind = kindOf(values)
  const message = one(values, 'message').trim()
  if (kind === 'repondre' || kind === 'noter') {
    if (!('message' in values)) return redirect(composeHref(refs, kind, one(values, 'retour')))
    if (one(values, 'apercu') !== '' || one(values, 'inserer') !== '')
      return compose(ctx, values, [], one(values, 'message'))
    if (message === '') throw new BadInput([{ field: 'message', message: 'Écrivez le texte à envoyer.' }])
    await checkMessages(ctx, refs, kind, message)
  }
  const agentId = Number(one(values, 'agent'))
  if (kind === 'affecter' && !(agentId > 0))
    return redirect(back, 'Rien n’a changé : choisissez d’abord l’agent à qui affecter ces demandes.')
  const order = { kind, ...(kind === 'affecter' ? { agentId } : {}), ...(message === '' ? {} : { message }) }
  return redirect(back, bulkSentence(kind, await actOnAll(ctx.db, ctx.actor, refs, order)))
}

/** Nothing leaves while one of the messages has a place to fill. @throws BadInput naming the request */
async function checkMessages(
  ctx: Context,
  refs: readonly string[],
  kind: 'repondre' | 'noter',
  message: string,
): Promise<void> {
  const chosen = await ctx.db.read(ctx.actor, (tx) => chosenOf(tx, refs, kind, message))
  const wrong = chosen.find(({ fault }) => fault !== null)
  if (wrong?.fault)
    throw new BadInput([{ field: 'message', message: `${wrong.fault} (demande ${wrong.request.ref})` }])
}

function composeHref(refs: readonly string[], kind: BulkKind, back: string): string {
  const query = new URLSearchParams([
    ...refs.map((ref) => ['ref', ref] as [string, string]),
    ['faire', kind],
    ['retour', back],
  ])
  return `/agents/demandes/lot?${query}`
}

/** GET /agents/demandes/lot: the text that goes to each of the requests chosen. */
export async function composeForSelection(ctx: Context): Promise<Reply> {
  return compose(ctx, ctx.query, [], null)
}

export async function selectionAgain(
  ctx: Context,
  problems: { field: string; message: string }[],
  { values }: Posted,
): Promise<Reply> {
  return compose(ctx, values, problems, one(values, 'message'))
}

async function compose(
  ctx: Context,
  values: Context['query'],
  problems: { field: string; message: string }[],
  typed: string | null,
): Promise<Reply> {
  const refs = chosenRefs(values)
  const kind = bulkKind(values) === 'noter' ? 'noter' : 'repondre'
  if (refs.length === 0) return redirect(await listHref(ctx, values))
  return ctx.db.write(ctx.actor, async (tx) => {
    const { templates } = await catalogue(tx)
    const reply = await firstReply(tx, refs)
    const offered = reply?.effects.find((effect) => effect.name === 'messageResident')?.template
    const suited = templates.filter(
      (item) => reply !== undefined && item.transition === reply.id && item.services === undefined,
    )
    const chosen = suited.find((item) => item.id === (one(values, 'modele') || offered))
    const proposed = suited.map((item) => spoken(item.text))
    const template = kind === 'repondre' ? spoken(chosen?.text ?? '') : ''
    const text =
      typed === null ? template : one(values, 'inserer') === '' ? typed : added(typed, template, proposed)
    const shown = await chosenOf(tx, refs, kind, text)
    // The page shows the residents’ words: it opens their requests.
    for (const { request } of shown) await noteOpening(tx, request)
    const view = {
      kind,
      chosen: shown,
      back: one(values, 'retour'),
      text,
      template: chosen?.id ?? '',
      templates: kind === 'repondre' ? suited : [],
      problems,
    } as const
    return page(bulkPage(await deskFrame(ctx, tx), view), problems.length > 0 ? 422 : 200)
  })
}

/** The template goes after what was typed; only a template that nobody touched gives way. */
function added(typed: string, template: string, proposed: readonly string[]): string {
  const own = typed.replaceAll('\r\n', '\n').trim()
  return own === '' || proposed.some((text) => text.trim() === own) ? template : `${own}\n\n${template}`
}

/** The plain answer of the first request that takes one: its templates are offered. */
async function firstReply(tx: Read, refs: readonly string[]): Promise<Transition | undefined> {
  for (const ref of refs) {
    const reply = replyOf(await openRequest(tx, ref, {}))
    if (reply !== undefined) return reply
  }
  return undefined
}
