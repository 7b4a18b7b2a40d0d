// Handlers of one act on several rows of the list.
import { randomUUID } from 'node:crypto'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { type Context, one, page, type Posted, redirect, type Reply } from '#platform/http/route.ts'
import { startRun } from '#platform/runs/start.ts'
import { longDate, number } from '#platform/ui/french.ts'
import { catalogue } from '#services'
import { messageOf, type Transition } from '#workflows'
import { localDay, territory, deskFrame } from '#territory'
import { bulkHref, bulkWriting, forgetBegun, keepBegun } from '../write/begun.ts'
import { tellSaved } from '../write/saved.agent.ts'
import {
  actOnAll,
  AT_ONCE,
  type BulkKind,
  type BulkOrder,
  bulkSentence,
  type Chosen,
  chosenOf,
  fitting,
  isWritten,
  KINDS,
  readable,
  type WrittenKind,
} from './bulk.ts'
import { returnFilter } from '../inbox/back.ts'
import { inboxHref } from '../inbox/filter.ts'
import { bulkKind, chosenRefs, listedRefs, MOST_CHOSEN } from '../inbox/inbox.ts'
import { BULK } from './bulk-run.ts'
import { isToBeNoted, leaveBehind, noteOpening } from '../record/journal.ts'
import type { RequestRow } from '../record/queries.ts'
import { onceOf } from '../write/draft.ts'
import { bulkPage, howMany } from './pages/bulk.ts'
import { reachOf } from '../inbox/reach.ts'
import { begunOf, type TypedBulk } from '../write/queries.begun.ts'
import { spoken } from '../act/variables.ts'
import { openRequest } from './opened.ts'
import { isDay } from '../act/planned.ts'

function kindOf(values: Context['query']): BulkKind {
  const kind = bulkKind(values)
  if (!(KINDS as readonly string[]).includes(kind))
    throw new BadInput('Choisissez ce qu’il faut faire de ces demandes.')
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
  const refs = one(values, 'tout') === 'oui' ? await wholeList(ctx, values) : chosenRefs(values)
  if (refs.length === 0)
    return redirect(back, 'Aucune demande n’est choisie\u00a0: cochez celles qui sont concernées.')
  const kind = kindOf(values)
  const most = isWritten(kind) ? MOST_CHOSEN : MOST_WHOLE
  if (refs.length > most) return redirect(back, tooMany(kind, most))
  const message = one(values, 'message').trim()
  const date = one(values, 'date')
  if (isWritten(kind)) {
    if (!('message' in values)) return redirect(bulkHref(refs, kind, one(values, 'retour')))
    if (one(values, 'apercu') !== '' || one(values, 'inserer') !== '')
      return compose(ctx, values, [], one(values, 'message'))
    if (message === '') throw new BadInput([{ field: 'message', message: 'Écrivez le texte à envoyer.' }])
    if (kind === 'programmer') await checkDay(ctx, date)
    const chosen = await ctx.db.read(ctx.actor, (tx) => chosenOf(tx, refs, kind, message, date))
    checkMessages(chosen)
    if (kind === 'programmer') checkPromises(chosen, date, one(values, 'promise'))
  }
  const agentId = Number(one(values, 'agent'))
  if (kind === 'affecter' && !(agentId > 0))
    return redirect(back, 'Rien n’a changé\u00a0: choisissez d’abord l’agent à qui affecter ces demandes.')
  const once = onceOf(values)
  const order = {
    kind,
    ...(kind === 'affecter' ? { agentId } : {}),
    ...(message === '' ? {} : { message }),
    ...(once === undefined ? {} : { once }),
    ...(kind === 'programmer' ? { date, ...promiseOf(one(values, 'promise')) } : {}),
  }
  if (refs.length > AT_ONCE) return startAll(ctx, refs, order)
  const result = await actOnAll(ctx.db, ctx.actor, refs, order)
  await ctx.db.write(ctx.actor, (tx) => forgetBegun(tx, bulkWriting(kind, refs)))
  return redirect(back, bulkSentence(kind, result))
}

/** Requests of a whole list on which one acts at once. */
const MOST_WHOLE = 2_000

/** Those of the list, however many pages; one more than may be acted on. */
const wholeList = (ctx: Context, values: Context['query']): Promise<string[]> =>
  ctx.db.read(ctx.actor, async (tx) =>
    listedRefs(tx, ctx.actor, returnFilter(values, reachOf(ctx.actor, await territory(tx))), MOST_WHOLE + 1),
  )

const tooMany = (kind: BulkKind, most: number): string =>
  isWritten(kind)
    ? `Rien n’a changé\u00a0: cette liste a plus de ${number(most)}\u00a0demandes, et chacune se relit avant qu’on écrive. Filtrez-la, puis recommencez.`
    : `Rien n’a changé\u00a0: cette liste a plus de ${number(most)}\u00a0demandes. Filtrez-la, puis recommencez.`

/** Long work: followed in « Mes travaux ». The text that was kept has left with it. */
async function startAll(ctx: Context, refs: string[], order: BulkOrder): Promise<Reply> {
  const id = await ctx.db.write(ctx.actor, async (tx) => {
    await forgetBegun(tx, bulkWriting(order.kind, refs))
    return startRun(tx, BULK, { refs, order }, { total: refs.length, once: order.once ?? null })
  })
  return redirect(
    `${ctx.door.runs}/${id}`,
    'Le travail est commencé. Vous pouvez faire autre chose\u00a0: vous le retrouvez ici.',
  )
}

/** A day that exists and is to come: what each promise says of it is judged with each request. */
async function checkDay(ctx: Context, date: string): Promise<void> {
  const { zone } = await ctx.db.read(ctx.actor, territory)
  const say = (message: string) => new BadInput([{ field: 'date', message }])
  if (date === '') throw say('Choisissez le jour.')
  if (!isDay(date)) throw say('Donnez une date qui existe\u00a0: jour, mois, année.')
  if (date < localDay(ctx.db.clock(), zone)) throw say('Cette date est passée\u00a0: donnez un jour à venir.')
}

/** Nothing leaves while one of the messages has a place to fill. @throws BadInput naming the request when the text alone is not to blame */
function checkMessages(chosen: readonly Chosen[]): void {
  const written = chosen.filter(({ message }) => message !== null)
  const wrong = written.find(({ fault }) => fault !== null)
  if (!wrong?.fault) return
  const isOfAll = written.every(({ fault }) => fault === wrong.fault)
  const message = isOfAll ? wrong.fault : `${wrong.fault} (demande ${wrong.request.ref})`
  throw new BadInput([{ field: 'message', message }])
}

const promiseOf = (answer: string): { promise?: boolean } =>
  answer === 'oui' || answer === 'non' ? { promise: answer === 'oui' } : {}

/** Promises that the day breaks are told before anything is done, as for one request. @throws BadInput with how many */
function checkPromises(chosen: readonly Chosen[], date: string, answer: string): void {
  const broken = chosen.filter((one) => one.broken !== null).length
  if (broken === 0 || promiseOf(answer).promise !== undefined) return
  const message = `Le ${longDate(date)} vient après la date promise ${howMany(broken, chosen)}. Dites si vous promettez ce nouveau jour.`
  throw new BadInput([{ field: 'promise', message }])
}

/** GET /agents/demandes/lot: the text that goes to each of the requests chosen. */
export async function composeForSelection(ctx: Context): Promise<Reply> {
  return compose(ctx, ctx.query, [], null)
}

/** POST /agents/demandes/lot/brouillon: a script as one types, or the button « Garder pour plus tard ». */
export async function saveSelection(ctx: Context, _input: unknown, { values }: Posted): Promise<Reply> {
  const refs = chosenRefs(values)
  const [kind, aller] = [bulkKind(values), one(values, 'aller')]
  if (!isWritten(kind) || refs.length === 0) throw new BadInput('Il n’y a rien à garder.')
  const writing = bulkWriting(kind, refs)
  const typed = {
    kind,
    refs,
    message: one(values, 'message'),
    date: one(values, 'date'),
    back: one(values, 'retour'),
    kept: [],
  }
  const isKept = aller !== 'effacer' && typed.message.trim() !== ''
  await ctx.db.write(ctx.actor, (tx) =>
    isKept
      ? keepBegun(tx, { writing, typed, once: onceOf(values) ?? randomUUID() })
      : forgetBegun(tx, writing),
  )
  if (aller === '') return tellSaved(ctx)
  const said = isKept ? 'Le texte est gardé. Vous le retrouvez ici.' : 'Le texte est effacé.'
  return redirect(await listHref(ctx, values), said)
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
  const asked = bulkKind(values)
  const kind = isWritten(asked) ? asked : 'repondre'
  if (refs.length === 0) return redirect(await listHref(ctx, values))
  const { reply, unnoted } = await ctx.db.read(ctx.actor, async (tx) => {
    const { templates } = await catalogue(tx)
    const reply = kind === 'noter' ? undefined : await firstFitting(tx, refs, kind)
    const offered = reply && messageOf(reply)?.template
    const begun = typed === null ? await begunOf<TypedBulk>(tx, bulkWriting(kind, refs)) : undefined
    const shared = await servicesOf(tx, refs)
    const suited = templates.filter(
      ({ transition, services }) =>
        transition === reply?.id &&
        (services === undefined || shared.every((slug) => services.includes(slug))),
    )
    const chosen = suited.find((item) => item.id === (one(values, 'modele') || offered))
    const proposed = suited.map((item) => spoken(item.text))
    // What says that something was done is chosen, never put by itself.
    const isPut = chosen !== undefined && (!chosen.claimsDone || one(values, 'inserer') !== '')
    const template = isPut ? spoken(chosen.text) : ''
    const text =
      typed === null
        ? (begun?.typed.message ?? template)
        : one(values, 'inserer') === ''
          ? typed
          : added(typed, template, proposed)
    const date = begun?.typed.date ?? one(values, 'date')
    const shown = await chosenOf(tx, refs, kind, text, date)
    if (shown.length === 0) throw new NotFound('Ces demandes n’existent pas, ou ne vous concernent pas.')
    const unnoted: RequestRow[] = []
    for (const { request } of shown) if (await isToBeNoted(tx, request)) unnoted.push(request)
    const view = {
      kind,
      chosen: shown,
      back: one(values, 'retour'),
      list: inboxHref(returnFilter(values, reachOf(ctx.actor, await territory(tx)))),
      text,
      template: chosen?.id ?? '',
      templates: suited,
      date,
      promise: one(values, 'promise'),
      problems,
      isLooked: one(values, 'apercu') !== '',
      once: begun?.once ?? onceOf(values) ?? randomUUID(),
      savedAt: begun?.savedAt ?? null,
      zone: (await territory(tx)).zone,
    } as const
    const screen = page(bulkPage(await deskFrame(ctx, tx), view), problems.length > 0 ? 422 : 200)
    return { reply: screen, unnoted }
  })
  // The page shows the residents’ words: it opens their requests. Noted after it, for it writes nothing itself.
  if (unnoted.length > 0)
    await leaveBehind(ctx.db, ctx.actor, async (tx) => {
      for (const request of unnoted) await noteOpening(tx, request, 'request', ctx.actor)
    })
  return reply
}

/** The template goes after what was typed; only a template that nobody touched gives way. */
function added(typed: string, template: string, proposed: readonly string[]): string {
  const own = typed.replaceAll('\r\n', '\n').trim()
  return own === '' || proposed.some((text) => text.trim() === own) ? template : `${own}\n\n${template}`
}

/** The services of the requests chosen: a template of one service is offered where all are of it. */
async function servicesOf(tx: Read, refs: readonly string[]): Promise<string[]> {
  const slugs = new Set<string>()
  for (const ref of refs) {
    const opened = await readable(tx, ref)
    if (opened !== null) slugs.add(opened.request.serviceSlug)
  }
  return [...slugs]
}

/** The act of the first request that allows it: its templates are offered. */
async function firstFitting(
  tx: Read,
  refs: readonly string[],
  kind: Exclude<WrittenKind, 'noter'>,
): Promise<Transition | undefined> {
  for (const ref of refs) {
    const fit = fitting((await openRequest(tx, ref, {})).transitions, kind)
    if (fit !== undefined) return fit
  }
  return undefined
}
