// The figures of the process, for Prometheus: for the machine itself, as long as no proxy speaks for others, or for whoever holds the
// token of the installation (PARVIS_METRICS_TOKEN).
import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { program } from '../actor.ts'
import { BEARER, call, type Caller } from './call.ts'

// Nobody listens to how long an answer takes: the token is compared by its digest.
const digest = (text: string) => createHash('sha256').update(text).digest()

export const figuresCaller: Caller = {
  title: 'Jeton des mesures du programme',
  scheme: BEARER,
  async identify({ config: { metricsToken } }, secret, { isHere }) {
    const isKnown =
      metricsToken === null
        ? isHere
        : secret !== null && timingSafeEqual(digest(secret), digest(metricsToken))
    return isKnown ? program('Mesures', ['metrics.read']) : null
  },
}

export const figures = call({
  call: 'GET /metrics',
  action: 'metrics.read',
  title: 'Mesures du programme',
  text: 'Requêtes, durées, connexions à la base, alertes de sécurité, pour Prometheus.',
  face: 'api',
  by: ['figures'],
  isHidden: true,
  type: 'text/plain; version=0.0.4',
  answer: z.string(),
  async handle({ db: { pool }, metrics }) {
    metrics.setPoolUse(pool.totalCount - pool.idleCount, pool.waitingCount)
    return { body: await metrics.text() }
  },
})
