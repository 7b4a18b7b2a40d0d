// The messages of a thread on screen: who says what, what is quoted, what is hidden and why, what whoever reads may do of each.
import type { ThreadFile } from '#threads'
import { ownName } from '#platform/actor.ts'
import { html, type Html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { prose } from '#platform/ui/content.ts'
import { shots } from '#platform/ui/files.ts'
import { capital, dateTime } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import { mayDecide } from '../moderating/moderate.ts'
import { threadAt } from '../record/find.ts'
import type { OpenThread } from '../record/queries.ts'
import { PAGE, type Post } from '../record/queries.posts.ts'
import { reasonText, RULES } from '../record/words.ts'

export interface Reading {
  thread: OpenThread
  posts: readonly Post[]
  files: readonly ThreadFile[]
  /** May whoever acts write there? */
  isOpen: boolean
  zone: string
}

export const pageOf = (n: number): number => Math.ceil(n / PAGE)
/** Where a message stands, on its page. */
const postAt = (thread: { id: number }, n: number): string => `${threadAt(thread)}?page=${pageOf(n)}#n${n}`

const quote = (thread: { id: number }, { n, author, text }: NonNullable<Post['quoted']>): Html =>
  html`<blockquote class="quoted"><p>${text === null ? 'Message masqué.' : text}</p><footer><a href="${postAt(thread, n)}">${capital(author)}, n°&nbsp;${n}</a></footer></blockquote>`

/** What a message that is hidden says instead; its words, to moderators alone. */
function withheld(ctx: Context, { thread }: Reading, post: Post): Html | null {
  const { hiding, body, n } = post
  if (hiding === null) return null
  const me = ownName(ctx.actor)
  const at = `${threadAt(thread)}/${n}`
  const said =
    hiding.appeal === null
      ? null
      : html`<p><b>Contesté${hiding.isUpheld === false && ', puis maintenu'}&nbsp;:</b> ${hiding.appeal}</p>`
  const acts = [
    hiding.authorId === me && me !== null && hiding.appeal === null
      ? html`<a href="${at}/contester">Contester</a>`
      : null,
    mayDecide({ thread, post }, me) ? html`<a href="${at}/decision">Décider</a>` : null,
    thread.moderates && hiding.authorId !== me ? html`<a href="${at}/retablir">Rétablir</a>` : null,
  ].filter((act) => act !== null)
  const words =
    body !== null && html`<details><summary>Lire comme animateur</summary>${prose(body)}</details>`
  return html`<div class="withheld"><b>${icon('lock')} Message masqué par ${hiding.by}</b><p>${reasonText(hiding.rule, hiding.word)}</p>${said}${words}${acts.length > 0 && html`<p class="post-acts">${acts}</p>`}</div>`
}

/** What one may do of a message that is shown. */
function acts(ctx: Context, { thread, isOpen }: Reading, post: Post): Html | null {
  const me = ownName(ctx.actor)
  if (me === null || post.hiding !== null) return null
  const [at, more] = [
    `${threadAt(thread)}/${post.n}`,
    html`<span class="hidden"> le n°&nbsp;${post.n}</span>`,
  ]
  const shown = [
    isOpen &&
      html`<a href="${threadAt(thread)}?page=${pageOf(post.n)}&amp;citer=${post.n}#repondre">Citer${more}</a>`,
    post.authorId !== me &&
      (post.isReportedByMe
        ? html`<span class="meta">Vous l’avez signalé</span>`
        : html`<a href="${at}/signaler">Signaler${more}</a>`),
    thread.moderates && html`<a href="${at}/masquer">Masquer${more}</a>`,
    thread.moderates && post.reported.length > 0 && html`<a href="${at}/laisser">Laisser en place</a>`,
  ].filter((act) => act !== false)
  return shown.length === 0 ? null : html`<p class="post-acts">${shown}</p>`
}

function attachedTo(files: readonly ThreadFile[], { messageId }: Post): Html | null {
  const own = files.filter((file) => file.messageId === messageId)
  if (own.length === 0) return null
  return shots(
    own.map(({ fileId, name, bytes, mediaType, hasThumbnail }) => ({
      ...{ fileId, name, bytes, mediaType, url: `/fichiers/${fileId}` },
      ...(hasThumbnail ? { thumbUrl: `/fichiers/${fileId}/vignette` } : {}),
    })),
  )
}

function article(ctx: Context, reading: Reading, post: Post): Html {
  const { thread, files, zone } = reading
  const { n, author, at, body, quoted, hiding, reported, messageId } = post
  const me = ownName(ctx.actor)
  const isMine = me !== null && post.authorId === me
  const isFresh = me !== null && !isMine && hiding === null && messageId > thread.readId
  const said =
    withheld(ctx, reading, post) ??
    html`${quoted !== null && quote(thread, quoted)}${prose(body ?? '')}${attachedTo(files, post)}`
  const warned =
    reported.length > 0 &&
    html`<p class="meta"><b>Signalé&nbsp;:</b> ${reported.map((rule) => RULES[rule]).join(', ')}</p>`
  return html`<article class="post ${isMine ? 'mine' : isFresh ? 'fresh' : ''}" id="n${n}" aria-labelledby="p${n}"><header><h3 id="p${n}">${isFresh && html`<span class="hidden">Non lu&nbsp;: </span>`}${isMine ? 'Vous' : capital(author)}</h3><time datetime="${at.toISOString()}">${dateTime(at, zone)}</time><a class="n" href="${postAt(thread, n)}">n°&nbsp;${n}</a></header>${said}${warned}${acts(ctx, reading, post)}</article>`
}

/** The messages, those not read yet after a line that says so. */
export function conversation(ctx: Context, reading: Reading): Html {
  const me = ownName(ctx.actor)
  const first = reading.posts.find(
    ({ messageId, authorId, hiding }) =>
      me !== null && hiding === null && authorId !== me && messageId > reading.thread.readId,
  )
  return html`<div class="posts">${reading.posts.map(
    (post) =>
      html`${post === first && html`<p class="since" id="non-lus"><span>Non lus</span></p>`}${article(ctx, reading, post)}`,
  )}</div>`
}
