// Handlers of one request's screen: showing it, acting, noting. Whatever is refused, what was typed comes back.
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
import type { FileAnswer } from '#forms'
import { territory } from '#territory'
import { type ActInput, act } from './act.ts'
import { backQuery, deskOf, filled, isColleague, openRequest, replyOf, templatesFor } from './desk.ts'
import { returnFilter } from './filter.ts'
import { deskFrame } from './frame.ts'
import { joinedFiles } from './joined-files.ts'
import { noteOpening } from './journal.ts'
import { markRead, noteRequest } from './notes.ts'
import { type Acting, actPage, nothingTyped } from './pages/desk-act.ts'
import { deskPage } from './pages/desk.ts'
import { recipientOf, type ThreadTab } from './pages/desk-thread.ts'
import { reachOf } from './reach.ts'

const refOf = (ctx: Context): string => ctx.params.ref ?? ''
const TABS: readonly string[] = ['tout', 'echanges', 'notes', 'historique']
const tabOf = (values: Values): ThreadTab =>
  TABS.includes(one(values, 'fil')) ? (one(values, 'fil') as ThreadTab) : 'tout'

/** GET /agents/demandes/:ref. Opening it is reading it, for whoever handles it. */
export function showRequest(ctx: Context): Promise<Reply> {
  return ctx.db.write(ctx.actor, async (tx) => {
    const desk = await deskOf(tx, refOf(ctx), ctx.query)
    await noteOpening(tx, desk.request)
    if (desk.roles.includes('handler') || desk.roles.includes('manager')) await markRead(tx, refOf(ctx))
    const to = recipientOf(desk, one(ctx.query, 'pour'))
    const reply = replyOf(desk)
    const template =
      reply === undefined
        ? undefined
        : templatesFor(desk, reply).find((item) => item.id === one(ctx.query, 'modele'))
    const text = to === 'usager' && template !== undefined ? filled(tx, desk, template.text) : ''
    const composing = {
      to,
      tab: tabOf(ctx.query),
      text,
      template: template?.id ?? '',
      files: [],
      problems: [],
    }
    return page(deskPage(await deskFrame(ctx, tx), desk, { composing, refusal: null, now: tx.now }))
  })
}

interface Refused {
  problems: readonly FieldProblem[]
  refusal: string | null
  status: number
}

/** The same screen, nothing lost. */
function deskAgain(
  ctx: Context,
  { values }: Posted,
  files: readonly FileAnswer[],
  { problems, refusal, status }: Refused,
): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const desk = await deskOf(tx, refOf(ctx), values)
    const composing = {
      to: recipientOf(desk, one(values, 'pour')),
      tab: tabOf(values),
      text: one(values, 'message'),
      template: '',
      files,
      problems,
    }
    return page(deskPage(await deskFrame(ctx, tx), desk, { composing, refusal, now: tx.now }), status)
  })
}

/** GET /agents/demandes/:ref/agir/:transition */
export function showAct(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const opened = await openRequest(tx, refOf(ctx), ctx.query)
    const transition = opened.transitions.find((item) => item.id === ctx.params.transition)
    if (transition === undefined)
      return redirect(
        `/agents/demandes/${refOf(ctx)}${backQuery(opened.back)}`,
        'Cette action n’est pas possible maintenant : la demande a pu changer entre-temps.',
      )
    const offered = templatesFor(opened, transition)
    const wanted =
      one(ctx.query, 'modele') ||
      transition.effects.find((effect) => effect.name === 'messageResident')?.template
    const template = (transition.asks ?? []).includes('message')
      ? offered.find((item) => item.id === wanted)
      : undefined
    const message = template === undefined ? '' : filled(tx, opened, template.text)
    return page(
      actPage(await deskFrame(ctx, tx), opened, transition, {
        ...nothingTyped,
        message,
        template: template?.id ?? '',
      }),
    )
  })
}

/** The page of the act again; the request's screen when the act is no longer possible there. */
async function actAgainPage(
  ctx: Context,
  posted: Posted,
  files: readonly FileAnswer[],
  refused: Refused,
): Promise<Reply> {
  const { values } = posted
  const shown = await ctx.db.read(ctx.actor, async (tx) => {
    const opened = await openRequest(tx, refOf(ctx), values)
    const transition = opened.transitions.find((item) => item.id === ctx.params.transition)
    if (one(values, 'page') !== 'agir' || transition === undefined) return null
    const typed: Acting = {
      message: one(values, 'message'),
      reason: one(values, 'reason'),
      explanation: one(values, 'explanation'),
      date: one(values, 'date'),
      agent: one(values, 'agent'),
      target: one(values, 'target'),
      template: '',
      files,
      problems: refused.problems,
      refusal: refused.refusal,
    }
    return page(actPage(await deskFrame(ctx, tx), opened, transition, typed), refused.status)
  })
  return shown ?? deskAgain(ctx, posted, files, refused)
}

const numberOf = (text: string): number | undefined => (/^\d{1,15}$/.test(text) ? Number(text) : undefined)

function inputOf(values: Values, files: readonly FileAnswer[]): ActInput {
  const [agentId, targetUnitId] = [numberOf(one(values, 'agent')), numberOf(one(values, 'target'))]
  return {
    message: one(values, 'message'),
    reason: one(values, 'reason'),
    explanation: one(values, 'explanation'),
    date: one(values, 'date'),
    fileIds: files.map((file) => file.fileId),
    ...(agentId === undefined ? {} : { agentId }),
    ...(targetUnitId === undefined ? {} : { targetUnitId }),
  }
}

/** Runs an act; shows the screen again when it is refused. */
async function orAgain(
  run: () => Promise<Reply>,
  again: (refused: Refused) => Promise<Reply>,
): Promise<Reply> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof BadInput) return again({ problems: error.problems, refusal: null, status: 422 })
    if (error instanceof Conflict || error instanceof Forbidden)
      return again({ problems: [], refusal: error.message, status: error.status })
    throw error
  }
}

/** POST /agents/demandes/:ref/actions/:transition */
export async function takeTransition(ctx: Context, _input: unknown, posted: Posted): Promise<Reply> {
  await mustSee(ctx)
  const { files, problems, removed } = await joinedFiles(ctx, posted)
  const again = (refused: Refused) => actAgainPage(ctx, posted, files, refused)
  if (removed || problems.length > 0) return again({ problems, refusal: null, status: removed ? 200 : 422 })
  return orAgain(async () => {
    const said = await ctx.db.write(ctx.actor, async (tx) => {
      const opened = await openRequest(tx, refOf(ctx), posted.values)
      const transition = opened.transitions.find((item) => item.id === ctx.params.transition)
      const input = inputOf(posted.values, files)
      const asksAgent = (transition?.asks ?? []).includes('agent')
      if (asksAgent && input.agentId !== undefined && !isColleague(opened, input.agentId))
        throw new BadInput([{ field: 'agent', message: 'Choisissez un agent de la liste.' }])
      await act(tx, refOf(ctx), ctx.params.transition ?? '', input, 'agent')
      return transition?.agentSays ?? 'C’est fait'
    })
    return redirect(await whereNext(ctx, posted.values), `${said.replace(/\.$/, '')}.`)
  }, again)
}

/** The request again, with the list it was opened from. */
function whereNext(ctx: Context, values: Values): Promise<string> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const back = returnFilter(values, reachOf(ctx.actor, await territory(tx)))
    return `/agents/demandes/${refOf(ctx)}${backQuery(back)}`
  })
}

/** First of all: nobody stores a file, or learns anything, beside a request they cannot read. */
async function mustSee(ctx: Context): Promise<void> {
  await ctx.db.read(ctx.actor, (tx) => openRequest(tx, refOf(ctx), {}))
}

/** POST /agents/demandes/:ref/notes */
export async function addNote(ctx: Context, _input: unknown, posted: Posted): Promise<Reply> {
  await mustSee(ctx)
  const { files, problems, removed } = await joinedFiles(ctx, posted)
  const again = (refused: Refused) => deskAgain(ctx, posted, files, refused)
  if (removed || problems.length > 0) return again({ problems, refusal: null, status: removed ? 200 : 422 })
  const audience = one(posted.values, 'pour') === 'service' ? 'handler' : 'note'
  return orAgain(async () => {
    await ctx.db.write(ctx.actor, (tx) =>
      noteRequest(
        tx,
        refOf(ctx),
        one(posted.values, 'message'),
        audience,
        files.map((file) => file.fileId),
      ),
    )
    return redirect(
      await whereNext(ctx, posted.values),
      audience === 'note' ? 'Note ajoutée.' : 'Message envoyé.',
    )
  }, again)
}

/** The text was refused as it came (too long). */
export async function deskTextAgain(ctx: Context, problems: FieldProblem[], posted: Posted): Promise<Reply> {
  await mustSee(ctx)
  const { files } = await joinedFiles(ctx, posted)
  return actAgainPage(ctx, posted, files, { problems, refusal: null, status: 422 })
}
