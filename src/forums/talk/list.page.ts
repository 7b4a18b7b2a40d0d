// GET and POST of the list of forums and of one of them: its threads, what is not read; a thread begun; everything read at once.
import { z } from 'zod'
import { WHO_ELSE, whySeen } from '#audiences'
import { type Draft, emptyDraft, typedMessage, writingBox } from '#threads'
import { mayEver } from '#platform/access.ts'
import { ownName } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
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
import { type Asked, readCursor, writeCursor } from '#platform/screens/asked.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState, errorSummary, tag } from '#platform/ui/feedback.ts'
import { number, plural, shortDateTime } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { pagination } from '#platform/ui/navigation.ts'
import { officeFrame, territory } from '#territory'
import { access } from '../record/access.ts'
import { forumAt, forumIn, HERE, threadAt } from '../record/find.ts'
import {
  type Forum,
  forumOf,
  forumsOf,
  type ListedForum,
  type ListedThread,
  MOST_COUNTED,
  threadsPage,
} from '../record/queries.ts'
import { noteAllRead } from '../record/queries.posts.ts'
import { tooOften } from './often.ts'
import { beginThread } from './say.ts'

const MOST_FORUMS = 200
const THREADS_A_PAGE = 30
const ONE = `${HERE}/:forum`

const unreadMark = (unread: number): Html =>
  html`<span class="count">${unread < MOST_COUNTED ? plural(unread, 'non lu', 'non lus') : `plus de ${MOST_COUNTED - 1}\u00a0non lus`}</span>`

const markAll = (ctx: Context, forumId: number | null, has: boolean): Html | false =>
  has &&
  ownName(ctx.actor) !== null &&
  buttonForm('Tout marquer comme lu', `${HERE}/lu`, ctx.csrf, {
    kind: 'quiet',
    fields: forumId === null ? {} : { forum: String(forumId) },
  })

function forumLine(forum: ListedForum, authority: string, zone: string): Html {
  const { name, purpose, threads, saidAt, unread, closedAt } = forum
  const state = closedAt === null ? null : tag('idle', 'Fermé')
  const when = saidAt === null ? '' : `, dernier message ${shortDateTime(saidAt, zone)}`
  const end = unread > 0 ? unreadMark(unread) : html`<span class="meta">Lu</span>`
  return html`<li class="${unread > 0 ? 'new' : ''}"><a href="${forumAt(forum)}">${name}</a> ${state}<span class="meta">${purpose}</span><span class="meta">${authority}, ${plural(threads, 'sujet', 'sujets')}${when}</span>${end}</li>`
}

const showForums = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const forums = await forumsOf(tx, MOST_FORUMS)
    const place = await territory(tx)
    const lines = forums.map((forum) => forumLine(forum, place.authority(forum.authorityId).name, place.zone))
    const list =
      lines.length === 0
        ? emptyState('Aucun forum pour vous', 'Qui publie pour votre collectivité en ouvre.')
        : html`<div class="inside"><ul class="threads forum-list" aria-label="Forums">${lines}</ul></div>`
    const open = mayEver(access['forum.keep'], ctx.actor) && linkButton('Ouvrir un forum', `${HERE}/nouveau`)
    const all = markAll(
      ctx,
      null,
      forums.some(({ unread }) => unread > 0),
    )
    const main = html`<div class="stack"><div class="row apart"><h1>Forums</h1><div class="row">${all}${open}</div></div>${panel('Les forums que vous lisez', list, { bare: true })}</div>`
    return page(agentPage(await officeFrame(ctx, tx), { title: 'Forums', main, current: HERE }))
  })

function threadLine(thread: ListedThread, zone: string): Html {
  const { title, saidBy, saidAt, said, unread, endedAt } = thread
  const end =
    unread > 0
      ? unreadMark(unread)
      : html`<span class="meta">${number(said)}<span class="hidden"> messages</span>${endedAt !== null && ', clos'}</span>`
  return html`<li class="${unread > 0 ? 'new' : ''}"><a href="${threadAt(thread)}">${title}</a><span class="meta">${saidBy}, ${shortDateTime(saidAt, zone)}</span>${end}</li>`
}

const askedOf = ({ query }: Context): Asked => ({
  ...{ filters: {}, order: { name: 'said', descending: true }, most: THREADS_A_PAGE, isExport: false },
  after: readCursor(one(query, 'apres')),
  before: readCursor(one(query, 'avant')),
})

const mayWrite = (ctx: Context, { closedAt }: Forum): boolean =>
  closedAt === null && ownName(ctx.actor) !== null && mayEver(access['forum.say'], ctx.actor)

async function forumHead(tx: Read, ctx: Context, forum: Forum, hasUnread: boolean): Promise<Html> {
  const authority = (await territory(tx)).authority(forum.authorityId).name
  const why = await whySeen(tx, forum.audienceId)
  const keep = forum.moderates && html`<a href="${forumAt(forum)}/modifier">Modifier ce forum</a>`
  const begin = mayWrite(ctx, forum) && linkButton('Ouvrir un sujet', `${forumAt(forum)}/nouveau`)
  return html`<p><a href="${HERE}">Tous les forums</a></p><div class="row apart"><div class="stack tight"><h1>${forum.name} ${forum.closedAt !== null && tag('idle', 'Fermé\u00a0: lecture seule')}</h1><p class="reading">${forum.purpose}</p><p class="meta">Ouvert par&nbsp;: ${authority} ${keep}</p></div><div class="row">${markAll(ctx, forum.id, hasUnread)}${begin}</div></div>
    ${why !== null && html`<details class="fold"><summary>Pourquoi je vois ceci</summary><p>${why} ${WHO_ELSE}</p></details>`}`
}

const showForum = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const forum = await forumIn(tx, ctx)
    const { rows, hasNext, hasPrevious, edges } = await threadsPage(tx, forum.id, askedOf(ctx))
    const { zone } = await territory(tx)
    const list =
      rows.length === 0
        ? emptyState('Aucun sujet encore', 'Le premier se lit de tous ceux du forum.')
        : html`<div class="inside"><ul class="threads" aria-label="Sujets">${rows.map((thread) => threadLine(thread, zone))}</ul>${pagination(
            {
              previous:
                hasPrevious && edges.first ? `${forumAt(forum)}?avant=${writeCursor(edges.first)}` : null,
              next: hasNext && edges.last ? `${forumAt(forum)}?apres=${writeCursor(edges.last)}` : null,
            },
          )}</div>`
    const head = await forumHead(
      tx,
      ctx,
      forum,
      rows.some(({ unread }) => unread > 0),
    )
    const main = html`<div class="stack">${head}${panel('Sujets', list, { bare: true })}</div>`
    const shown = agentPage(await officeFrame(ctx, tx), { title: forum.name, main, current: HERE })
    return { ...page(shown), about: forum.name }
  })

const showNew = (ctx: Context, draft: Draft = emptyDraft, title = ''): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const forum = await forumIn(tx, ctx)
    if (!mayWrite(ctx, forum)) throw new NotFound()
    const errors = draft.problems.map(({ field, message }) => ({ id: field, message }))
    const box = writingBox(ctx, {
      ...{ action: `${forumAt(forum)}/nouveau`, label: 'Message', button: 'Ouvrir le sujet', draft, title },
      hint: html`Lu de tous ceux du forum. Écrivez <b>@Prénom Nom</b> pour prévenir quelqu’un. Pas de nom ni de téléphone d’usager.`,
    })
    const main = html`<div class="stack">${errorSummary(errors)}<p><a href="${forumAt(forum)}">${forum.name}</a></p><h1>Ouvrir un sujet</h1><section class="panel" aria-label="Ouvrir un sujet"><div class="inside">${box}</div></section></div>`
    const errorCount = errors.length
    const shown = agentPage(await officeFrame(ctx, tx), {
      title: 'Ouvrir un sujet',
      main,
      current: HERE,
      errorCount,
    })
    return page(shown, errorCount > 0 ? 422 : 200)
  })

const Message = z.object({ once: z.uuid().optional().catch(undefined) })

async function doNew(ctx: Context, { once }: z.infer<typeof Message>, posted: Posted): Promise<Reply> {
  const { text, title, files, removed, problems } = await typedMessage(ctx, posted, true)
  if (removed || problems.length > 0) return showNew(ctx, { text, files, problems, once }, title)
  const often = await tooOften(ctx, ownName(ctx.actor))
  if (often !== null)
    return showNew(ctx, { text, files, problems: [{ field: 'message', message: often }], once }, title)
  const fileIds = files.map(({ fileId }) => fileId)
  const id = await ctx.db.write(ctx.actor, async (tx) => {
    const forum = await forumIn(tx, ctx)
    return beginThread(tx, forum.id, title, { text, fileIds, once })
  })
  return redirect(threadAt({ id }), 'Le sujet est ouvert.')
}

const Which = z.object({ forum: z.coerce.number().int().positive().max(1e9).optional().catch(undefined) })

async function doReadAll(ctx: Context, { forum: id }: z.infer<typeof Which>): Promise<Reply> {
  await ctx.db.write(ctx.actor, async (tx) => {
    if (id !== undefined && (await forumOf(tx, id)) === undefined) throw new NotFound()
    await noteAllRead(tx, id ?? null)
  })
  return redirect(id === undefined ? HERE : forumAt({ id }), 'Tout est marqué comme lu.')
}

const reading = { action: 'forum.read', face: 'agent' } as const
const saying = { action: 'forum.say', face: 'agent' } as const

export const listRoutes: readonly Route[] = [
  { get: HERE, ...reading, title: 'Forums', handle: showForums },
  post({ post: `${HERE}/lu`, ...saying, title: 'Tout marquer comme lu', input: Which, handle: doReadAll }),
  { get: ONE, ...reading, title: 'Un forum', handle: showForum },
  {
    get: `${ONE}/nouveau`,
    ...saying,
    title: 'Ouvrir un sujet de forum',
    handle: (ctx: Context) => showNew(ctx),
  },
  post({
    post: `${ONE}/nouveau`,
    ...saying,
    title: 'Ouvrir un sujet de forum',
    takesFiles: true,
    resend: true,
    input: Message,
    handle: doNew,
  }),
]
