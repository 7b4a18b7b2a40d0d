// Handlers: set up an application of codes (first time or not), remove it, ask for new recovery codes.
import { BadInput, type FieldProblem, NotFound, Unauthenticated } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, one, page, type Posted, type Reply, redirect } from '#platform/http/route.ts'
import { seal, unseal } from '#platform/http/seal.ts'
import { system } from '#platform/actor.ts'
import { arrivalOf } from '../entry/enter.ts'
import { RECENT_MINUTES, requireRecent } from '../entry/recent.ts'
import { hidden } from '#platform/http/form-page.ts'
import { accountById, digest, writerOf } from '#people'
import { homeOf } from '#platform/http/navigation.ts'
import { enrol, enrolFirst, mayEnrol, removeFactor, renewRecoveryCodes } from './enrolment.ts'
import { newSecret } from './one-time.ts'
import { enrolPage, recoveryCodesPage } from './pages/enrolment.ts'
import { deadLinkPage } from '../entry/pages/dead-link.ts'

// The secret travels in the page that shows it, sealed for one person or one link: nothing is kept before it works.
const sealFor = (ctx: Context, whose: string, secret: string) =>
  seal(ctx.config.secret, `totp ${whose}`, secret)

function secretFrom(ctx: Context, whose: string, sealed: string): string {
  const secret = unseal(ctx.config.secret, `totp ${whose}`, sealed)
  if (secret === null)
    throw new BadInput([
      { field: 'code', message: 'Cette page était ancienne. Recommencez avec la clé ci-dessus.' },
    ])
  return secret
}

/** The secret that the page showed, shown again; a new one when it shows none. */
const shownSecret = (ctx: Context, whose: string, sealed: string): string =>
  unseal(ctx.config.secret, `totp ${whose}`, sealed) ?? newSecret()

const deadLink = (ctx: Context): Reply =>
  page(deadLinkPage(ctx, { href: '/connexion', label: 'Se connecter' }), 410)

async function firstScreen(
  ctx: Context,
  token: string,
  sealed: string,
  problems: FieldProblem[],
): Promise<Reply> {
  const label = await mayEnrol(ctx, ctx.sessionToken, token)
  if (label === null) return deadLink(ctx)
  const secret = shownSecret(ctx, `link ${token}`, sealed)
  const view = {
    secret,
    sealed: sealFor(ctx, `link ${token}`, secret),
    label,
    action: '/connexion/activer',
    more: html`${hidden('jeton', token)}`,
    problems,
  }
  return page(enrolPage(ctx, view), problems.length > 0 ? 422 : 200)
}

export const showFirst = (ctx: Context): Promise<Reply> => firstScreen(ctx, one(ctx.query, 'jeton'), '', [])

export const firstAgain = (ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> =>
  firstScreen(ctx, one(values, 'jeton'), one(values, 'passe_secret'), problems)

export async function doFirst(
  ctx: Context,
  input: { jeton: string; passe_secret: string; code: string },
): Promise<Reply> {
  const { jeton: proof, passe_secret: sealed, code } = input
  try {
    const secret = secretFrom(ctx, `link ${proof}`, sealed)
    const { session, cookies, codes } = await enrolFirst(ctx, {
      token: ctx.sessionToken,
      proof,
      secret,
      code,
      arrival: arrivalOf(ctx),
    })
    return { ...page(recoveryCodesPage(ctx, codes, homeOf(ctx, session.actor))), cookies }
  } catch (error) {
    if (error instanceof NotFound) return deadLink(ctx)
    throw error
  }
}

const SECURITY = '/compte/securite'

function whoIs(ctx: Context): { personId: number; sessionToken: string } {
  const { sessionToken, actor } = ctx
  if (actor.personId === null || sessionToken === null) throw new Unauthenticated()
  return { personId: actor.personId, sessionToken }
}

async function enrolScreen(ctx: Context, sealed: string, problems: FieldProblem[]): Promise<Reply> {
  const { personId } = whoIs(ctx)
  const account = await ctx.db.read(system, (tx) => accountById(tx, personId))
  const secret = shownSecret(ctx, `person ${personId}`, sealed)
  const view = {
    secret,
    sealed: sealFor(ctx, `person ${personId}`, secret),
    label: account?.email ?? '',
    action: `${SECURITY}/code`,
    problems,
  }
  return page(enrolPage(ctx, view), problems.length > 0 ? 422 : 200)
}

export async function showEnrol(ctx: Context): Promise<Reply> {
  return (await requireRecent(ctx, RECENT_MINUTES)) ?? enrolScreen(ctx, '', [])
}

export const enrolAgain = (ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> =>
  enrolScreen(ctx, one(values, 'passe_secret'), problems)

export async function doEnrol(ctx: Context, input: { passe_secret: string; code: string }): Promise<Reply> {
  // Nothing to keep: the page starts again with a new key.
  const first = await requireRecent({ ...ctx, url: `${SECURITY}/code` }, RECENT_MINUTES)
  if (first !== null) return first
  const { personId, sessionToken } = whoIs(ctx)
  const secret = secretFrom(ctx, `person ${personId}`, input.passe_secret)
  const codes = await enrol(ctx, {
    personId,
    tokenHash: digest(sessionToken),
    secret,
    code: input.code,
    writer: writerOf(ctx),
  })
  return page(recoveryCodesPage(ctx, codes, SECURITY))
}

export async function doRemove(ctx: Context, _input: object, posted: Posted): Promise<Reply> {
  const first = await requireRecent(ctx, RECENT_MINUTES, posted)
  if (first !== null) return first
  await removeFactor(ctx, whoIs(ctx).personId, writerOf(ctx))
  return redirect(
    SECURITY,
    'La double vérification est retirée. Vous pouvez fermer vos autres appareils, plus bas.',
  )
}

export async function doRenewCodes(ctx: Context, _input: object, posted: Posted): Promise<Reply> {
  const first = await requireRecent(ctx, RECENT_MINUTES, posted)
  if (first !== null) return first
  const codes = await renewRecoveryCodes(ctx, whoIs(ctx).personId, writerOf(ctx))
  return page(recoveryCodesPage(ctx, codes, SECURITY))
}
