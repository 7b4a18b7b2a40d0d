// GET and POST of the discussions of a space.
import { z } from 'zod'
import { type Draft, emptyDraft, filesOfThread, messagesOf, typedMessage, writingBox } from '#threads'
import { ownName } from '#platform/actor.ts'
import type { FieldProblem } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import {
  type Context,
  page,
  post,
  type Posted,
  redirect,
  type Reply,
  type Route,
} from '#platform/http/route.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState, errorSummary, tag } from '#platform/ui/feedback.ts'
import { plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { territory } from '#territory'
import { TOPIC } from '../record/events.ts'
import { askedSpace, HERE, idOf, ONE, spaceFrame, spaceHead, writesIn } from '../record/frame.ts'
import { membersOf } from '../record/queries.ts'
import { byMailRoutes, mailChoice } from './by-mail.page.ts'
import { conversation, topicAt, topicList, topicsAt } from './pages.ts'
import { lastRead, noteRead, topicsOf } from './queries.ts'
import { endTopic, openTopic, reply, topicIn } from './say.ts'

const AT = `${ONE}/sujets`
const MOST_TOPICS = 100

const showTopics = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const space = await askedSpace(tx, ctx, 'space.read')
    const topics = await topicsOf(tx, space.id, MOST_TOPICS)
    const { zone } = await territory(tx)
    const list =
      topics.length === 0
        ? emptyState('Aucun sujet encore', 'Le premier se lit de tous les membres.')
        : html`<div class="inside">${topicList(space, topics, zone)}</div>`
    const way = writesIn(space) && linkButton('Ouvrir un sujet', `${topicsAt(space)}/nouveau`)
    const main = html`${await spaceHead(tx, space, '/sujets')}<div class="stack"><div class="row">${way}</div>${panel('Discussions', list, { bare: true })}${await mailChoice(tx, ctx, space)}</div>`
    return page(
      agentPage(await spaceFrame(ctx, tx), { title: `Discussions, ${space.name}`, main, current: HERE }),
    )
  })

const errorsOf = (problems: readonly FieldProblem[]) =>
  problems.map(({ field, message }) => ({ id: field, message }))

const HINT = html`Lu de tous les membres. Écrivez <b>@Prénom Nom</b> pour prévenir l’un d’eux.`

const showNew = (ctx: Context, draft: Draft = emptyDraft, title = ''): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const space = await askedSpace(tx, ctx, 'space.contribute')
    const box = writingBox(ctx, {
      ...{ action: `${topicsAt(space)}/nouveau`, label: 'Message', hint: HINT, button: 'Ouvrir le sujet' },
      ...{ draft, title },
    })
    const main = html`${await spaceHead(tx, space, '/sujets')}<div class="stack">${errorSummary(errorsOf(draft.problems))}<h2>Ouvrir un sujet</h2>${box}<p><a href="${topicsAt(space)}">Revenir aux discussions</a></p></div>`
    const errorCount = draft.problems.length
    return page(
      agentPage(await spaceFrame(ctx, tx), { title: 'Ouvrir un sujet', main, current: HERE, errorCount }),
      errorCount > 0 ? 422 : 200,
    )
  })

/** Before one writes: who is told, those who have an account. */
const readText = (others: number): string =>
  others === 0
    ? 'Aucun autre membre n’a encore de compte.'
    : `${plural(others, 'autre membre le lira', 'autres membres le liront')}.`

async function showTopic(ctx: Context, draft: Draft = emptyDraft): Promise<Reply> {
  const { reply: answered, last } = await ctx.db.read(ctx.actor, async (tx) => {
    const space = await askedSpace(tx, ctx, 'space.read')
    const topic = await topicIn(tx, space.id, idOf(ctx, 'sujet'))
    const subject = { kind: TOPIC, id: topic.id }
    const messages = await messagesOf(tx, subject)
    const readUntil = ownName(ctx.actor) === null ? null : await lastRead(tx, topic.id)
    const read = {
      messages,
      files: await filesOfThread(tx, subject),
      readUntil,
      zone: (await territory(tx)).zone,
    }
    const others = (await membersOf(tx, space.id)).filter(
      ({ personId }) => personId !== null && personId !== ownName(ctx.actor),
    ).length
    const isOpen = topic.endedAt === null && writesIn(space)
    const at = topicAt(space, topic)
    const box =
      isOpen &&
      writingBox(ctx, {
        ...{ action: at, label: 'Répondre', button: 'Envoyer', draft },
        hint: html`${readText(others)} Écrivez <b>@Prénom Nom</b> pour prévenir l’un d’eux.`,
      })
    const mayEnd = writesIn(space) && (space.role === 'moderator' || topic.authorId === ownName(ctx.actor))
    const end =
      mayEnd &&
      buttonForm(topic.endedAt === null ? 'Clore ce sujet' : 'Reprendre ce sujet', `${at}/fin`, ctx.csrf, {
        kind: 'bare',
      })
    const talk = panel(topic.title, html`${conversation(ctx, read)}${box}`, {
      end: html`${topic.endedAt !== null && tag('idle', 'Clos')}${end}`,
    })
    const main = html`${await spaceHead(tx, space, '/sujets')}<div class="stack">${errorSummary(errorsOf(draft.problems))}${talk}<p><a href="${topicsAt(space)}">Toutes les discussions</a></p></div>`
    const errorCount = draft.problems.length
    const shown = agentPage(await spaceFrame(ctx, tx), {
      title: topic.title,
      main,
      current: HERE,
      errorCount,
    })
    return {
      reply: page(shown, errorCount > 0 ? 422 : 200),
      last: { topicId: topic.id, id: messages.at(-1)?.id },
    }
  })
  const { id, topicId } = last
  if (id !== undefined && ownName(ctx.actor) !== null)
    await ctx.db.write(ctx.actor, (tx) => noteRead(tx, topicId, id))
  return answered
}

const Message = z.object({ once: z.uuid().optional().catch(undefined) })

type Once = z.infer<typeof Message>

async function doReply(ctx: Context, { once }: Once, posted: Posted): Promise<Reply> {
  const { text, files, removed, problems } = await typedMessage(ctx, posted, false)
  if (removed || problems.length > 0) return showTopic(ctx, { text, files, problems, once })
  const [space, topic] = [{ id: idOf(ctx, 'espace') }, { id: idOf(ctx, 'sujet') }]
  const fileIds = files.map(({ fileId }) => fileId)
  await ctx.db.write(ctx.actor, (tx) => reply(tx, space.id, topic.id, { text, fileIds, once }))
  return redirect(topicAt(space, topic), 'Votre message est envoyé.')
}

async function doOpen(ctx: Context, { once }: Once, posted: Posted): Promise<Reply> {
  const { text, title, files, removed, problems } = await typedMessage(ctx, posted, true)
  if (removed || problems.length > 0) return showNew(ctx, { text, files, problems, once }, title)
  const space = { id: idOf(ctx, 'espace') }
  const fileIds = files.map(({ fileId }) => fileId)
  const id = await ctx.db.write(ctx.actor, (tx) => openTopic(tx, space.id, title, { text, fileIds, once }))
  return redirect(topicAt(space, { id }), 'Le sujet est ouvert.')
}

async function doEnd(ctx: Context): Promise<Reply> {
  const [space, id] = [{ id: idOf(ctx, 'espace') }, idOf(ctx, 'sujet')]
  await ctx.db.write(ctx.actor, async (tx) => {
    const { endedAt } = await topicIn(tx, space.id, id)
    await endTopic(tx, space.id, id, endedAt === null)
  })
  return redirect(topicAt(space, { id }))
}

const reading = { action: 'space.read', face: 'agent' } as const
const writing = { action: 'space.contribute', face: 'agent' } as const

export const talkRoutes: readonly Route[] = [
  ...byMailRoutes,
  { get: AT, ...reading, title: 'Discussions d’un espace', keeps: true, handle: showTopics },
  { get: `${AT}/nouveau`, ...writing, title: 'Ouvrir un sujet', handle: (ctx: Context) => showNew(ctx) },
  post({
    post: `${AT}/nouveau`,
    ...writing,
    title: 'Ouvrir un sujet',
    takesFiles: true,
    resend: true,
    input: Message,
    handle: doOpen,
  }),
  {
    get: `${AT}/:sujet`,
    ...reading,
    title: 'Un sujet',
    keeps: true,
    handle: (ctx: Context) => showTopic(ctx),
  },
  post({
    post: `${AT}/:sujet`,
    ...writing,
    title: 'Répondre à un sujet',
    takesFiles: true,
    resend: true,
    input: Message,
    handle: doReply,
  }),
  post({
    post: `${AT}/:sujet/fin`,
    ...writing,
    title: 'Clore un sujet',
    input: z.object({}),
    handle: doEnd,
  }),
]
