// The OpenID Connect engine of this process: made from the keys in the database, made again when they turn.
import Provider, { type Client, type KoaContextWithOIDC } from 'oidc-provider'
import { closeSession } from '#people'
import { system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'
import { countFailedProof } from './client-tries.ts'
import { cookieName, cookieOptions, SESSION, VISITOR } from '#platform/http/cookies.ts'
import { secretMatches } from './client-metadata.ts'
import { configuration, type Screens } from './configuration.ts'
import { endExchange } from './exchange.ts'
import { signingKeys } from './keys.ts'
import { screensOf } from './screens.ts'
import { followAccount, sessionTokenOf } from './session-follow.ts'
import { queueLogout } from '../store/ending.ts'

// How long a process may not know that keys have turned: far less than the days during which both are published.
const FRESH_MS = 5000

interface Made {
  provider: Provider
  kids: string
  checkedAt: number
}

const made = new WeakMap<Database, Promise<Made>>()

/** The engine, with today's keys. */
export async function providerOf(db: Database, config: Config): Promise<Provider> {
  const known = made.get(db)
  const last = await known?.catch(() => undefined)
  if (last !== undefined && Date.now() - last.checkedAt < FRESH_MS) return last.provider
  if (made.get(db) === known) made.set(db, renewed(db, config, last))
  return (await (made.get(db) as Promise<Made>)).provider
}

/**
 * Forgets the engine: the next exchange reads the keys again.
 * @internal for tests, which do not wait for it to
 */
export function forgetProvider(db: Database): void {
  made.delete(db)
}

async function renewed(db: Database, config: Config, last: Made | undefined): Promise<Made> {
  const keys = await signingKeys(db, config.secret)
  const kids = keys.map(({ kid }) => kid).join(' ')
  if (last !== undefined && last.kids === kids) return { ...last, checkedAt: Date.now() }
  const screens = screensOf(config)
  const provider = new Provider(config.publicUrl, configuration(db, config, keys, screens))
  provider.proxy = true
  // Whoever leaves in the middle of a body would write to the console; faults of ours are told below.
  provider.silent = true
  provider.on('server_error', (ctx, error) => screens.broken(ctx, error))
  adapt(provider, db, config, screens)
  return { provider, kids, checkedAt: Date.now() }
}

/** What the library has no setting for. */
function adapt(provider: Provider, db: Database, config: Config, screens: Screens): void {
  const { Session, Client: ClientModel } = provider
  const find = Session.get.bind(Session)
  Session.get = async (ctx) => followAccount(db, provider, await find(ctx), ctx.req)
  Object.assign(ClientModel.prototype, {
    compareClientSecret(this: Client, given: string) {
      return secretMatches(this.clientSecret ?? '', given)
    },
    // The library tells once and forgets; the outbox tells until it is heard.
    backchannelLogout(this: Client, accountId: string, sid: string | undefined) {
      return db.write(system, (tx) => queueLogout(tx, this.clientId, Number(accountId), sid ?? null))
    },
  })
  provider.use(async (ctx, next) => {
    await next()
    await endExchange(db, ctx)
    // A request that the engine did not know has no `oidc`.
    const known = ctx as Partial<KoaContextWithOIDC>
    if (known.oidc === undefined) return
    await countFailedProof({ db, config }, ctx as KoaContextWithOIDC, screens.ipOf(ctx as KoaContextWithOIDC))
    if (known.oidc.route === 'end_session_confirm') await leaveAccount(ctx as KoaContextWithOIDC, db, config)
    if (known.oidc.route === 'resume') screens.bridge(ctx as KoaContextWithOIDC)
  })
}

/** Signing out of a site, when the person says so, signs out of the account too. */
async function leaveAccount(ctx: KoaContextWithOIDC, db: Database, config: Config): Promise<void> {
  const token = sessionTokenOf(config, ctx.req)
  const isOver = (ctx.oidc.session as { destroyed?: boolean } | undefined)?.destroyed === true
  if (token === null || !isOver) return
  await db.write(system, (tx) => closeSession(tx, token))
  for (const name of [SESSION, VISITOR])
    ctx.cookies.set(cookieName(config, name), null, { ...cookieOptions(config), signed: false })
}
