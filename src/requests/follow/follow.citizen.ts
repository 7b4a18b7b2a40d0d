// Handlers of the follow-up: the page of a request, what the resident writes, does and thinks of the answer.
import { BadInput, Conflict, type FieldProblem, Forbidden, NotFound } from '#platform/errors.ts'
import { freshVisitor } from '#platform/http/fresh-visitor.ts'
import { isVisit } from '#platform/http/whence.ts'
import { renderHtml } from '#platform/html.ts'
import {
  blocksOf,
  type Context,
  json,
  many,
  one,
  page,
  type Posted,
  type Reply,
  redirect,
} from '#platform/http/route.ts'
import { REMOVE_FILE } from '#platform/ui/files.ts'
import { localPath } from '#platform/http/local-path.ts'
import { settleAfter } from '../tell/settle.ts'
import { attachRequest, openByCode, rateRequest } from './follow.ts'
import { type FollowView, followView } from './view.ts'
import { joinedFiles, KEPT_FILES, MOST_CHARACTERS, type Draft, messageFiles } from '#threads'
import { takeAct, writeToService, writingNow } from './acts.ts'
import { draftToWrite, keepMessageDraft } from './draft.ts'
import { takeMessageRoom } from './room.ts'
import { codePage } from './pages/code.ts'
import { draftUrl } from './pages/message.ts'
import { followPage } from './pages/follow.ts'
import { followActPage } from './pages/act.ts'
import { looseFiles } from '#files'
import { askedPage } from '#services'
import { messageDraft } from '../write/queries.ts'
import { onceOf } from '../write/draft.ts'

const refOf = (ctx: Context): string => ctx.params.ref ?? ''
const mustFollow = (ctx: Context): Promise<unknown> =>
  ctx.db.read(ctx.actor, (tx) => writingNow(tx, refOf(ctx)))
const load = (ctx: Context): Promise<FollowView> => ctx.db.read(ctx.actor, (tx) => followView(tx, refOf(ctx)))

/** GET /suivi: the form, or straight to the request when the address holds a right code (links of mails, home page). */
export async function showCode(ctx: Context): Promise<Reply> {
  // A picture of somebody else's page is nobody who gives a code: it would use up the tries of a whole network.
  if (!('code' in ctx.query) || !isVisit(ctx.header))
    return page(codePage(ctx, { next: one(ctx.query, 'suite') }))
  const typed = one(ctx.query, 'code')
  try {
    return await openCode(ctx, { code: typed, suite: '' })
  } catch (error) {
    if (error instanceof BadInput) return page(codePage(ctx, { typed, error: error.message }), 422)
    throw error
  }
}

/** `suite`: where one was going when the code was asked again. */
export async function openCode(
  ctx: Context,
  { code, suite }: { code: string; suite: string },
): Promise<Reply> {
  const { visitorId, cookies } = await freshVisitor(ctx)
  const ref = await openByCode(ctx, { ...ctx.actor, visitorId }, code, ctx.ip)
  return { ...redirect(localPath(suite) ?? `/suivi/${ref}`), cookies }
}

export async function codeAgain(ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> {
  return page(
    codePage(ctx, { typed: one(values, 'code'), error: problems[0]?.message, next: one(values, 'suite') }),
    422,
  )
}

export async function showFollow(ctx: Context): Promise<Reply> {
  const { view, draft } = await ctx.db.read(ctx.actor, async (tx) => {
    const found = await followView(tx, refOf(ctx))
    return { view: found, draft: await draftToWrite(tx, found) }
  })
  const params = { ...ctx.params, collectivite: String(view.closedBy) }
  const after = view.closedBy === null ? [] : await blocksOf({ ...ctx, params }, 'closed-request')
  return ctx.db.read(ctx.actor, async (tx) =>
    page(await askedPage(ctx, tx, view.asked, followPage(ctx, view, draft, after))),
  )
}

/** POST /suivi/:ref/brouillon: keeps the text as it is typed, a file as it is chosen, or takes one away. */
export async function keepMessage(ctx: Context, _input: unknown, posted: Posted): Promise<Reply> {
  const { writing, draft } = await ctx.db.read(ctx.actor, async (tx) => {
    const now = await writingNow(tx, refOf(ctx))
    return { writing: now.writing, draft: await messageDraft(tx, now.request.id) }
  })
  if (writing === null) return json({ saved: false, said: 'Cette demande ne reçoit plus de message.' }, 409)
  const { values } = posted
  const known = [...new Set([...(draft?.typed.kept ?? []), ...many(values, KEPT_FILES)])]
  const joined = await joinedFiles(ctx, { ...posted, values: { ...values, [KEPT_FILES]: known } })
  const files = await ctx.db.write(ctx.actor, async (tx) => {
    const kept = await keepMessageDraft(tx, refOf(ctx), {
      ...('message' in values ? { text: one(values, 'message').slice(0, MOST_CHARACTERS) } : {}),
      added: joined.files.map(({ fileId }) => fileId),
      removed: one(values, REMOVE_FILE),
      once: onceOf(values),
    })
    return looseFiles(tx, kept)
  })
  const problems = joined.problems.map(({ message }) => message)
  const field = renderHtml(messageFiles(draftUrl(refOf(ctx)), { files, problems: [] }))
  return json({ saved: true, field, problems }, problems.length > 0 ? 422 : 200)
}

/** POST /suivi/:ref/messages: the transition is the one that the state allows now; a simple message never reopens a request. */
export function sendMessage(ctx: Context, _input: unknown, posted: Posted): Promise<Reply> {
  return deliver(ctx, posted, false)
}

/** POST /suivi/:ref/actions/:transition */
export async function takeAction(
  ctx: Context,
  { reason }: { reason: string },
  posted: Posted,
): Promise<Reply> {
  const id = ctx.params.transition ?? ''
  if ('message' in posted.values) return deliver(ctx, posted, true)
  const label = await ctx.db.write(ctx.actor, (tx) => takeAct(tx, refOf(ctx), id, reason))
  if (label === null) return deliver(ctx, posted, true)
  await settleAfter(ctx.db, refOf(ctx))
  return redirect(
    `/suivi/${refOf(ctx)}`,
    `C’est fait\u00a0: ${label.charAt(0).toLowerCase()}${label.slice(1)}.`,
  )
}

/** GET /suivi/:ref/actions/:transition: asks to confirm; an act that is written, or not possible any more, is on the page itself. */
export async function showAction(ctx: Context): Promise<Reply> {
  const view = await load(ctx)
  const transition = view.acts.find((item) => item.id === ctx.params.transition)
  return transition === undefined
    ? redirect(`/suivi/${view.ref}`)
    : page(followActPage(ctx, view, transition))
}

export async function actionAgain(ctx: Context, problems: FieldProblem[], posted: Posted): Promise<Reply> {
  const view = await load(ctx)
  const transition = view.acts.find((item) => item.id === ctx.params.transition)
  if (transition === undefined) return messageAgain(ctx, problems, posted)
  return page(followActPage(ctx, view, transition, { reason: one(posted.values, 'reason'), problems }), 422)
}

/** The message was refused as it came (too long): its files are stored all the same. */
export async function messageAgain(ctx: Context, problems: FieldProblem[], posted: Posted): Promise<Reply> {
  await mustFollow(ctx)
  const joined = await joinedFiles(ctx, posted)
  return showAgain(ctx, {
    text: one(posted.values, 'message'),
    files: joined.files,
    problems: [...problems, ...joined.problems],
  })
}

/** The same page, with what was written; it is kept too, for whoever closes it. */
async function showAgain(ctx: Context, draft: Draft, status = 422): Promise<Reply> {
  const view = await load(ctx)
  const added = draft.files.map(({ fileId }) => fileId)
  const text = draft.text.slice(0, MOST_CHARACTERS)
  if (view.writing !== null)
    await ctx.db.write(ctx.actor, (tx) =>
      keepMessageDraft(tx, view.ref, { text, added, removed: draft.removed, once: draft.once }),
    )
  return ctx.db.read(ctx.actor, async (tx) =>
    page(await askedPage(ctx, tx, view.asked, followPage(ctx, view, draft)), status),
  )
}

/** The follow-up again, with problems that belong to no text: rating, attaching. */
export function followAgain(ctx: Context, problems: FieldProblem[]): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const view = await followView(tx, refOf(ctx))
    const content = followPage(ctx, view, { ...(await draftToWrite(tx, view)), problems })
    return page(await askedPage(ctx, tx, view.asked, content), 422)
  })
}

/** Sends what was written, or shows it again with the files already stored: nothing is lost whatever is wrong. */
async function deliver(ctx: Context, posted: Posted, mayReopen: boolean): Promise<Reply> {
  // First of all: a stranger stores no file here, and takes nobody's room.
  await mustFollow(ctx)
  const { files, problems, removed } = await joinedFiles(ctx, posted)
  const text = one(posted.values, 'message').trim()
  const once = onceOf(posted.values)
  if (removed)
    return showAgain(ctx, { text, files, problems: [], once, removed: one(posted.values, REMOVE_FILE) }, 200)
  const missing =
    text === '' && files.length === 0 && problems.length === 0
      ? [{ field: 'message', message: 'Écrivez votre message, ou joignez un fichier.' }]
      : []
  const wrong = [...problems, ...missing]
  if (wrong.length > 0) return showAgain(ctx, { text, files, problems: wrong, once })
  const message = text === '' ? `Fichiers joints\u00a0: ${files.map(({ name }) => name).join(', ')}` : text
  try {
    await takeMessageRoom(ctx, refOf(ctx))
    const fileIds = files.map(({ fileId }) => fileId)
    const input = { message, fileIds, ...(once === undefined ? {} : { once }) }
    const said = await ctx.db.write(ctx.actor, (tx) => writeToService(tx, refOf(ctx), input, mayReopen))
    await settleAfter(ctx.db, refOf(ctx))
    return redirect(`/suivi/${refOf(ctx)}`, said)
  } catch (error) {
    if (error instanceof BadInput) return showAgain(ctx, { text, files, problems: error.problems, once })
    if (error instanceof Conflict || error instanceof Forbidden)
      return showAgain(
        ctx,
        { text, files, problems: [{ field: '', message: error.message }], once },
        error.status,
      )
    throw error
  }
}

export async function giveRating(
  ctx: Context,
  { score }: { score: 'good' | 'middling' | 'bad' },
): Promise<Reply> {
  await ctx.db.write(ctx.actor, (tx) => rateRequest(tx, refOf(ctx), score))
  return redirect(`/suivi/${refOf(ctx)}`, 'Merci, votre avis est enregistré.')
}

export async function attachToAccount(ctx: Context): Promise<Reply> {
  if (ctx.actor.personId === null) throw new NotFound()
  await ctx.db.write(ctx.actor, (tx) => attachRequest(tx, refOf(ctx)))
  return redirect(`/suivi/${refOf(ctx)}`, 'Cette demande est maintenant dans votre compte.')
}
