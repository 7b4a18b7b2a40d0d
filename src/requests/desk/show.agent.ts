// Handlers that show one request's screen: opened, with an act open, or again with what was typed and why it was refused.
import type { Read } from '#platform/db/db.ts'
import {
  type Context,
  one,
  page,
  type Posted,
  redirect,
  type Reply,
  type Values,
} from '#platform/http/route.ts'
import type { FileAnswer } from '#forms'
import type { ReplyTemplate } from '#services'
import { messageOf, speaks, type Transition } from '#workflows'
import { askedBy } from '../act/asked.ts'
import { tooLate } from '../act/changes.ts'
import { freshWriting, type ThreadTab, TO_RESIDENT, typedOf, type Writing, writingOf } from './writing.ts'
import { keepTyped } from './keep.ts'
import { type Desk, deskOf, clockStory } from './desk.ts'
import { backQuery } from '../inbox/back.ts'
import { deskFrame } from '#territory'
import { isToBeNoted, leaveBehind, noteOpening } from '../record/journal.ts'
import { isUnread, markRead } from '../act/notes.ts'
import { offeredText, templatesFor } from './opened.ts'
import { deskPage } from './pages/desk.ts'
import { targetIn } from './targets.ts'
import { toldOf } from '../tell/hearers.ts'
import { recipientOf } from './pages/thread.ts'
import { nothingTyped, onceOf } from '../write/draft.ts'

export const refOf = (ctx: Context): string => ctx.params.ref ?? ''
const TABS: readonly string[] = ['tout', 'echanges', 'notes', 'historique']
export const tabOf = (values: Values): ThreadTab =>
  TABS.includes(one(values, 'fil')) ? (one(values, 'fil') as ThreadTab) : 'tout'

/**
 * What is made of the request for whoever opens it, a screen or a paper, read in a transaction that writes nothing. What its being shown leaves
 * behind comes after, in one of its own: whichever it is, the resident reads in their journal that somebody opened it.
 */
export async function opened<Made>(
  ctx: Context,
  values: Values,
  make: (tx: Read, desk: Desk) => Promise<Made>,
  isReading = false,
): Promise<Made> {
  const { made, request, isNew, isFirst } = await ctx.db.read(ctx.actor, async (tx) => {
    const desk = await deskOf(tx, refOf(ctx), values)
    const { request, roles } = desk
    const handles = roles.includes('handler') || roles.includes('manager')
    return {
      request,
      isNew: isReading && handles && !tx.actor.by && isUnread(request),
      isFirst: await isToBeNoted(tx, request),
      made: await make(tx, desk),
    }
  })
  if (isNew || isFirst)
    await leaveBehind(ctx.db, ctx.actor, async (tx) => {
      if (isFirst) await noteOpening(tx, request, 'request', ctx.actor)
      if (isNew) await markRead(tx, request)
    })
  return made
}

const shown = async (ctx: Context, tx: Read, desk: Desk, writing: Writing, status = 200): Promise<Reply> =>
  page(deskPage(await deskFrame(ctx, tx), desk, writing, tx.now), status)

/** GET /agents/demandes/:ref. Opening it is reading it, for whoever handles it. */
export const showRequest = (ctx: Context): Promise<Reply> =>
  opened(
    ctx,
    ctx.query,
    async (tx, desk) => {
      const what = recipientOf(desk, one(ctx.query, 'pour'))
      const draft = desk.drafts.find(({ writing }) => writing === what)
      const tab = tabOf(ctx.query)
      return shown(
        ctx,
        tx,
        desk,
        draft === undefined ? freshWriting(what, tab) : await writingOf(tx, draft, tab),
      )
    },
    true,
  )

/** GET /agents/demandes/:ref/agir/:transition: the same screen with the act open beside the resident's words. */
export const showAct = (ctx: Context): Promise<Reply> =>
  opened(ctx, ctx.query, async (tx, desk) => {
    const transition = desk.transitions.find((item) => item.id === ctx.params.transition)
    if (transition === undefined)
      return redirect(`/agents/demandes/${refOf(ctx)}${backQuery(desk.back)}`, tooLate(desk))
    const tab = tabOf(ctx.query)
    const draft = desk.drafts.find(({ writing }) => writing === transition.id)
    if (draft !== undefined) return shown(ctx, tx, desk, await writingOf(tx, draft, tab))
    const message = begunReply(desk, transition) || proposed(tx, desk, transition)
    const typed = { ...nothingTyped, message }
    return shown(ctx, tx, desk, { ...freshWriting(transition.id, tab), typed })
  })

/** What was begun for the resident is before the eyes of whoever chooses an act that also writes to them; '' when nothing was. */
const begunReply = ({ drafts, templates }: Desk, transition: Transition): string =>
  speaks(transition) && askedBy(transition, templates).includes('message')
    ? (drafts.find(({ writing }) => writing === TO_RESIDENT)?.typed.message ?? '')
    : ''

/** What the message of an act says before anybody writes: its template, where it may say itself. */
function proposed(tx: Read, desk: Desk, transition: Transition): string {
  const asks = askedBy(transition, desk.templates)
  const first = messageOf(transition)?.template
  const template = templatesFor(desk, transition).find((item) => item.id === first)
  const isPut = asks.includes('message') && template !== undefined && maySayItself(desk, template)
  return isPut ? offeredText(tx, desk, template.text) : ''
}

/** « C’est fait » is said by whoever did it: on a request nobody has answered, or that is open again, it is chosen. */
const maySayItself = ({ clocks, state, events }: Desk, { claimsDone }: ReplyTemplate): boolean =>
  !claimsDone ||
  (clocks.firstAnswer.doneAt !== null && !(state.kind === 'new' && clockStory(events).restarted))

/** What the screen says of an act that was not done. */
export type Refused = Partial<Pick<Writing, 'problems' | 'refusal' | 'changes' | 'letter'>> & {
  status: number
}

/** The same screen, nothing lost: what was typed is kept too for whoever leaves it and comes back. */
export async function deskAgain(
  ctx: Context,
  { values }: Posted,
  files: readonly FileAnswer[],
  { status, ...said }: Refused,
): Promise<Reply> {
  if (one(values, 'ecrit') !== '') await keepTyped(ctx, values, files)
  return opened(ctx, values, async (tx, desk) => {
    const open = one(values, 'page') === 'agir' ? (ctx.params.transition ?? one(values, 'ecrit')) : undefined
    const isOpen = desk.transitions.some(({ id }) => id === open)
    const fresh = freshWriting(isOpen && open ? open : recipientOf(desk, one(values, 'pour')), tabOf(values))
    const once = onceOf(values) ?? fresh.once
    const typed = typedOf(values, files)
    const receiver = targetIn(desk.targets, typed.target)?.receiver
    const told = receiver && (await toldOf(tx, desk.place, receiver, desk.request.areaCode))
    const writing = { ...fresh, ...said, once, files, typed, ...(told === undefined ? {} : { told }) }
    return shown(ctx, tx, desk, writing, status)
  })
}
