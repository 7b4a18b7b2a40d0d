// Does a host name lead here? This installation asks it, at its own address, for words that nobody else can say.
import { randomUUID } from 'node:crypto'
import { anonymous, system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
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
const LIMITS = { timeoutMs: 5000, maxBytes: 500 }

const wordsOf = (host: string, challenge: string): string => `${host} ${challenge}`

/** GET /nom-de-guichet/:challenge: sealed by the installation, for the name by which it is asked and no other. */
export async function sayWhose({ db, config, host, params: { challenge = '' } }: Context): Promise<Reply> {
  const name = URL.parse(`http://${host}`)?.hostname ?? ''
  const place = await db.read(anonymous(), territory)
  if (!place.isHost(name) || !/^[\w-]{1,60}$/.test(challenge)) throw new NotFound()
  const body = seal(config.secret, PURPOSE, wordsOf(name, challenge))
  return { kind: 'bytes', body, type: 'text/plain; charset=utf-8', headers: { 'cache-control': 'no-store' } }
}

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
  return unseal(secret, PURPOSE, answer?.body.toString()) === wordsOf(host, challenge)
}

/** Tries the names that are awaited; those that lead here are the addresses of their counters from then on. */
export const tryHosts =
  (config: Config, fetch = guardedFetch): JobHandler =>
  async (db) => {
    const place = await db.read(anonymous(), territory)
    const awaited = place.authorities.flatMap(({ id }) => place.awaitedOf(id))
    const led = await Promise.all(awaited.map((host) => leadsHere(config, host, fetch)))
    const answering = awaited.filter((_host, index) => led[index])
    if (answering.length === 0) return
    await db.write(system, async (tx) => {
      await noteAnswers(tx, answering)
      forget(tx, 'territory')
    })
  }
