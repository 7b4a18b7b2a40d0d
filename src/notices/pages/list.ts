// What one was told: unread first, each leading to its subject.
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { emptyState, tag } from '#platform/ui/feedback.ts'
import { dateTime } from '#platform/ui/french.ts'
import { ADDRESS, CHOICES, CHOOSE_TITLE, type Place, TITLE } from '../places.ts'
import type { Notice } from '../queries.ts'
import type { Framed } from './frame.ts'

interface View {
  place: Place
  notices: readonly Notice[]
  zone: string
}

// Opening one that is new says that it was read: an act, hence a button; a link does for the others.
function line(ctx: Context, { place, zone }: View, notice: Notice): Html {
  const { id, title, detail, href, createdAt, readAt } = notice
  const isNew = readAt === null
  const open = isNew
    ? buttonForm('Ouvrir', `${ADDRESS[place]}/${id}/lecture`, ctx.csrf, { kind: 'quiet', more: title })
    : html`<a href="${href}">Ouvrir<span class="hidden"> ${title}</span></a>`
  return html`<li class="${isNew ? 'new' : ''}"><div><h2>${title}${isNew && html` ${tag('info', 'Nouveau')}`}</h2>${detail && html`<p>${detail}</p>`}<p class="meta"><time datetime="${createdAt.toISOString()}">${dateTime(createdAt, zone)}</time></p></div>${open}</li>`
}

/** GET /compte/notifications, /agents/notifications */
export function listPage(ctx: Context, framed: Framed, view: View): Html {
  const { place, notices } = view
  const unread = notices.filter(({ readAt }) => readAt === null)
  const title = TITLE[place]
  const all =
    unread.length > 0 &&
    buttonForm('Tout marquer comme lu', `${ADDRESS[place]}/lues`, ctx.csrf, {
      kind: 'bare',
      fields: { jusque: String(Math.max(...unread.map(({ id }) => id))) },
    })
  const list =
    notices.length === 0
      ? emptyState(
          'Rien pour le moment',
          place === 'account'
            ? 'Ce qui arrive à vos demandes et à votre compte se lira ici.'
            : 'Les demandes qui vous sont confiées et ce qu’on vous écrit se liront ici.',
        )
      : html`<ul class="told">${notices.map((notice) => line(ctx, view, notice))}</ul>`
  return framed(
    title,
    html`<div class="told-head"><h1>${title}</h1>${all}</div>${list}<p><a href="${CHOICES[place]}">${CHOOSE_TITLE}</a></p>`,
  )
}
