// Parvis, whole: its modules in order, what they bring, and how they start together.
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { intranet } from '#intranet'
import { joining } from '#joining'
import { ads } from '#ads'
import { audiences } from '#audiences'
import { mandates } from '#mandates'
import { live } from '#live'
import { lists } from '#lists'
import { sections } from '#sections'
import { forums } from '#forums'
import { loans } from '#loans'
import { surveys } from '#surveys'
import { media } from '#media'
import { signin } from '#signin'
import { exchange } from '#exchange'
import { pass } from '#pass'
import { people } from '#people'
import { demo, loadDemo } from '#demo'
import { administration } from '#administration'
import { agreementsModule } from '#agreements'
import { bodiesModule } from '#bodies'
import { brochures } from '#brochures'
import { collaborators } from '#collaborators'
import { competence } from '#competence'
import { definitions } from '#definitions'
import { club } from '#club'
import { directory } from '#directory'
import { digest } from '#digest'
import { extranet } from '#extranet'
import { feeds } from '#feeds'
import { files } from '#files'
import { forms } from '#forms'
import { identity, mountProvider } from '#identity'
import { type Clock, systemClock } from '#platform/clock.ts'
import { type Config, readConfig } from '#platform/config.ts'
import { type Database, openDatabase } from '#platform/db/db.ts'
import { contributions } from '#platform/house/contributions.ts'
import { openFiles } from '#platform/files/store/open.ts'
import { geocoder } from '#platform/outside/geocoder.ts'
import { gatherHouse, type House } from '#platform/house/house.ts'
import { siteOf } from '#platform/http/context.ts'
import { createMetrics } from '#platform/http/metrics.ts'
import { type Openings, openings } from '#platform/http/openings.ts'
import type { Tools } from '#platform/http/route.ts'
import { buildServer, type Journal } from '#platform/http/server.ts'
import { type Jobs, startWorker } from '#platform/jobs.ts'
import { senderAt } from '#platform/mail/message.ts'
import { SEND_MAIL, sendingMails, sendMail } from '#platform/mail/outbox.ts'
import { smtpTransport } from '#platform/mail/transport.ts'
import type { DatabaseUrls } from '#platform/postgres/url.ts'
import { tileStore } from '#platform/outside/tiles.ts'
import { loadAssets } from '#platform/ui/bundle.ts'
import { kernel } from '#platform/house/kernel.ts'
import type { Module } from '#platform/house/module.ts'
import { privacy } from '#privacy'
import { notices } from '#notices'
import { organisation } from '#organisation'
import { dav } from '#dav'
import { provisioning } from '#provisioning'
import { publishing } from '#publishing'
import { registerModule } from '#register'
import { openReplies, replies } from '#replies'
import { requests } from '#requests'
import { reversibility } from '#reversibility'
import { runs } from '#runs'
import { search } from '#search'
import { services } from '#services'
import { settings } from '#settings'
import { spacesModule } from '#spaces'
import { steering } from '#steering'
import { studio } from '#studio'
import { templates } from '#templates'
import { territoryModule } from '#territory'
import { threads } from '#threads'
import { correspondents } from '#correspondents'
import { vacancies } from '#vacancies'
import { kiosk } from '#kiosk'
import { workflows } from '#workflows'
import { writing } from '#writing'
import { errorPage } from './error-pages.ts'
import { toDoFirst } from './first-start.ts'

/**
 * The modules, in the order in which a person reads what they hold; an erasure goes the other way: what finds the person by their
 * address goes before the address, sites are told before sessions end.
 */
export const modules: readonly Module[] = [
  kernel,
  territoryModule,
  registerModule,
  people,
  audiences,
  notices,
  signin,
  mandates,
  settings,
  definitions,
  identity,
  lists,
  forms,
  workflows,
  services,
  requests,
  threads,
  writing,
  runs,
  files,
  agreementsModule,
  competence,
  studio,
  templates,
  organisation,
  provisioning,
  dav,
  bodiesModule,
  collaborators,
  administration,
  joining,
  media,
  publishing,
  live,
  feeds,
  digest,
  replies,
  spacesModule,
  forums,
  brochures,
  steering,
  loans,
  correspondents,
  vacancies,
  kiosk,
  exchange,
  pass,
  ads,
  surveys,
  extranet,
  intranet,
  sections,
  club,
  directory,
  search,
  reversibility,
  privacy,
]

/** The whole of Parvis; the demonstration's module comes last, and only in demonstration. */
export const houseOf = ({ demo: isDemo }: Pick<Config, 'demo'>): House =>
  gatherHouse(isDemo ? [...modules, demo] : modules)

/** The configuration of the whole of Parvis. @throws StartError with one sentence per wrong value */
export const configOf = (env: Record<string, string | undefined>): Config =>
  readConfig(env, houseOf({ demo: true }).environment)

/** Every job the worker knows: those of modules send the mails they wrote as soon as they have ended. */
export function jobsOf(config: Config, house: House = houseOf(config)): Jobs {
  const { smtpUrl, mailFrom, publicUrl } = config
  const from = mailFrom === null ? senderAt(publicUrl, 'Parvis') : { name: 'Parvis', address: mailFrom }
  const send = sendMail(smtpUrl === null ? null : smtpTransport(smtpUrl, { from }))
  const own = Object.entries(house.jobs(config))
  return {
    ...Object.fromEntries(own.map(([name, handler]) => [name, sendingMails(handler, send)])),
    [SEND_MAIL]: send,
  }
}

/** The HTTP server, not listening yet: tests inject requests into it. */
export async function createApp(
  config: Config,
  db: Database,
  {
    journal,
    house = houseOf(config),
    counting = openings(db, house.counted, house.takesOpenings),
  }: { journal?: Journal | undefined; house?: House | undefined; counting?: Openings } = {},
): Promise<FastifyInstance> {
  const tools: Tools = {
    ...contributions(house),
    config,
    db,
    assets: await loadAssets(house),
    files: openFiles(config),
    geocoder: geocoder(config.geocoderUrl),
    tiles: tileStore(config.tilesUrl, join(config.dataFolder, 'tiles')),
    metrics: createMetrics(),
    openings: counting,
  }
  const app = await buildServer(tools, house, { errorPage }, journal)
  await mountProvider(app, tools, (host) => siteOf(tools, host))
  return app
}

// Whoever starts it says where it is: the journal, made for machines, has nothing to add to that.
async function listen(app: FastifyInstance, { port, host }: Config): Promise<void> {
  const { level } = app.log
  app.log.level = 'silent'
  await app.listen({ port, host }).finally(() => {
    app.log.level = level
  })
}

/** How a start is timed, ended before its end, and told. */
interface Starting {
  clock?: Clock
  stopping?: AbortSignal
  /** Tells whoever waits what is being done. */
  say?: (step: string) => void
}

/** Starts web, worker or both on a migrated database. @returns the address people open, what is still to do first, and how to stop */
export async function startParvis(
  config: Config,
  urls: DatabaseUrls,
  { clock = systemClock, stopping, say = () => {} }: Starting = {},
): Promise<{ address: string; todo: string[]; stop(): Promise<void> }> {
  await openFiles(config).check()
  const house = houseOf(config)
  if (config.demo) await loadDemo(urls, config, house, { stopping, say })
  stopping?.throwIfAborted()
  say('Ouverture du guichet…')
  const db = openDatabase(urls, clock, house)
  const todo = await toDoFirst(db, config, house).catch((error: unknown) =>
    db.close().then(() => Promise.reject(error)),
  )
  const worker =
    config.role === 'web'
      ? null
      : await startWorker(urls.owner, db, jobsOf(config, house), house.recurring, {
          alone: config.databaseUrl === null,
        })
  const app = config.role === 'worker' ? null : await createApp(config, db, { house })
  if (app !== null) await listen(app, config)
  const mails = app === null ? null : await openReplies(config, db, house, app.log)
  return {
    address: app === null ? 'worker' : config.publicUrl,
    todo,
    async stop() {
      await mails?.close()
      await app?.close()
      await worker?.stop()
      await db.close()
    },
  }
}
