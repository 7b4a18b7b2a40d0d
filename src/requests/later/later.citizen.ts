// Handlers of « Finir plus tard »: what is typed is saved without being judged; whoever has no account may have a link mailed.
import { type Draft, draftOrNew, takeDraftRoom } from '#forms'
import type { Read } from '#platform/db/db.ts'
import { type FieldProblem, NotFound } from '#platform/errors.ts'
import { freshVisitor } from '#platform/http/fresh-visitor.ts'
import { type Context, one, page, type Posted, redirect, type Reply } from '#platform/http/route.ts'
import { networkOf, throttleAll } from '#platform/limits/throttle.ts'
import { territory } from '#territory'
import { LIMITS } from '../send/limits.ts'
import { pageOf } from '../apply/apply.ts'
import { draftLine } from '../apply/drafts.citizen.ts'
import { idOf, load, reloadLocked, slugOf, stepUrl } from '../apply/draft.citizen.ts'
import { storeAll } from '../apply/files.ts'
import { fillPage } from '../apply/fill.ts'
import type { LinkInput, TokenInput } from './inputs.ts'
import { askLink, follower, takeByLink } from './link.ts'
import { followLinkPage, laterPage } from './page.ts'

/** POST .../plus-tard: the page as it is, right or wrong. */
export async function saveForLater(ctx: Context, _input: unknown, posted: Posted): Promise<Reply> {
  const before = await load(ctx)
  if (before.submitted) return redirect(stepUrl(slugOf(ctx), before.id, 'recu'))
  const current = pageOf(before, ctx.params.page ?? '')
  if (before.savedAt === null) await takeDraftRoom(ctx)
  const stored = await storeAll(ctx, before, current, posted)
  await ctx.db.write(ctx.actor, async (tx) =>
    fillPage(tx, await reloadLocked(ctx, tx), current, posted, stored.added, ''),
  )
  const [refused] = stored.problems
  return refused === undefined
    ? redirect(`/brouillons/${before.id}/plus-tard`)
    : redirect(stepUrl(slugOf(ctx), before.id, current.id), refused.message)
}

/** The draft of the address, not sent yet. @throws NotFound, Unauthenticated (draftOrNew) */
async function ownDraft(ctx: Context, tx: Read): Promise<Draft> {
  const draft = await draftOrNew(tx, idOf(ctx))
  if (draft === undefined || draft.submittedAt !== null)
    throw new NotFound('Ce brouillon n’existe pas ou n’existe plus.')
  return draft
}

const shown = (
  ctx: Context,
  email: string,
  problems: readonly FieldProblem[],
  status = 200,
): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const draft = await draftLine(tx, await ownDraft(ctx, tx))
    const { zone } = await territory(tx)
    return page(laterPage(ctx, draft, { zone, email, problems }), status)
  })

/** GET /brouillons/:draft/plus-tard */
export const showLater = (ctx: Context): Promise<Reply> => shown(ctx, '', [])

/** POST /brouillons/:draft/plus-tard. @throws TooMany */
export async function mailLink(ctx: Context, { email }: LinkInput): Promise<Reply> {
  // Whoever has no draft here uses up nobody’s links.
  await ctx.db.read(ctx.actor, (tx) => ownDraft(ctx, tx))
  await throttleAll(ctx, [
    { key: `draft-link:${idOf(ctx)}`, ...LIMITS.linksOfDraft },
    { key: `draft-link:to:${email.toLowerCase()}`, ...LIMITS.linksOfDraft },
    ...(ctx.isHere ? [] : [{ key: `draft-link:${networkOf(ctx.ip)}`, ...LIMITS.linksFromNetwork }]),
  ])
  await ctx.db.write(ctx.actor, (tx) => askLink(tx, idOf(ctx), email))
  return redirect(`/brouillons/${idOf(ctx)}/plus-tard`, `Le lien part à l’adresse ${email}.`)
}

export const mailLinkAgain = (ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> =>
  shown(ctx, one(values, 'email'), problems, 422)

/** GET /brouillons/lien: says what the link does, and does nothing: programs that read mails follow links. */
export const showLink = async (ctx: Context): Promise<Reply> => ({
  ...page(followLinkPage(ctx, one(ctx.query, 'jeton'))),
  headers: { 'referrer-policy': 'no-referrer' },
})

/** POST /brouillons/lien */
export async function followLink(ctx: Context, { jeton }: TokenInput): Promise<Reply> {
  const { visitorId, cookies } = await freshVisitor(ctx)
  const { id, slug } = await ctx.db.write(follower(ctx.actor, visitorId), (tx) => takeByLink(tx, jeton))
  return { ...redirect(stepUrl(slug, id, 'reprendre')), cookies }
}
