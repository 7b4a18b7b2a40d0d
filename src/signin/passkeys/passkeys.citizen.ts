// Handlers: sign in by passkey, prove again by passkey, make one, remove one.
import { BadInput, Unauthenticated } from '#platform/errors.ts'
import { type Context, json, type Posted, type Reply, redirect } from '#platform/http/route.ts'
import { browserName } from '../entry/browser-name.ts'
import { arrivalOf } from '../entry/enter.ts'
import { confirmAddress, proveAgain, RECENT_MINUTES, requireRecent } from '../entry/recent.ts'
import { localPath } from '#platform/http/local-path.ts'
import { homeOf } from '#platform/http/navigation.ts'
import { writerOf } from '#people'
import { addPasskey, askPasskey, removePasskey } from './passkey.ts'
import { askSignature, confirmByPasskey, signInByPasskey } from './signature.ts'

const SECURITY = '/compte/securite'

interface Answer {
  answer: string
  suite?: string | undefined
}

function whoIs({ actor, sessionToken }: Context): { personId: number; sessionToken: string } {
  if (actor.personId === null || sessionToken === null) throw new Unauthenticated()
  return { personId: actor.personId, sessionToken }
}

export async function askToSignIn(ctx: Context): Promise<Reply> {
  return json(await askSignature(ctx, { visitorId: ctx.visitorId, personId: null }, ctx.ip))
}

export async function doSignIn(ctx: Context, { answer, suite = '' }: Answer): Promise<Reply> {
  const { visitorId, ip, sessionToken: oldToken } = ctx
  const { session, cookies } = await signInByPasskey(ctx, {
    answer,
    visitorId,
    ip,
    oldToken,
    arrival: arrivalOf(ctx),
  })
  return { ...redirect(localPath(suite) ?? homeOf(ctx, session.actor)), cookies }
}

export async function askToConfirm(ctx: Context): Promise<Reply> {
  return json(await askSignature(ctx, { visitorId: ctx.visitorId, personId: whoIs(ctx).personId }, ctx.ip))
}

export async function doConfirm(ctx: Context, { answer, suite = '' }: Answer): Promise<Reply> {
  const { visitorId, ip } = ctx
  await confirmByPasskey(ctx, { answer, visitorId, ip, personId: whoIs(ctx).personId })
  return { ...redirect(localPath(suite) ?? SECURITY), cookies: [await proveAgain(ctx)] }
}

/** The browser is led to prove who it is first, then comes back to the page of the button. */
export async function askToMake(ctx: Context): Promise<Reply> {
  if ((await requireRecent({ ...ctx, url: SECURITY }, RECENT_MINUTES)) !== null)
    return json({ to: confirmAddress(SECURITY) }, 403)
  return json(await askPasskey(ctx, { visitorId: ctx.visitorId, personId: whoIs(ctx).personId }))
}

export async function doMake(ctx: Context, { answer }: Answer): Promise<Reply> {
  const first = await requireRecent({ ...ctx, url: SECURITY }, RECENT_MINUTES)
  if (first !== null) return first
  try {
    const name = browserName(ctx.userAgent)
    await addPasskey(ctx, { answer, visitorId: ctx.visitorId, name, writer: writerOf(ctx), ...whoIs(ctx) })
    return redirect(SECURITY, 'Votre clé d’accès est ajoutée.')
  } catch (error) {
    if (error instanceof BadInput)
      return redirect(SECURITY, 'La clé d’accès n’a pas pu être ajoutée. Réessayez.')
    throw error
  }
}

export async function doRemove(ctx: Context, _input: object, posted: Posted): Promise<Reply> {
  const first = await requireRecent(ctx, RECENT_MINUTES, posted)
  if (first !== null) return first
  await removePasskey(ctx, whoIs(ctx).personId, ctx.params.id ?? '', writerOf(ctx))
  return redirect(SECURITY, 'La clé d’accès est retirée. Vous pouvez fermer vos autres appareils, plus bas.')
}
