// Handlers: sign in, sign out, come back to a kept form.
import { type FieldProblem, NotFound, Unauthenticated } from '#platform/errors.ts'
import { SESSION } from '#platform/http/cookies.ts'
import { homeOf } from '#platform/http/navigation.ts'
import { dropKept, type FoundPost, keptFor, pageOfKept, readKept } from '#platform/http/keep.ts'
import { keptPostPage, whosePostPage } from '#platform/http/resend-page.ts'
import { type Context, one, page, type Posted, type Reply, redirect } from '#platform/http/route.ts'
import { anonymous, isNobody, system } from '#platform/actor.ts'
import { arrivalOf } from '../entry/enter.ts'
import { halfOf } from '../factors/second-factor.ts'
import { offerProviderSignOut } from '../federation/sign-in.citizen.ts'
import { localPath } from '#platform/http/local-path.ts'
import { signInPage } from './pages/sign-in.ts'
import { dateTime } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { closeSession } from '#people'
import { signIn } from '../password/sign-in.ts'
import type { WhoseInput } from '../entry/inputs.ts'
import { codeAddress } from '../entry/code-address.ts'
import { goOn } from './go-on.ts'

export async function showSignIn(ctx: Context): Promise<Reply> {
  const next = localPath(one(ctx.query, 'suite'))
  if (!isNobody(ctx.actor)) return redirect(next ?? homeOf(ctx))
  if ((await halfOf(ctx, ctx.sessionToken)) !== null) return redirect(codeAddress(next))
  return page(signInPage(ctx, { email: '', next: next ?? '' }))
}

export async function doSignIn(
  ctx: Context,
  input: { email: string; password: string; suite?: string | undefined },
): Promise<Reply> {
  const { email, password, suite = '' } = input
  const next = localPath(suite)
  const { ip, visitorId, sessionToken: oldToken } = ctx
  const from = { ip, visitorId, oldToken, arrival: arrivalOf(ctx) }
  const entered = await signIn(ctx, { email, password, next, ...from })
  return entered === null ? redirect('/connexion/lien/message') : goOn(ctx, { ...entered, next })
}

export async function signInAgain(
  ctx: Context,
  problems: FieldProblem[],
  { values }: Posted,
): Promise<Reply> {
  const view = { email: one(values, 'email'), next: localPath(one(values, 'suite')) ?? '', problems }
  return page(signInPage(ctx, view), 422)
}

// Answers that a page kept while the connection was away (localStorage).
const FORGET = { 'clear-site-data': '"storage"' }

export async function doSignOut(ctx: Context): Promise<Reply> {
  const { sessionToken } = ctx
  if (sessionToken !== null) await ctx.db.write(system, (tx) => closeSession(tx, sessionToken))
  const cookies = [{ name: SESSION, value: null }]
  const left = { ...ctx, actor: anonymous(ctx.visitorId) }
  const offered = await offerProviderSignOut(left, 'Vous êtes déconnecté')
  if (offered !== null) return { ...offered, cookies, headers: { ...offered.headers, ...FORGET } }
  const said = sessionToken === null ? 'Cet appareil a tout oublié de vous.' : 'Vous êtes déconnecté.'
  return { ...redirect('/', said), cookies, headers: FORGET }
}

/** On the browser that posted it, for whoever was signed in there. @throws NotFound, Unauthenticated */
async function findKept(ctx: Context): Promise<{ kept: FoundPost; when: string | null }> {
  return ctx.db.read(keptFor(ctx), async (tx) => {
    const kept = await readKept(tx, ctx.params.id ?? '')
    if (kept === null)
      throw new NotFound('Ces réponses ne sont plus gardées, ou l’étaient dans un autre navigateur.')
    // Whoever follows by code comes back with the code; anything else was written under an account, and asks for it.
    if (ctx.actor.personId === null && !kept.path.startsWith('/suivi/')) throw new Unauthenticated()
    return { kept, when: kept.inSession ? null : dateTime(kept.keptAt, (await territory(tx)).zone) }
  })
}

export async function showKept(ctx: Context): Promise<Reply> {
  const { kept, when } = await findKept(ctx)
  if (when !== null) return page(whosePostPage(ctx, when))
  return kept.onItsPage === true ? redirect(pageOfKept(kept)) : page(keptPostPage(ctx, kept, null))
}

/** POST /reprise/:id: whoever says that it is theirs reads it, and may send it; anybody else has it forgotten. */
export async function sayWhose(ctx: Context, { mien }: WhoseInput): Promise<Reply> {
  const { kept, when } = await findKept(ctx)
  if (mien === 'oui') return page(keptPostPage(ctx, kept, when))
  await ctx.db.write(keptFor(ctx), (tx) => dropKept(tx, kept.id))
  return redirect('/', 'Ces informations sont effacées. Rien n’a été envoyé.')
}
