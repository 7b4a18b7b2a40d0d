// GET and POST of a thread: what is said there, page by page, what one answers, whether one is told of it.
import { z } from 'zod'
import { WHO_ELSE, whySeen } from '#audiences'
import { type Draft, emptyDraft, filesOfThread, typedMessage, writingBox } from '#threads'
import { mayEver } from '#platform/access.ts'
import { ownName } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { html, type Html } from '#platform/html.ts'
import {
  type Context,
  one,
  page,
  post,
  type Posted,
  redirect,
  type Reply,
  type Route,
} from '#platform/http/route.ts'
import { button, buttonForm, csrfField } from '#platform/ui/button.ts'
import { radioCards } from '#platform/ui/choices.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary, tag } from '#platform/ui/feedback.ts'
import { plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { numberedPages } from '#platform/ui/navigation.ts'
import { officeFrame, territory } from '#territory'
import { access } from '../record/access.ts'
import { THREAD } from '../record/events.ts'
import { forumAt, HERE, numberIn, readThread, threadAt, THREADS } from '../record/find.ts'
import type { OpenThread } from '../record/queries.ts'
import { firstUnread, noteRead, PAGE, postOf, postsFrom, setWants } from '../record/queries.posts.ts'
import { isWants, WANTS } from '../record/words.ts'
import { tooOften } from './often.ts'
import { conversation, pageOf } from './posts.ts'
import { endThread, reply } from './say.ts'

const AT = `${THREADS}/:sujet`

/** The page that is asked for; else that of the first message not read, or the last. */
async function askedPage(tx: Read, { query, actor }: Context, thread: OpenThread): Promise<number> {
  const last = Math.max(1, pageOf(thread.said))
  const typed = one(query, 'page')
  if (/^[1-9]\d{0,6}$/.test(typed)) return Math.min(Number(typed), last)
  const unread = ownName(actor) === null ? null : await firstUnread(tx, thread.id, thread.readId)
  return unread === null ? last : pageOf(unread)
}

const follow = (ctx: Context, thread: OpenThread): Html =>
  panel(
    'Me prévenir',
    html`<form class="stack tight" method="post" action="${threadAt(thread)}/suivre">${csrfField(ctx.csrf)}${radioCards(
      {
        ...{ name: 'wants', label: 'De ce sujet', value: thread.wants ?? 'named' },
        choices: Object.entries(WANTS).map(([value, label]) => ({ value, label })),
      },
    )}<p class="meta">Les notifications de ce sujet peuvent aussi vous venir par courriel, aussitôt ou dans votre résumé&nbsp;: <a href="/agents/notifications/choix">choisir</a>.</p><div class="row">${button('Enregistrer', { kind: 'quiet' })}</div></form>`,
    { id: 'suivre' },
  )

async function quotedIn(tx: Read, thread: OpenThread, typed: string): Promise<Html | null> {
  const quoted = /^[1-9]\d{0,8}$/.test(typed) ? await postOf(tx, thread.id, Number(typed)) : undefined
  if (quoted === undefined || quoted.body === null || quoted.hiding !== null) return null
  const start = quoted.body.length > 120 ? `${quoted.body.slice(0, 120)}…` : quoted.body
  return html`<div class="with-it"><input type="hidden" name="quotes" value="${quoted.n}"><span>Cite ${quoted.author}, n°&nbsp;${quoted.n}&nbsp;: <b>${start}</b></span> <a href="${threadAt(thread)}?page=${pageOf(quoted.n)}#repondre">Retirer la citation</a></div>`
}

async function box(ctx: Context, tx: Read, thread: OpenThread, draft: Draft, quotes: string): Promise<Html> {
  const written = writingBox(ctx, {
    ...{ action: threadAt(thread), label: 'Votre réponse', button: 'Publier', draft },
    hint: html`Lue de tous ceux du forum. Écrivez <b>@Prénom Nom</b> pour prévenir quelqu’un. Pas de nom ni de téléphone d’usager.`,
    above: await quotedIn(tx, thread, quotes),
  })
  return html`<div class="inside" id="repondre">${written}</div>`
}

const errorsOf = ({ problems }: Draft) => problems.map(({ field, message }) => ({ id: field, message }))

/** May whoever acts write there? */
const isOpen = (ctx: Context, { endedAt, forumClosedAt }: OpenThread): boolean =>
  endedAt === null &&
  forumClosedAt === null &&
  ownName(ctx.actor) !== null &&
  mayEver(access['forum.say'], ctx.actor)

function head(ctx: Context, thread: OpenThread): Html {
  const isOwn = thread.authorId !== null && thread.authorId === ownName(ctx.actor)
  const mayEnd = thread.forumClosedAt === null && ownName(ctx.actor) !== null && (thread.moderates || isOwn)
  const end =
    mayEnd &&
    buttonForm(
      thread.endedAt === null ? 'Clore ce sujet' : 'Rouvrir ce sujet',
      `${threadAt(thread)}/fin`,
      ctx.csrf,
      {
        kind: 'quiet',
      },
    )
  const state = thread.endedAt !== null || thread.forumClosedAt !== null ? tag('idle', 'Clos') : null
  return html`<div class="row apart"><div class="stack tight"><p><a href="${forumAt({ id: thread.forumId })}">${thread.forum}</a></p><h1>${thread.title} ${state}</h1><p class="meta">${plural(thread.said, 'message', 'messages')}</p></div>${end}</div>`
}

async function why(tx: Read, thread: OpenThread): Promise<Html | null> {
  const said = await whySeen(tx, thread.audienceId)
  return said === null
    ? null
    : html`<details class="fold"><summary>Pourquoi je vois ceci</summary><p>${said} ${WHO_ELSE}</p></details>`
}

async function showThread(ctx: Context, draft: Draft = emptyDraft, quotes = ''): Promise<Reply> {
  const { shown, threadId, last } = await ctx.db.read(ctx.actor, async (tx) => {
    const thread = await readThread(tx, numberIn(ctx, 'sujet'))
    const current = await askedPage(tx, ctx, thread)
    const posts = await postsFrom(tx, thread.id, (current - 1) * PAGE + 1)
    const { zone } = await territory(tx)
    const open = isOpen(ctx, thread)
    const files = await filesOfThread(tx, { kind: THREAD, id: thread.id })
    const talk = conversation(ctx, { thread, posts, files, isOpen: open, zone })
    const pages = numberedPages(current, pageOf(thread.said), (n) => `${threadAt(thread)}?page=${n}`)
    const answer = open && (await box(ctx, tx, thread, draft, quotes || one(ctx.query, 'citer')))
    const beside = ownName(ctx.actor) === null ? null : follow(ctx, thread)
    const errorCount = draft.problems.length
    const main = html`<div class="stack">${errorSummary(errorsOf(draft))}${head(ctx, thread)}
      <div class="forum-grid"><section class="panel" aria-labelledby="messages"><h2 class="hidden" id="messages">Messages</h2>${talk}${pages && html`<div class="inside">${pages}</div>`}${answer}</section>
      <aside class="stack" aria-label="Autour du sujet">${beside}${await why(tx, thread)}</aside></div></div>`
    const title = thread.title
    const frame = await officeFrame(ctx, tx)
    return {
      shown: {
        ...page(agentPage(frame, { title, main, current: HERE, errorCount }), errorCount > 0 ? 422 : 200),
        about: title,
      },
      ...{ threadId: thread.id, last: posts.at(-1)?.messageId },
    }
  })
  // As far as this page goes, and no further.
  if (last !== undefined && ownName(ctx.actor) !== null)
    await ctx.db.write(ctx.actor, (tx) => noteRead(tx, threadId, last))
  return shown
}

const Message = z.object({
  once: z.uuid().optional().catch(undefined),
  quotes: z.coerce.number().int().positive().max(1e9).optional().catch(undefined),
})

async function doReply(
  ctx: Context,
  { once, quotes }: z.infer<typeof Message>,
  posted: Posted,
): Promise<Reply> {
  const { text, files, removed, problems } = await typedMessage(ctx, posted, false)
  const again = (why: Draft['problems']) =>
    showThread(ctx, { text, files, problems: why, once }, quotes === undefined ? '' : String(quotes))
  if (removed || problems.length > 0) return again(problems)
  const often = await tooOften(ctx, ownName(ctx.actor))
  if (often !== null) return again([{ field: 'message', message: often }])
  const id = numberIn(ctx, 'sujet')
  const fileIds = files.map(({ fileId }) => fileId)
  const said = await ctx.db.write(ctx.actor, async (tx) => {
    await reply(tx, id, { text, fileIds, once, quotes })
    return (await readThread(tx, id)).said
  })
  return redirect(`${threadAt({ id })}?page=${pageOf(said)}`, 'Votre message est publié.')
}

async function doEnd(ctx: Context): Promise<Reply> {
  const id = numberIn(ctx, 'sujet')
  await ctx.db.write(ctx.actor, async (tx) => endThread(tx, id, (await readThread(tx, id)).endedAt === null))
  return redirect(threadAt({ id }))
}

const Wanted = z.object({ wants: z.string().refine(isWants, 'Choisissez quand vous prévenir.') })

async function doFollow(ctx: Context, { wants }: z.infer<typeof Wanted>): Promise<Reply> {
  const id = numberIn(ctx, 'sujet')
  await ctx.db.write(ctx.actor, async (tx) => {
    await readThread(tx, id)
    if (isWants(wants)) await setWants(tx, id, wants, true)
  })
  return redirect(threadAt({ id }), 'C’est noté.')
}

const saying = { action: 'forum.say', face: 'agent' } as const

export const threadRoutes: readonly Route[] = [
  {
    get: AT,
    action: 'forum.read',
    face: 'agent',
    title: 'Un sujet de forum',
    handle: (ctx: Context) => showThread(ctx),
  },
  post({
    post: AT,
    ...saying,
    title: 'Répondre dans un forum',
    takesFiles: true,
    resend: true,
    input: Message,
    handle: doReply,
  }),
  post({
    post: `${AT}/fin`,
    ...saying,
    title: 'Clore un sujet de forum',
    input: z.object({}),
    handle: doEnd,
  }),
  post({
    post: `${AT}/suivre`,
    ...saying,
    title: 'Suivre un sujet de forum',
    input: Wanted,
    handle: doFollow,
  }),
]
