// Handlers: open an account with FranceConnect, link it to an account, remove the link.
import { type FieldProblem, NotFound, Unauthenticated } from '#platform/errors.ts'
import { type Context, one, page, type Posted, type Reply, redirect } from '#platform/http/route.ts'
import { territory } from '#territory'
import { arrivalOf } from '../entry/enter.ts'
import { RECENT_MINUTES, requireRecent } from '../entry/recent.ts'
import { readFactors } from '../factors/queries.ts'
import { accountById, writerOf } from '#people'
import { homeOf } from '#platform/http/navigation.ts'
import { system } from '#platform/actor.ts'
import { unlink } from './links.ts'
import { askCode, newcomerOf, openAccount, turnAway } from './newcomer.ts'
import { linksPage } from './pages/links.ts'
import { codePage, newcomerPage } from './pages/newcomer.ts'
import { leavingPage } from './pages/refused.ts'
import { linksOf } from './queries.ts'
import { explained, offerProviderSignOut } from './sign-in.citizen.ts'
import { leaveFor } from './travel.ts'
import { confirmPassword } from '../secret/confirm.ts'

const provider = 'franceconnect'
const idOf = (ctx: Context): string => ctx.params.id ?? ''
const waiting = (ctx: Context) => newcomerOf(ctx, idOf(ctx), ctx.visitorId)

function personOf(ctx: Context): number {
  if (ctx.actor.personId === null) throw new Unauthenticated()
  return ctx.actor.personId
}

export const showNewcomer = (ctx: Context): Promise<Reply> =>
  explained(ctx, provider, async () => {
    const { name, email } = await waiting(ctx)
    return page(newcomerPage(ctx, { id: idOf(ctx), name, email: email ?? '' }))
  })

export const doAskCode = (ctx: Context, { email }: { email: string }): Promise<Reply> =>
  explained(ctx, provider, async () => {
    await askCode(ctx, { id: idOf(ctx), visitorId: ctx.visitorId, email, ip: ctx.ip }, writerOf(ctx))
    return redirect(`/connexion/franceconnect/compte/${idOf(ctx)}/code`)
  })

export const askCodeAgain = (ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> =>
  explained(ctx, provider, async () => {
    const { name } = await waiting(ctx)
    return page(newcomerPage(ctx, { id: idOf(ctx), name, email: one(values, 'email'), problems }), 422)
  })

const codeForm = (ctx: Context, problems: FieldProblem[]): Promise<Reply> =>
  explained(ctx, provider, async () => {
    const { askedEmail, name } = await waiting(ctx)
    if (askedEmail === null) return redirect(`/connexion/franceconnect/compte/${idOf(ctx)}`)
    return page(
      codePage(ctx, { id: idOf(ctx), name, email: askedEmail, problems }),
      problems.length > 0 ? 422 : 200,
    )
  })

export const showCode = (ctx: Context): Promise<Reply> => codeForm(ctx, [])
export const codeAgain = codeForm

export const doOpenAccount = (ctx: Context, { code }: { code: string }): Promise<Reply> =>
  explained(ctx, provider, async () => {
    const { visitorId, sessionToken: oldToken } = ctx
    const typed = { id: idOf(ctx), visitorId, code, oldToken, arrival: arrivalOf(ctx) }
    const { session, cookies, next } = await openAccount(ctx, typed)
    return { ...redirect(next ?? homeOf(ctx, session.actor), 'Votre compte est ouvert.'), cookies }
  })

/** Forgotten here; the provider still knows somebody in that browser, and may be told to forget them too. */
export async function doTurnAway(ctx: Context): Promise<Reply> {
  await turnAway(ctx, idOf(ctx), ctx.visitorId)
  const offered = await offerProviderSignOut(ctx, 'Cette identité est effacée')
  return offered ?? redirect('/connexion', 'Cette identité est effacée de cet ordinateur.')
}

async function linksForm(ctx: Context, problems: FieldProblem[]): Promise<Reply> {
  const personId = personOf(ctx)
  const view = await ctx.db.read(system, async (tx) => ({
    links: await linksOf(tx, personId),
    hasPassword: ((await accountById(tx, personId))?.passwordHash ?? null) !== null,
    passkeys: (await readFactors(tx, personId)).passkeys,
    zone: (await territory(tx)).zone,
  }))
  return page(linksPage(ctx, { ...view, problems }), problems.length > 0 ? 422 : 200)
}

export const showLinks = (ctx: Context): Promise<Reply> => linksForm(ctx, [])
export const linksAgain = linksForm

/** The password, or a recent proof of who has none. */
export const doLink = (ctx: Context, { current }: { current: string }): Promise<Reply> =>
  explained(ctx, provider, async () => {
    const personId = personOf(ctx)
    const account = await ctx.db.read(system, (tx) => accountById(tx, personId))
    if (account === null) throw new NotFound()
    if (account.passwordHash !== null) await confirmPassword(ctx, personId, current)
    else {
      const first = await requireRecent({ ...ctx, url: '/compte/connexions' }, RECENT_MINUTES)
      if (first !== null) return first
    }
    const { visitorId, ip } = ctx
    const url = await leaveFor(ctx, { provider, purpose: 'link', personId, visitorId, ip, next: null })
    // A page, not a redirection: a form of ours may not lead to another site (Content-Security-Policy, form-action).
    return { ...page(leavingPage(ctx, 'FranceConnect', url)), headers: { refresh: `0; url=${url}` } }
  })

export async function doUnlink(ctx: Context, _: unknown, posted: Posted): Promise<Reply> {
  const first = await requireRecent(ctx, RECENT_MINUTES, posted)
  if (first !== null) return first
  const linkId = Number(ctx.params.id)
  if (!Number.isSafeInteger(linkId)) throw new NotFound()
  await unlink(ctx, { personId: personOf(ctx), linkId }, writerOf(ctx))
  return redirect('/compte/connexions', 'Ce lien est retiré.')
}
