// Parvis, whole: its modules in order, what they bring, and how they start together.
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { accounts, type CodesOf, identify, toldMandateOver } from '#accounts'
import { demo, loadDemo } from '#demo'
import { forms } from '#forms'
import { identity, mountProvider } from '#identity'
import type { AccessTable } from '#platform/access.ts'
import { anonymous, system } from '#platform/actor.ts'
import { type Clock, systemClock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import { type Database, openDatabase } from '#platform/db.ts'
import type { Listeners } from '#platform/events.ts'
import { diskStore } from '#platform/files/store.ts'
import { geocoder } from '#platform/geocoder.ts'
import { keepPost } from '#platform/http/keep.ts'
import { sendAgainPage } from '#platform/http/resend-page.ts'
import type { Tools } from '#platform/http/route.ts'
import type { Hooks } from '#platform/http/hooks.ts'
import { buildServer, type Journal } from '#platform/http/server.ts'
import { type Jobs, startWorker } from '#platform/jobs.ts'
import { senderAt } from '#platform/mail/message.ts'
import { planForgotten, SEND_MAIL, sendingMails, sendMail } from '#platform/mail/outbox.ts'
import { smtpTransport } from '#platform/mail/transport.ts'
import { sweepPlatform } from '#platform/sweep.ts'
import type { DatabaseUrls } from '#platform/postgres/url.ts'
import { tileStore } from '#platform/tiles.ts'
import { loadAssets } from '#platform/ui/bundle.ts'
import type { Module } from '#platform/module.ts'
import { privacy } from '#privacy'
import { publishing } from '#publishing'
import { registerModule } from '#register'
import { CODE_HOURS, grantedTo, requests } from '#requests'
import { services } from '#services'
import { neutralSite, siteOf, territory, territoryModule } from '#territory'
import { errorPage } from './error-pages.ts'
import { toDoFirst } from './first-start.ts'
import { schedule } from './schedule.ts'

/** The modules, in the order of their arrows (modules.ts). The demonstration's comes last, and only in demonstration. */
export const modules: readonly Module[] = [
  territoryModule,
  registerModule,
  accounts,
  identity,
  forms,
  services,
  requests,
  publishing,
  privacy,
]

const joined = <T>(
  list: readonly Module[],
  part: (module: Module) => Readonly<Record<string, T>> | undefined,
): Record<string, T> => Object.assign({}, ...list.map(part))

export const listeners: Listeners = joined(modules, (module) => module.listeners)
export const accessOf = (list: readonly Module[]): AccessTable => joined(list, (module) => module.access)

/** Every job the worker knows. */
export function jobsOf(config: Config): Jobs {
  const { smtpUrl, mailFrom, publicUrl } = config
  const from = mailFrom === null ? senderAt(publicUrl, 'Parvis') : { name: 'Parvis', address: mailFrom }
  const transport = smtpUrl === null ? null : smtpTransport(smtpUrl, { from })
  const send = sendMail(transport)
  const own = joined(modules, (module) => module.jobs?.(config))
  return {
    ...Object.fromEntries(Object.entries(own).map(([name, handler]) => [name, sendingMails(handler, send)])),
    [SEND_MAIL]: send,
    'platform.sweep': sweepPlatform,
    'platform.plan_mails': async (db) => void (await db.write(system, planForgotten)),
  }
}

function hooksFor(db: Database): Hooks {
  const codesOf: CodesOf = (tx, visitorId, personId) =>
    grantedTo(tx, visitorId, personId, new Date(tx.now.getTime() - CODE_HOURS * 3600_000))
  return {
    neutralSite,
    errorPage,
    sendAgainPage,
    keepPost,
    identify: (token, visitorId) => identify(db, token, visitorId, codesOf),
    toldMandateOver: (token) => toldMandateOver(db, token),
    site: async (host) => {
      const place = await db.read(anonymous(), territory)
      return siteOf(place, place.siteOf(host.toLowerCase()))
    },
  }
}

/** The HTTP server, not listening yet: tests inject requests into it. */
export async function createApp(config: Config, db: Database, journal?: Journal): Promise<FastifyInstance> {
  const tools: Tools = {
    config,
    db,
    assets: await loadAssets(),
    files: diskStore(join(config.dataFolder, 'files')),
    geocoder: geocoder(config.geocoderUrl),
    tiles: tileStore(config.tilesUrl, join(config.dataFolder, 'tiles')),
  }
  const shown = config.demo ? [...modules, demo] : modules
  const hooks = hooksFor(db)
  const app = await buildServer(
    tools,
    shown.flatMap((module) => module.routes),
    accessOf(shown),
    hooks,
    journal,
  )
  await mountProvider(app, tools, hooks.site)
  return app
}

/** Starts web, worker or both on a migrated database. @returns the address people open, what is still to do first, and how to stop */
export async function startParvis(
  config: Config,
  urls: DatabaseUrls,
  clock: Clock = systemClock,
  stopping?: AbortSignal,
): Promise<{ address: string; todo: string[]; stop(): Promise<void> }> {
  if (config.demo) await loadDemo(urls, config, { stopping })
  stopping?.throwIfAborted()
  const db = openDatabase(urls, clock, listeners)
  const todo = await toDoFirst(db, config).catch((error: unknown) =>
    db.close().then(() => Promise.reject(error)),
  )
  const worker =
    config.role === 'web'
      ? null
      : await startWorker(urls.owner, db, jobsOf(config), schedule, { alone: config.databaseUrl === null })
  const app = config.role === 'worker' ? null : await createApp(config, db)
  if (app !== null) await app.listen({ port: config.port, host: config.host })
  return {
    address: app === null ? 'worker' : config.publicUrl,
    todo,
    async stop() {
      await app?.close()
      await worker?.stop()
      await db.close()
    },
  }
}
