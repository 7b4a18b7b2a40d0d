// Does a host name lead here? This installation asks it, at its own address, for words that nobody else can say.
import { randomUUID } from 'node:crypto'
import { Resolver, TIMEOUT } from 'node:dns/promises'
import { anonymous, system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'
import { forget } from '#platform/db/snapshot.ts'
import { NotFound } from '#platform/errors.ts'
import type { Context, Reply } from '#platform/http/route.ts'
import { seal, unseal } from '#platform/http/seal.ts'
import type { JobHandler } from '#platform/jobs.ts'
import { guardedFetch } from '#platform/outside/guard.ts'
import { noteAnswers } from './queries.ts'
import { addressUnder } from './site.ts'
import { territory } from './territory.ts'

export const TRY_HOSTS = 'territory.try_hosts'

const PATH = '/nom-de-guichet'
export const CHALLENGE_PATH = `${PATH}/:challenge`

const PURPOSE = 'host name'
const LIMITS = { timeoutMs: 5000, maxBytes: 500, mostRedirects: 0 }

const saidFor = (host: string, challenge: string): string => `${host} ${challenge}`

/** GET /nom-de-guichet/:challenge: sealed by the installation, for the name by which it is asked and no other. */
export async function sayWhose({ db, config, host, params: { challenge = '' } }: Context): Promise<Reply> {
  const name = URL.parse(`http://${host}`)?.hostname ?? ''
  const place = await db.read(anonymous(), territory)
  if (!place.isHost(name) || !/^[\w-]{1,60}$/.test(challenge)) throw new NotFound()
  const body = seal(config.secret, PURPOSE, saidFor(name, challenge))
  return { kind: 'bytes', body, type: 'text/plain; charset=utf-8', headers: { 'cache-control': 'no-store' } }
}

/**
 * Does the DNS know the name, for both kinds of addresses? Asked with a limit of its own: a connection looks names up in the few threads of the process, where one
 * that nobody serves holds back every other.
 */
export async function isInDns(
  host: string,
  resolver = new Resolver({ timeout: 2000, tries: 1 }),
): Promise<boolean> {
  const asked = [resolver.resolve4(host), resolver.resolve6(host)]
  const found = await Promise.all(asked.map((one) => one.then(() => 'there', codeOf)))
  return found.includes('there') && !found.includes(TIMEOUT)
}

const codeOf = ({ code }: NodeJS.ErrnoException): string | undefined => code

/** Within the house only under the main host: whoever runs the installation says where those names lead. */
async function leadsHere(
  { secret, publicUrl }: Config,
  host: string,
  fetch: typeof guardedFetch,
): Promise<boolean> {
  const challenge = randomUUID()
  const allowPrivate = host.endsWith(`.${new URL(publicUrl).hostname}`)
  const limits = { ...LIMITS, allowHosts: [host], allowPrivate }
  const address = new URL(`${PATH}/${challenge}`, addressUnder(publicUrl, host)).href
  const answer = await fetch(address, limits).catch(() => null)
  return unseal(secret, PURPOSE, answer?.body.toString()) === saidFor(host, challenge)
}

/**
 * Tries the names that are awaited, one after the other; those that lead here are the addresses of their counters from then on. A turn
 * that begins before the last one ended tries nothing.
 */
export function tryHosts(config: Config, fetch = guardedFetch, isKnown = isInDns): JobHandler {
  let isTrying = false
  const tryEach = async (db: Database): Promise<void> => {
    const place = await db.read(anonymous(), territory)
    for (const host of place.authorities.flatMap(({ id }) => place.awaitedOf(id)))
      if ((await isKnown(host)) && (await leadsHere(config, host, fetch))) await noteAnswer(db, host)
  }
  return async (db) => {
    if (isTrying) return
    isTrying = true
    await tryEach(db).finally(() => {
      isTrying = false
    })
  }
}

const noteAnswer = (db: Database, host: string): Promise<void> =>
  db.write(system, async (tx) => {
    await noteAnswers(tx, [host])
    forget(tx, 'territory')
  })
