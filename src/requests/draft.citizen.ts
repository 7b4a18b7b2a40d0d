// The draft that an address names: as it is, for whoever may open it, and the way back when their session has ended.
import type { Read, Write } from '#platform/db.ts'
import { Unauthenticated } from '#platform/errors.ts'
import { keepPost } from '#platform/http/keep.ts'
import { type Context, type Posted, redirect, type Reply } from '#platform/http/route.ts'
import { lockDraft } from '#forms'
import { type Application, loadApplication } from './apply.ts'

/** Where a step of an application lives. */
export const stepUrl = (slug: string, id: string, step: string) => `/demarches/${slug}/demande/${id}/${step}`
export const slugOf = (ctx: Context): string => ctx.params.slug ?? ''
export const idOf = (ctx: Context): string => ctx.params.draft ?? ''

/** The application that the address names. @throws NotFound, Unauthenticated (loadApplication) */
export const readApplication = (ctx: Context, tx: Read): Promise<Application> =>
  loadApplication(tx, slugOf(ctx), idOf(ctx), ctx.site.commune ?? ctx.commune)
/** The same, in a transaction of its own. */
export const load = (ctx: Context): Promise<Application> =>
  ctx.db.read(ctx.actor, (tx) => readApplication(ctx, tx))

/** The draft as it is once nobody else writes it. */
export async function reloadLocked(ctx: Context, tx: Write): Promise<Application> {
  await lockDraft(tx, idOf(ctx))
  return readApplication(ctx, tx)
}

/** A draft of an account, and nobody signed in (the session has ended): sign in, and come back with everything typed. */
async function orSignIn(ctx: Context, posted: Posted | null, work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Unauthenticated)) throw error
    return redirect(
      posted === null
        ? `/connexion?suite=${encodeURIComponent(ctx.url)}`
        : await keepPost(ctx, ctx.url, posted),
    )
  }
}

/** For the tables: a GET of somebody's draft. */
export const ofDraft =
  (show: (ctx: Context) => Promise<Reply>) =>
  (ctx: Context): Promise<Reply> =>
    orSignIn(ctx, null, () => show(ctx))

/** For the tables: a POST to somebody's draft. */
export const toDraft =
  (act: (ctx: Context, input: unknown, posted: Posted) => Promise<Reply>) =>
  (ctx: Context, input: unknown, posted: Posted): Promise<Reply> =>
    orSignIn(ctx, posted, () => act(ctx, input, posted))
