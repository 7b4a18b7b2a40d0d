// What is read at a kiosk: messages, what is published for whoever is there, what is urgent and acknowledged in one act.
import { kindIds, markAllRead, noticesOf } from '#notices'
import {
  acknowledge,
  askedOf,
  contentArticle,
  readableContent,
  recentContents,
  unacknowledged,
  viewOfReading,
} from '#publishing'
import { localDay, territory } from '#territory'
import type { Actor } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, redirect, type Reply } from '#platform/http/route.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { emptyState, notice, tag } from '#platform/ui/feedback.ts'
import { dayDate, typo } from '#platform/ui/french.ts'
import { atStand, HERE } from './page.ts'
import type { Visit } from './visit.ts'

const MOST = 30
const GONE = 'Ce n’est plus en ligne, ou ce n’est pas pour vous.'

/** A list of large ways on. */
export const bigLinks = (lines: readonly { href: string; title: string; said: string }[]): Html =>
  html`<ul class="big-links">${lines.map(({ href, title, said }) => html`<li><a href="${href}"><span>${title}<small>${said}</small></span></a></li>`)}</ul>`

export const showMessages = (ctx: Context, visit: Visit): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const told = await noticesOf(tx, visit.personId, kindIds(ctx, 'desk'), MOST)
    const { zone } = await territory(tx)
    const newest = Math.max(0, ...told.map(({ id }) => id))
    const lines = told.map(
      ({ title, detail, createdAt, readAt }) =>
        html`<li><p><b>${title}</b> ${readAt === null && tag('info', 'Non lu')}</p>${detail !== '' && html`<p>${detail}</p>`}<p class="meta">${dayDate(localDay(createdAt, zone))}</p></li>`,
    )
    const read =
      told.some(({ readAt }) => readAt === null) &&
      html`<form method="post" action="${HERE}/messages">${csrfField(ctx.csrf)}<input type="hidden" name="jusque" value="${newest}">${button('J’ai tout lu')}</form>`
    const body =
      told.length === 0
        ? emptyState('Aucun message', 'Ce qui vous sera dit sera ici.')
        : html`${read}<ul class="stand-lines">${lines}</ul>`
    return atStand(ctx, visit, { title: 'Messages', main: html`<h1>Messages</h1>${body}` })
  })

/** What was on the page, and nothing that came since. */
export async function readMessages(ctx: Context, visit: Visit, upTo: number): Promise<Reply> {
  await ctx.db.write(ctx.actor, (tx) => markAllRead(tx, visit.personId, kindIds(ctx, 'desk'), upTo))
  return redirect(`${HERE}/messages`)
}

/** What is listed to be read: what is urgent, then the newest; whether that is all of it. */
export async function toRead(tx: Read, actor: Actor, personId: number) {
  const urgent = await unacknowledged(tx, personId, MOST)
  const isUrgent = new Set(urgent.map(({ id }) => id))
  const newest = await recentContents(tx, actor, MOST + 1)
  const recent = newest.slice(0, MOST).filter(({ id }) => !isUrgent.has(id))
  return { urgent, recent, count: urgent.length + recent.length, isAll: newest.length <= MOST }
}

export const showContents = (ctx: Context, visit: Visit): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const { urgent, recent } = await toRead(tx, ctx.actor, visit.personId)
    const lines = [
      ...urgent.map(({ id, title }) => ({
        id,
        title: typo(title),
        said: 'Urgent\u00a0: à lire, puis à dire que vous l’avez lu',
      })),
      ...recent.map(({ id, title, type, authority, day }) => ({
        id,
        title,
        said: `${type}, ${authority}, ${dayDate(day)}`,
      })),
    ]
    const body =
      lines.length === 0
        ? emptyState('Rien de neuf', 'Ce qui est publié pour vous sera ici.')
        : bigLinks(lines.map(({ id, title, said }) => ({ href: `${HERE}/a-lire/${id}`, title, said })))
    return atStand(ctx, visit, { title: 'À lire', main: html`<h1>À lire</h1>${body}` })
  })

const idOf = ({ params: { contenu = '' } }: Context): number =>
  /^[1-9]\d{0,8}$/.test(contenu) ? Number(contenu) : 0

/** Its words: pictures and documents are files, which a kiosk does not open. */
export const showContent = (ctx: Context, visit: Visit): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const id = idOf(ctx)
    const found = await readableContent(tx, id)
    if (found === undefined) throw new NotFound(GONE)
    const view = await viewOfReading(tx, found)
    const asked = await askedOf(tx, id, visit.personId)
    const word =
      asked !== null &&
      (asked.acknowledgedAt === null
        ? html`<form method="post" action="${HERE}/a-lire/${id}">${csrfField(ctx.csrf)}${button('J’ai lu', { big: true })}</form>`
        : notice('good', 'Vous avez dit l’avoir lu'))
    const without =
      view.documents.length > 0 &&
      html`<p class="meta">Des documents y sont joints&nbsp;: ils se lisent depuis un ordinateur ou un téléphone.</p>`
    const words = { ...view, documents: [], picture: null, pictures: new Map() }
    return atStand(ctx, visit, {
      title: view.title,
      main: html`<article class="stack"><h1>${view.title}</h1>${contentArticle(words)}${without}</article>${word}`,
    })
  })

export async function doAcknowledge(ctx: Context, { personId }: Visit): Promise<Reply> {
  const id = idOf(ctx)
  await ctx.db.write(ctx.actor, async (tx) => {
    const asked = await askedOf(tx, id, personId)
    if (asked === null) throw new NotFound(GONE)
    if (asked.acknowledgedAt === null) await acknowledge(tx, id, personId)
  })
  return redirect(`${HERE}/a-lire/${id}`)
}
