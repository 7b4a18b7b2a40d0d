// Handlers of one request's screen: showing it, acting, noting. Whatever is refused, what was typed comes back.
import type { Write } from '#platform/db.ts'
import { BadInput, Conflict, type FieldProblem, Forbidden } from '#platform/errors.ts'
import {
  type Context,
  one,
  page,
  type Posted,
  redirect,
  type Reply,
  type Values,
} from '#platform/http/route.ts'
import { longDate } from '#platform/ui/french.ts'
import type { FileAnswer } from '#forms'
import type { ReplyTemplate } from '#services'
import type { Transition } from '#workflows'
import { tooLate } from '../act/act.ts'
import type { ActInput } from '../act/acting.ts'
import { askedBy } from '../act/asked.ts'
import { Changed } from '../act/changes.ts'
import { freshWriting, ownWords, type ThreadTab, typedOf, type Writing, writingOf } from './writing.ts'
import { type Desk, deskOf, neighboursOf, clockStory } from './desk.ts'
import { inboxHref, backQuery } from '../inbox/filter.ts'
import { deskFrame } from '#territory'
import { joinedFiles } from '#threads'
import { noteOpening } from '../record/journal.ts'
import { markRead, noteRequest } from '../act/notes.ts'
import { filled, isColleague, openRequest, templatesFor } from './opened.ts'
import { isDay } from '../act/planned.ts'
import { deskPage } from './pages/desk.ts'
import { recipientOf } from './pages/thread.ts'
import { deleteDraft, deskDraftsOf, lockMessageDraft } from '../write/queries.ts'
import { actOnceSeen, Unseen } from './rehearse.ts'
import { keepDraft, nothingTyped, onceOf } from '../write/draft.ts'

export const refOf = (ctx: Context): string => ctx.params.ref ?? ''
const TABS: readonly string[] = ['tout', 'echanges', 'notes', 'historique']
export const tabOf = (values: Values): ThreadTab =>
  TABS.includes(one(values, 'fil')) ? (one(values, 'fil') as ThreadTab) : 'tout'

/** What a screen of the request shows. Whichever it is, the resident reads in their journal that somebody opened it. */
async function openedDesk(tx: Write, ctx: Context, values: Values): Promise<Desk> {
  const desk = await deskOf(tx, refOf(ctx), values)
  await noteOpening(tx, desk.request)
  return desk
}

/** GET /agents/demandes/:ref. Opening it is reading it, for whoever handles it. */
export function showRequest(ctx: Context): Promise<Reply> {
  return ctx.db.write(ctx.actor, async (tx) => {
    const desk = await openedDesk(tx, ctx, ctx.query)
    if (desk.roles.includes('handler') || desk.roles.includes('manager')) await markRead(tx, refOf(ctx))
    const what = recipientOf(desk, one(ctx.query, 'pour'))
    const draft = desk.drafts.find(({ writing }) => writing === what)
    const writing =
      draft === undefined
        ? freshWriting(what, tabOf(ctx.query))
        : await writingOf(tx, draft, tabOf(ctx.query))
    return page(deskPage(await deskFrame(ctx, tx), desk, writing, tx.now))
  })
}

/** GET /agents/demandes/:ref/agir/:transition: the same screen with the act open beside the resident's words. */
export function showAct(ctx: Context): Promise<Reply> {
  return ctx.db.write(ctx.actor, async (tx) => {
    const desk = await openedDesk(tx, ctx, ctx.query)
    const transition = desk.transitions.find((item) => item.id === ctx.params.transition)
    if (transition === undefined)
      return redirect(
        `/agents/demandes/${refOf(ctx)}${backQuery(desk.back)}`,
        await tooLate(tx, desk.place, desk.workflow, desk.request),
      )
    const draft = desk.drafts.find(({ writing }) => writing === transition.id)
    if (draft !== undefined)
      return page(
        deskPage(await deskFrame(ctx, tx), desk, await writingOf(tx, draft, tabOf(ctx.query)), tx.now),
      )
    const fresh = freshWriting(transition.id, tabOf(ctx.query))
    const asks = askedBy(transition, desk.templates)
    const first = transition.effects.find((effect) => effect.name === 'messageResident')?.template
    const template = templatesFor(desk, transition).find((item) => item.id === first)
    const isPut = asks.includes('message') && template !== undefined && maySayItself(desk, template)
    const message = isPut ? filled(tx, desk, template.text) : ''
    const typed = { ...nothingTyped, message }
    return page(deskPage(await deskFrame(ctx, tx), desk, { ...fresh, typed }, tx.now))
  })
}

/** « C’est fait » is said by whoever did it: on a request nobody has answered, or that is open again, it is chosen. */
const maySayItself = ({ clocks, state, events }: Desk, { claimsDone }: ReplyTemplate): boolean =>
  !claimsDone ||
  (clocks.firstAnswer.doneAt !== null && !(state.kind === 'new' && clockStory(events).restarted))

/** What the screen says of an act that was not done. */
type Refused = Partial<Pick<Writing, 'problems' | 'refusal' | 'changes' | 'letter'>> & { status: number }

/** The same screen, nothing lost. */
export function deskAgain(
  ctx: Context,
  { values }: Posted,
  files: readonly FileAnswer[],
  { status, ...said }: Refused,
): Promise<Reply> {
  return ctx.db.write(ctx.actor, async (tx) => {
    const desk = await openedDesk(tx, ctx, values)
    const open = one(values, 'page') === 'agir' ? (ctx.params.transition ?? one(values, 'ecrit')) : undefined
    const isOpen = desk.transitions.some(({ id }) => id === open)
    const fresh = freshWriting(isOpen && open ? open : recipientOf(desk, one(values, 'pour')), tabOf(values))
    const once = onceOf(values) ?? fresh.once
    const writing = { ...fresh, ...said, once, files, typed: typedOf(values, files) }
    return page(deskPage(await deskFrame(ctx, tx), desk, writing, tx.now), status)
  })
}

const numberOf = (text: string): number | undefined => (/^\d{1,15}$/.test(text) ? Number(text) : undefined)

function inputOf(values: Values, files: readonly FileAnswer[]): ActInput {
  const [agentId, targetUnitId] = [numberOf(one(values, 'agent')), numberOf(one(values, 'target'))]
  const promise = { oui: true, non: false }[one(values, 'promise')]
  const [once, seen] = [onceOf(values), numberOf(one(values, 'seen'))]
  return {
    message: one(values, 'message'),
    reason: one(values, 'reason'),
    explanation: one(values, 'explanation'),
    date: one(values, 'date'),
    fileIds: files.map((file) => file.fileId),
    ...(promise === undefined ? {} : { promise }),
    ...(agentId === undefined ? {} : { agentId }),
    ...(targetUnitId === undefined ? {} : { targetUnitId }),
    ...(once === undefined ? {} : { once }),
    ...(seen === undefined ? {} : { seen }),
  }
}

/** Runs an act; shows the screen again when it is refused, or when its words are to be read first. */
async function orAgain(
  run: () => Promise<Reply>,
  again: (refused: Refused) => Promise<Reply>,
): Promise<Reply> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof Unseen) return again({ letter: error.letter, status: 200 })
    if (error instanceof BadInput) return again({ problems: error.problems, status: 422 })
    if (error instanceof Changed) return again({ changes: error.changes, status: error.status })
    if (error instanceof Conflict || error instanceof Forbidden)
      return again({ refusal: error.message, status: error.status })
    throw error
  }
}

/** Digest of the letter that was read; null when whoever acts typed every word and does not ask to read them again. */
function shownOf(
  values: Values,
  transition: Transition | undefined,
  templates: Parameters<typeof askedBy>[1],
) {
  if (one(values, 'apercu') === 'voir') return ''
  const isComposed = transition !== undefined && askedBy(transition, templates).includes('explanation')
  return isComposed ? one(values, 'vu') : null
}

/** POST /agents/demandes/:ref/actions/:transition */
export async function takeTransition(ctx: Context, _input: unknown, posted: Posted): Promise<Reply> {
  await mustSee(ctx)
  const { files, problems, removed } = await joinedFiles(ctx, posted)
  const again = (refused: Refused) => deskAgain(ctx, posted, files, refused)
  if (removed || problems.length > 0) return again({ problems, status: removed ? 200 : 422 })
  return orAgain(
    () => ctx.db.write(ctx.actor, (tx) => takeWith(ctx, tx, posted.values, inputOf(posted.values, files))),
    again,
  )
}

/** An act that asks nothing of the form it stands beside: what is typed there is kept, and not sent with it. */
export function takeAside(
  ctx: Context,
  posted: Posted,
  files: readonly FileAnswer[],
  transition: string,
): Promise<Reply> {
  const aside = { ...ctx, params: { ...ctx.params, transition } }
  const [retour, seen, agent] = ['retour', 'seen', 'confier'].map((name) => one(posted.values, name))
  const values = { retour: retour ?? '', seen: seen ?? '', agent: agent ?? '' }
  return orAgain(
    () => ctx.db.write(ctx.actor, (tx) => takeWith(aside, tx, values, inputOf(values, []))),
    (refused) => deskAgain(ctx, posted, files, refused),
  )
}

/** The act itself, then where to go: the next request of the list when that was asked. */
async function takeWith(ctx: Context, tx: Write, values: Values, input: ActInput): Promise<Reply> {
  const opened = await openRequest(tx, refOf(ctx), values)
  const id = ctx.params.transition ?? ''
  const transition = opened.transitions.find((item) => item.id === id)
  const { request, back } = opened
  // Before the act: it may leave the list.
  const { next } = await neighboursOf(tx, opened)
  const asksAgent = (transition?.asks ?? []).includes('agent')
  if (asksAgent && input.agentId !== undefined && !isColleague(opened, input.agentId))
    throw new BadInput([{ field: 'agent', message: 'Choisissez un agent de la liste.' }])
  await actOnceSeen(tx, refOf(ctx), id, input, shownOf(values, transition, opened.templates))
  await deleteDraft(tx, request.id, one(values, 'ecrit'))
  const said = (transition?.agentSays ?? 'C’est fait')
    .replaceAll('{date}', isDay(input.date) ? longDate(input.date) : 'la date choisie')
    .replace(/\.$/, '')
  const here = `/agents/demandes/${request.ref}${backQuery(back)}`
  if (one(values, 'ensuite') !== 'suivante') return redirect(here, `${said}.`)
  const done = `${request.ref}, ${request.contactName}\u00a0: ${said.charAt(0).toLowerCase()}${said.slice(1)}.`
  return next === null
    ? redirect(inboxHref(back), `${done} C’était la dernière de cette liste.`)
    : redirect(`/agents/demandes/${next}${backQuery(back)}`, `${done} Voici la suivante.`)
}

/** First of all: nobody stores a file, or learns anything, beside a request they cannot read. */
export async function mustSee(ctx: Context): Promise<void> {
  await ctx.db.read(ctx.actor, (tx) => openRequest(tx, refOf(ctx), {}))
}

/** POST /agents/demandes/:ref/notes */
export async function addNote(ctx: Context, _input: unknown, posted: Posted): Promise<Reply> {
  await mustSee(ctx)
  const { files, problems, removed } = await joinedFiles(ctx, posted)
  const again = (refused: Refused) => deskAgain(ctx, posted, files, refused)
  if (removed || problems.length > 0) return again({ problems, status: removed ? 200 : 422 })
  const audience = one(posted.values, 'pour') === 'service' ? 'handler' : 'note'
  return orAgain(
    () =>
      ctx.db.write(ctx.actor, async (tx) => {
        const { request, back } = await openRequest(tx, refOf(ctx), posted.values)
        const fileIds = files.map((file) => file.fileId)
        await noteRequest(
          tx,
          refOf(ctx),
          one(posted.values, 'message'),
          audience,
          fileIds,
          onceOf(posted.values),
        )
        await deleteDraft(tx, request.id, audience === 'note' ? 'note' : 'service')
        return redirect(
          `/agents/demandes/${request.ref}${backQuery(back)}`,
          audience === 'note' ? 'Note ajoutée.' : 'Message envoyé.',
        )
      }),
    again,
  )
}

/** The text was refused as it came (too long). */
export async function deskTextAgain(ctx: Context, problems: FieldProblem[], posted: Posted): Promise<Reply> {
  await mustSee(ctx)
  const { files } = await joinedFiles(ctx, posted)
  return deskAgain(ctx, posted, files, { problems, status: 422 })
}

/** Keeps what the form holds as the draft of what was being written. */
export async function keepTyped(
  ctx: Context,
  values: Values,
  files: readonly FileAnswer[],
  message?: string,
): Promise<void> {
  await ctx.db.write(ctx.actor, async (tx) => {
    const opened = await openRequest(tx, refOf(ctx), {})
    const { request } = opened
    const proposed = new Set(opened.templates.map((item) => filled(tx, opened, item.text)))
    const typed = ownWords(typedOf(values, files), proposed)
    const writing = one(values, 'ecrit').slice(0, 80)
    const fresh = freshWriting(writing, 'tout')
    await lockMessageDraft(tx, request.id)
    const known = (await deskDraftsOf(tx, request.id)).find((draft) => draft.writing === writing)
    const once = onceOf(values) ?? known?.once ?? fresh.once
    // A script saves the text as it is typed, and each file by itself: a late save of the text takes no file away.
    const kept = one(values, 'aller') === '' && known !== undefined ? known.typed.kept : typed.kept
    await keepDraft(tx, request.id, {
      writing,
      once,
      typed: { ...typed, kept, ...(message === undefined ? {} : { message }) },
    })
  })
}
