// The signed address by which whoever receives the mails of a thread ends them, without signing in: it ends, and opens nothing.
import { system } from '#platform/actor.ts'
import { anyone } from '#platform/access.ts'
import type { Config } from '#platform/config.ts'
import { NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import { type Context, one, page, post, type Reply, type Route } from '#platform/http/route.ts'
import { seal, unseal } from '#platform/http/seal.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { z } from 'zod'
import { leaveThread } from './queries.ts'

const LEAVE = '/courriels/forums'
const PURPOSE = 'leave a thread'

export const leaveAccess = { 'forum.leave': [anyone] }

export const leaveAddress = (
  { secret, publicUrl }: Pick<Config, 'secret' | 'publicUrl'>,
  threadId: number,
  personId: number,
): string => `${new URL(publicUrl).origin}${LEAVE}?jeton=${seal(secret, PURPOSE, `${threadId}-${personId}`)}`

/** @throws NotFound for an address that was not made here */
function askedBy({ config, query }: Context): { threadId: number; personId: number } {
  const said = unseal(config.secret, PURPOSE, one(query, 'jeton'))
  const [, threadId, personId] = /^(\d{1,15})-(\d{1,15})$/.exec(said ?? '') ?? []
  if (threadId === undefined || personId === undefined)
    throw new NotFound('Cette adresse n’est pas complète\u00a0: ouvrez-la depuis le courriel.')
  return { threadId: Number(threadId), personId: Number(personId) }
}

const framed = (ctx: Context, title: string, body: Html): Reply =>
  page(
    citizenPage(frameOf(ctx), {
      title,
      main: html`<div class="stack reading"><h1>${title}</h1>${body}</div>`,
    }),
  )

/** A program that follows the links of mails ends nothing. */
async function showLeave(ctx: Context): Promise<Reply> {
  askedBy(ctx)
  const address = `${LEAVE}?${new URLSearchParams({ jeton: one(ctx.query, 'jeton') })}`
  return framed(
    ctx,
    'Ne plus suivre ce sujet',
    html`<p>Vous ne serez plus prévenu de ce sujet de forum, ni par courriel, ni dans vos notifications, même si on vous y nomme. Il se lit toujours sur le site, où vous pourrez le suivre de nouveau.</p>
    ${buttonForm('Ne plus le suivre', address, ctx.csrf)}`,
  )
}

/** By the button, or by a server of mail in one click (RFC 8058). */
async function doLeave(ctx: Context): Promise<Reply> {
  const { threadId, personId } = askedBy(ctx)
  await ctx.db.write(system, (tx) => leaveThread(tx, threadId, personId))
  return framed(
    ctx,
    'C’est noté',
    html`<p>Vous ne recevrez plus les messages de ce sujet.</p><p><a href="/">Retour à l’accueil</a></p>`,
  )
}

const leaving = { action: 'forum.leave', face: 'citizen', title: 'Ne plus suivre un sujet de forum' } as const

export const leaveRoutes: readonly Route[] = [
  { get: LEAVE, ...leaving, handle: showLeave },
  post({ post: LEAVE, ...leaving, input: z.object({}), signed: true, handle: doLeave }),
]
