// A small world for the tests of accounts: a real database, one metropolis, two communes, a server, and browsers.
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { agent } from '#platform/access.ts'
import { system } from '#platform/actor.ts'
import { readConfig } from '#platform/config.ts'
import { contributions } from '#platform/house/contributions.ts'
import { type Database, openDatabase } from '#platform/db/db.ts'
import { diskStore } from '#platform/files/store/disk.ts'
import { createMetrics } from '#platform/http/metrics.ts'
import { openings } from '#platform/http/openings.ts'
import { geocoder } from '#platform/outside/geocoder.ts'
import { tileStore } from '#platform/outside/tiles.ts'
import { kernel } from '#platform/house/kernel.ts'
import { gatherHouse } from '#platform/house/house.ts'
import { html } from '#platform/html.ts'
import type { Route, Tools } from '#platform/http/route.ts'
import { buildServer } from '#platform/http/server.ts'
import type { Module } from '#platform/house/module.ts'
import { type KeptMail, keptMail, keptMails } from '#platform/mail/kept.ts'
import { neutralSite } from '#territory'
import { openWorker, runJobs } from './app.ts'
import { testDatabase } from '#test/database.ts'
import { mandates } from '#mandates'
import { createPerson, people } from '#people'
import { hashPassword, signin } from '#signin'

const ACCOUNTS: readonly Module[] = [people, signin, mandates]

export const PASSWORD = 'parvis-demo-2026'

/** Ids of units: roads of the metropolis hold two services, one of which holds a team. */
interface Units {
  roads: number
  east: number
  team: number
  west: number
  bron: number
  mions: number
}

export interface Sample {
  db: Database
  tools: Tools
  units: Units
  /** A server with the routes of accounts and those given. */
  serve(more?: readonly Route[]): Promise<FastifyInstance>
  /** Moves the clock. */
  pass(milliseconds: number): void
  person(email: string, name?: string): Promise<number>
  mails(to: string): Promise<KeptMail[]>
  /** Runs the jobs that are planned. */
  work(): Promise<number>
  /** The first link of the latest mail to that address, as a path. */
  link(to: string): Promise<string>
  close(): Promise<void>
}

// Where agents land: the first place of the desk is another module's.
const desk: Module = {
  name: 'desk',
  door: {
    account: '/compte',
    onBehalf: '/territoires',
    runs: '/agents/travaux',
    ownEyes: '/agents/retour',
    neutralSite,
    site: async () => neutralSite,
  },
  navigation: [
    {
      menu: 'desk',
      order: 10,
      href: '/agents',
      label: 'Demandes',
      who: agent('handler', 'manager', 'reception').anywhere,
    },
  ],
}

/** Milliseconds. */
export const HOUR = 3_600_000

/** Opens the world; close it when the tests are done. */
export async function openSample(): Promise<Sample> {
  const database = await testDatabase()
  let now = Date.now()
  const db = openDatabase(database.urls, () => new Date(now), {}, 6)
  const worker = openWorker(database.ownerUrl)
  const house = gatherHouse([kernel, desk, ...ACCOUNTS])
  const config = readConfig(
    {
      PARVIS_SECRET: 'ab'.repeat(32),
      PARVIS_LOG: 'silent',
      PARVIS_URL: 'https://parvis.example',
    },
    house.environment,
  )
  const assets = {
    url: (name: string) => `/assets/${name}`,
    islands: new Set<string>(),
    get: () => undefined,
  }
  const tools: Tools = {
    ...contributions(house),
    config,
    db,
    assets,
    files: diskStore('/nonexistent'),
    geocoder: geocoder(null),
    tiles: tileStore(null, ''),
    metrics: createMetrics(),
    openings: openings(db, [], undefined, null),
  }
  const passwordHash = await hashPassword(PASSWORD)
  const mails = (to: string) => db.read(system, (tx) => keptMails(tx, { to }))
  return {
    db,
    tools,
    mails,
    work: () => runJobs(db, worker, house.jobs(config)),
    units: await insertUnits(db),
    serve: (more = []) => serve(tools, more),
    pass: (milliseconds) => {
      now += milliseconds
    },
    person: (email, name = 'Camille Essai') =>
      db.write(system, (tx) => createPerson(tx, { email, name, passwordHash })),
    link: async (to) => {
      const [latest] = await mails(to)
      const mail = latest === undefined ? null : await db.read(system, (tx) => keptMail(tx, latest.id))
      return /https:\/\/parvis\.example(\/\S*jeton=\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
    },
    close: async () => {
      await db.close()
      await worker.end()
      await database.drop()
    },
  }
}

function serve(tools: Tools, more: readonly Route[]): Promise<FastifyInstance> {
  const house = gatherHouse([...ACCOUNTS, { name: 'essai', routes: more }])
  return buildServer(tools, house, {
    errorPage: (_ctx, error) => html`<p>${error.message}</p>`,
  })
}

async function insertUnits(db: Database): Promise<Units> {
  return db.write(system, async ({ q }) => {
    await sql`insert into territory.calendar (id, definition)
      select 'essai', definition from territory.calendar limit 1 on conflict do nothing`.execute(q)
    const authority = async (code: string, level: string) => {
      const { rows } = await sql<{ id: number }>`
        insert into territory.authority (code, level, slug, name, siren, population)
        values (${code}, ${level}, ${code}, ${code}, '', 1) returning id`.execute(q)
      return rows[0]?.id ?? 0
    }
    const unit = async (authorityId: number, code: string, parentId: number | null = null) => {
      const { rows } = await sql<{ id: number }>`
        insert into territory.unit (authority_id, parent_id, code, name, kind, functions, calendar_id)
        values (${authorityId}, ${parentId}, ${code}, ${code}, 'service', '{}', 'essai') returning id`.execute(
        q,
      )
      return rows[0]?.id ?? 0
    }
    const metropolis = await authority('essai-metropole', 'metropolis')
    const roads = await unit(metropolis, 'roads')
    const east = await unit(metropolis, 'east', roads)
    const team = await unit(metropolis, 'team', east)
    const west = await unit(metropolis, 'west', roads)
    const bron = await unit(await authority('essai-bron', 'commune'), 'desk')
    const mions = await unit(await authority('essai-mions', 'commune'), 'desk')
    return { roads, east, team, west, bron, mions }
  })
}
