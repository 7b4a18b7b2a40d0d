// Handlers: leave for a provider, come back, sign out of it.
import { ownName, system } from '#platform/actor.ts'
import { ForeignAct } from '#platform/errors.ts'
import { type Context, one, page, type Reply, redirect } from '#platform/http/route.ts'
import { isVisit } from '#platform/http/whence.ts'
import { seal, unseal } from '#platform/http/seal.ts'
import { arrivalOf } from '../entry/enter.ts'
import { localPath } from '#platform/http/local-path.ts'
import { closeSession, writerOf } from '#people'
import { homeOf } from '#platform/http/navigation.ts'
import type { Identity } from './identity.ts'
import { welcome } from './newcomer.ts'
import { checkPage, refusedPage, signedOutPage } from './pages/refused.ts'
import { type ProviderId, providers } from './providers.ts'
import { enterBy, linkTo, recognise, recogniseAgent } from './reconcile.ts'
import { FederationRefused } from './refused.ts'
import { comeBack, leaveFor, leaveProvider } from './travel.ts'
import { codeAddress } from '../entry/code-address.ts'

/** A refusal becomes its page. */
export async function explained(
  ctx: Context,
  provider: ProviderId,
  work: () => Promise<Reply>,
): Promise<Reply> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof FederationRefused)) throw error
    const { html, status } = refusedPage(ctx, error.reason, providers[provider].name)
    return page(html, status)
  }
}

/** GET /connexion/franceconnect, /connexion/proconnect: notes who leaves, so a picture or a frame of another page begins nothing. */
export const showDeparture =
  (provider: ProviderId) =>
  (ctx: Context): Promise<Reply> =>
    explained(ctx, provider, async () => {
      if (!isVisit(ctx.header)) throw new ForeignAct()
      const next = localPath(one(ctx.query, 'suite'))
      const { visitorId, ip } = ctx
      // The provider sends people back to the public address: they leave from there, or their cookies would not be found.
      if (new URL(ctx.config.publicUrl).host !== ctx.host && one(ctx.query, 'ici') === '') {
        const suite = next === null ? '' : `&suite=${encodeURIComponent(next)}`
        return redirect(`${ctx.config.publicUrl}/connexion/${provider}?ici=1${suite}`)
      }
      return redirect(
        await leaveFor(ctx, { provider, purpose: 'sign-in', personId: null, visitorId, ip, next }),
      )
    })

/** GET /connexion/franceconnect/retour, /connexion/proconnect/retour */
export const showReturn =
  (provider: ProviderId) =>
  (ctx: Context): Promise<Reply> =>
    explained(ctx, provider, async () => {
      const { attempt, identity } = await comeBack(ctx, { provider, visitorId: ctx.visitorId, url: ctx.url })
      if (attempt.purpose === 'link') return linked(ctx, attempt.personId, identity)
      return signedIn(ctx, identity, attempt.next)
    })

// Whoever asked to link must still be the one who is signed in: an address prepared by somebody else links nothing.
async function linked(ctx: Context, personId: number | null, identity: Identity): Promise<Reply> {
  if (personId === null || ownName(ctx.actor) !== personId) throw new FederationRefused('expired')
  const { name } = providers[identity.provider]
  const isLinked = await ctx.db.write(system, (tx) => linkTo(tx, personId, identity, writerOf(ctx)))
  if (!isLinked) return page(checkPage(ctx, name))
  return redirect('/compte/connexions', `${name} est relié à votre compte.`)
}

async function signedIn(ctx: Context, identity: Identity, next: string | null): Promise<Reply> {
  const { provider } = identity
  const { visitorId, sessionToken: oldToken } = ctx
  const outcome = await ctx.db.write(system, async (tx) => {
    const found =
      provider === 'franceconnect'
        ? await recognise(tx, identity)
        : await recogniseAgent(tx, identity, writerOf(ctx))
    if (found.kind !== 'person') return found
    // A session that somebody may have prepared in this browser ends here.
    if (oldToken !== null) await closeSession(tx, oldToken)
    return { ...found, entered: await enterBy(tx, found.personId, identity, arrivalOf(ctx)) }
  })
  if (outcome.kind === 'check') return page(checkPage(ctx, providers[provider].name))
  if (outcome.kind === 'newcomer')
    return redirect(`/connexion/franceconnect/compte/${await welcome(ctx, { identity, visitorId, next })}`)
  const { session, cookies, isHalf } = outcome.entered
  return { ...redirect(isHalf ? codeAddress(next) : (next ?? homeOf(ctx, session.actor))), cookies }
}

const SIGN_OUT_LIFE = 15 * 60_000

/** The page that offers to sign out of the provider too; null when there is nothing to sign out of. */
export async function offerProviderSignOut(ctx: Context, title: string): Promise<Reply | null> {
  const state = seal(ctx.config.secret, 'sign-out', String(ctx.db.clock().getTime()))
  const left = await leaveProvider(ctx, { visitorId: ctx.visitorId, state })
  return left === null
    ? null
    : page(signedOutPage(ctx, title, { ...left, provider: providers[left.provider].name }))
}

/** GET /deconnexion/retour: changes nothing; says so only when the way out was prepared here a short while ago. */
export async function showSignedOut(ctx: Context): Promise<Reply> {
  const left = unseal(ctx.config.secret, 'sign-out', one(ctx.query, 'state'))
  const age = left === null ? Number.POSITIVE_INFINITY : ctx.db.clock().getTime() - Number(left)
  return age < SIGN_OUT_LIFE ? redirect('/', 'Vous êtes déconnecté de partout.') : redirect('/')
}
