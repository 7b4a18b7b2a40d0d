// Handlers of the test console: try the sign-in of a site of theirs, come back from it, call its addresses.
import { Conflict, Unauthenticated } from '#platform/errors.ts'
import { type Context, one, page, redirect, type Reply } from '#platform/http/route.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { type Desk, deskOf, ownClient } from '../client/admin-desk.ts'
import { digestOf } from '../store/derive.ts'
import { note } from '../client/events.ts'
import { locked } from '../client/client.ts'
import { type ClientRow, registeredClient } from '../store/queries.client.ts'
import { checkAddresses } from './check.ts'
import { arrivalPage, checkedPage, deadTrialPage, trialPage } from './pages/trial.ts'
import { isSecretLive } from './queries.ts'
import { runTrial, scopesOf, trialUrl } from './run.ts'
import { beginTrial, CONSOLE_PATH, endTrial, readTrial, type Trial } from './trial.ts'

/** In a quarter of an hour, by person. */
const TRIALS = { limit: 30, windowSeconds: 900 }
const CHECKS = { limit: 10, windowSeconds: 900 }

const personOf = (ctx: Context): number => {
  if (ctx.actor.personId === null) throw new Unauthenticated()
  return ctx.actor.personId
}

const inService = (client: ClientRow): ClientRow => {
  if (client.disabledAt !== null)
    throw new Conflict('Ce site est hors service\u00a0: remettez-le d’abord en service.')
  return client
}

export function showTrial(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const desk = await deskOf(ctx, tx)
    const client = inService(await ownClient(ctx, tx, desk))
    return page(trialPage(desk.frame, { client, issuer: ctx.config.publicUrl }))
  })
}

export async function doTry(ctx: Context): Promise<Reply> {
  const personId = personOf(ctx)
  await throttle(ctx, `client-trial:${personId}`, TRIALS)
  const { client, trial } = await ctx.db.write(ctx.actor, async (tx) => {
    const own = inService(await ownClient(ctx, tx, await deskOf(ctx, tx)))
    return { client: own, trial: await beginTrial(tx, ctx.config, own.id, personId) }
  })
  const url = new URL(await trialUrl(ctx.db, ctx.config, trial, client))
  return redirect(url.pathname + url.search)
}

interface Arrival {
  desk: Desk
  trial: Trial
  client: ClientRow
}

/** The trial that comes back, when it is theirs, of a site of theirs, and has not been read yet. */
async function arrivalOf(ctx: Context): Promise<Arrival | Desk> {
  const personId = personOf(ctx)
  return ctx.db.read(ctx.actor, async (tx) => {
    const desk = await deskOf(ctx, tx)
    const trial = readTrial(ctx.config.secret, one(ctx.query, 'state'), personId, ctx.db.clock())
    if (trial === null || !(await isSecretLive(tx, trial.consoleId, digestOf(trial.secret)))) return desk
    const client = await registeredClient(tx, trial.clientId)
    const isOwn = client !== null && desk.authorities.some(({ id }) => id === client.authorityId)
    return isOwn ? { desk, trial, client } : desk
  })
}

export async function showArrival(ctx: Context): Promise<Reply> {
  const arrival = await arrivalOf(ctx)
  if (!('trial' in arrival)) return page(deadTrialPage(arrival.frame), 410)
  const { desk, trial, client } = arrival
  try {
    const outcome = await runTrial(ctx.db, ctx.config, trial, new URL(ctx.url, ctx.config.publicUrl))
    const asked = {
      client_id: trial.consoleId,
      redirect_uri: ctx.config.publicUrl + CONSOLE_PATH,
      response_type: 'code',
      scope: scopesOf(client),
      code_challenge_method: 'S256',
    }
    return page(arrivalPage(desk.frame, { client, outcome, asked }))
  } finally {
    await endTrial(ctx.db, trial, personOf(ctx))
  }
}

export async function doCheck(ctx: Context): Promise<Reply> {
  await throttle(ctx, `client-check:${personOf(ctx)}`, CHECKS)
  const { desk, client } = await ctx.db.write(ctx.actor, async (tx) => {
    const found = await deskOf(ctx, tx)
    const own = inService(await ownClient(ctx, tx, found))
    await note(tx, await locked(tx, own.id), 'client.checked')
    return { desk: found, client: own }
  })
  // Outside the transaction: the addresses of others may be slow.
  const checked = await checkAddresses(ctx.db, ctx.config, client)
  return page(checkedPage(desk.frame, { client, checked }))
}
