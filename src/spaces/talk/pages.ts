// Discussions on screen: the subjects of a space, one of them with what is not read apart.
import { type MessageRow, type ThreadFile } from '#threads'
import { seatedAs } from '#platform/actor.ts'
import { html, type Html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { bubble } from '#platform/ui/content.ts'
import { shots } from '#platform/ui/files.ts'
import { capital, dateTime, number, plural, shortDateTime } from '#platform/ui/french.ts'
import { addressOf } from '../record/frame.ts'
import type { Space } from '../record/queries.ts'
import type { Topic } from './queries.ts'

export const topicsAt = (space: Pick<Space, 'id'>): string => `${addressOf(space)}/sujets`
export const topicAt = (space: Pick<Space, 'id'>, { id }: Pick<Topic, 'id'>): string =>
  `${topicsAt(space)}/${id}`

/** The subjects, those with something unread marked. */
export function topicList(space: Pick<Space, 'id'>, topics: readonly Topic[], zone: string): Html {
  const items = topics.map((topic) => {
    const { title, saidBy, saidAt, said, unread, endedAt } = topic
    const count =
      unread > 0
        ? html`<span class="count">${plural(unread, 'non lu', 'non lus')}</span>`
        : html`<span class="meta">${number(said)}${endedAt !== null && ', clos'}</span>`
    return html`<li class="${unread > 0 ? 'new' : ''}"><a href="${topicAt(space, topic)}">${title}</a><span class="meta">${saidBy}, ${shortDateTime(saidAt, zone)}</span>${count}</li>`
  })
  return html`<ul class="threads" aria-label="Sujets">${items}</ul>`
}

interface Reading {
  messages: readonly MessageRow[]
  files: readonly ThreadFile[]
  /** The last one that was read before; null: nothing is unread apart. */
  readUntil: number | null
  zone: string
}

/** The messages, those not read yet after a line that says so. */
export function conversation(ctx: Context, { messages, files, readUntil, zone }: Reading): Html {
  const me = seatedAs(ctx.actor)
  const firstUnread =
    readUntil === null
      ? undefined
      : messages.find(({ id, authorId }) => id > readUntil && authorId !== me)?.id
  const shown = messages.map((message) => {
    const attached = files
      .filter(({ messageId }) => messageId === message.id)
      .map(({ fileId, name, bytes, mediaType, hasThumbnail }) => ({
        ...{ fileId, name, bytes, mediaType, url: `/fichiers/${fileId}` },
        ...(hasThumbnail ? { thumbUrl: `/fichiers/${fileId}/vignette` } : {}),
      }))
    const mine = me !== null && message.authorId === me
    const said = bubble({
      author: mine && !ctx.actor.by ? 'Vous' : capital(message.authorLabel),
      when: dateTime(message.createdAt, zone),
      datetime: message.createdAt.toISOString(),
      text: message.body,
      mine,
      attached: shots(attached),
    })
    return message.id === firstUnread
      ? html`<p class="since" id="non-lus"><span>Non lus</span></p>${said}`
      : said
  })
  return html`<div class="talk">${shown}</div>`
}
