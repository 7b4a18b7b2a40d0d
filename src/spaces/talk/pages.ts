// Discussions on screen: the subjects of a space, one of them with what is not read apart, the box where one writes.
import { randomUUID } from 'node:crypto'
import {
  type Draft,
  KEPT_FILES,
  MOST_CHARACTERS,
  MOST_FILE_BYTES,
  MOST_FILES,
  type MessageRow,
  problemOf,
  type ThreadFile,
} from '#threads'
import { seatedAs } from '#platform/actor.ts'
import { html, type Html, type HtmlValue } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { button } from '#platform/ui/button.ts'
import { bubble } from '#platform/ui/content.ts'
import { textarea, textInput } from '#platform/ui/fields.ts'
import { fileField, shots } from '#platform/ui/files.ts'
import { capital, dateTime, number, plural, shortDateTime } from '#platform/ui/french.ts'
import { form } from '#platform/ui/islands.ts'
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

interface Box {
  action: string
  label: string
  hint: HtmlValue
  button: string
  draft: Draft
  /** Of a new subject. */
  title?: string
}

/** The box where one writes: to answer, or, with a title, on a new subject. */
export function writingBox(ctx: Context, view: Box): Html {
  const { action, label, hint, draft, title } = view
  const files = draft.files.map((file) => ({ ...file, url: `/fichiers/${file.fileId}` }))
  const heading =
    title !== undefined &&
    textInput({
      ...{ name: 'title', label: 'Sujet', value: title, maxlength: 120 },
      hint: 'En quelques mots, comme on le dirait à voix haute.',
      error: problemOf(draft.problems, 'title'),
    })
  return form({
    action,
    csrf: ctx.csrf,
    files: true,
    body: html`<input type="hidden" name="once" value="${draft.once ?? randomUUID()}">${heading}${textarea({
      ...{ name: 'message', label, hint, value: draft.text, maxlength: MOST_CHARACTERS, rows: 4 },
      error: problemOf(draft.problems, 'message'),
    })}${fileField({
      ...{ name: 'files', label: 'Joindre des documents', optional: true, files, max: MOST_FILES },
      ...{ maxBytes: MOST_FILE_BYTES, accept: 'image/*,application/pdf', keep: KEPT_FILES },
      hint: `${MOST_FILES} au plus, en PDF ou en image, 10\u00a0Mo chacun.`,
      error: problemOf(draft.problems, 'files'),
    })}<div class="row">${button(view.button)}</div>`,
  })
}
