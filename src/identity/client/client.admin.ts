// Handlers: one site of an authority, what is registered of it, its secrets, its history, in and out of service.
import { RECENT_MINUTES, requireRecent } from '#signin'
import type { Write } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { type Context, page, type Posted, redirect, type Reply } from '#platform/http/route.ts'
import { deskOf, ownClient } from './admin-desk.ts'
import { disableClient, enableClient, endSecret, rotateSecret } from './client.ts'
import { historyOf } from './events.ts'
import { clientPage } from './pages/client.ts'
import { secretPage } from './pages/secret.ts'
import { type ClientRow, secretsOf } from '../store/queries.client.ts'
import { deliveryReport } from '../store/queries.logout.ts'

const addressOf = (client: ClientRow): string => `/administration/sites/${client.id}`

export async function showClient(ctx: Context): Promise<Reply> {
  const { desk, ...known } = await ctx.db.read(ctx.actor, async (tx) => {
    const found = await deskOf(ctx, tx)
    const client = await ownClient(ctx, tx, found)
    const [secrets, history] = [await secretsOf(tx, client.id), await historyOf(tx, client)]
    return {
      desk: found,
      client,
      secrets,
      history,
      deliveries: await deliveryReport(tx, client.id),
      now: tx.now,
    }
  })
  return page(clientPage(desk.frame, { ...known, zone: desk.zone, issuer: ctx.config.publicUrl }))
}

/** An act on a site of theirs, then its page again. */
function act(
  ctx: Context,
  work: (tx: Write, client: ClientRow) => Promise<void>,
  said: string,
): Promise<Reply> {
  return ctx.db.write(ctx.actor, async (tx) => {
    const client = await ownClient(ctx, tx, await deskOf(ctx, tx))
    await work(tx, client)
    return redirect(addressOf(client), said)
  })
}

/** People are cut off, or a secret is read: a recent proof first (OWASP ASVS 5.0 V7.5.3). */
const provedFirst = (ctx: Context, posted: Posted, go: () => Promise<Reply>): Promise<Reply> =>
  requireRecent(ctx, RECENT_MINUTES, posted).then((first) => first ?? go())

export const doDisable = (ctx: Context, _input: object, posted: Posted): Promise<Reply> =>
  provedFirst(ctx, posted, () => act(ctx, (tx, { id }) => disableClient(tx, id), 'Le site est hors service.'))

export const doEnable = (ctx: Context): Promise<Reply> =>
  act(ctx, (tx, { id }) => enableClient(tx, id), 'Le site est de nouveau en service.')

export function doEndSecret(ctx: Context): Promise<Reply> {
  const secretId = Number(ctx.params.secret)
  if (!Number.isSafeInteger(secretId)) throw new NotFound()
  return act(ctx, (tx, { id }) => endSecret(tx, id, secretId), 'L’ancien secret ne fonctionne plus.')
}

export const doRotate = (ctx: Context, _input: object, posted: Posted): Promise<Reply> =>
  provedFirst(ctx, posted, () => rotate(ctx))

function rotate(ctx: Context): Promise<Reply> {
  return ctx.db.write(ctx.actor, async (tx) => {
    const desk = await deskOf(ctx, tx)
    const { id, name } = await ownClient(ctx, tx, desk)
    const issued = await rotateSecret(tx, id)
    return page(secretPage(desk.frame, { ...issued, name, issuer: ctx.config.publicUrl, isChange: true }))
  })
}
