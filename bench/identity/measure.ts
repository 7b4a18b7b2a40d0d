// The identity parts: sign-ins by password, through a site and by FranceConnect, refreshes, and far too many people at once.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { clientFor } from '../../simulators/clients.ts'
import { identityFrom } from '../../src/signin/federation/identity.ts'
import type { Options } from '../options.ts'
import { freePort, postmasterPid, type Program, startProgram, type World } from '../world.ts'
import { type Grown, growAccounts } from './accounts.ts'
import { hashesPerCore, refreshStatements } from './baselines.ts'
import { type Course, type Kind, type Ran, runCourse, runRightly, type Site } from './course.ts'
import { mostMemory, usedBy } from './meter.ts'
import { citizen, CITIZENS, subjectOf } from './personas.ts'
import { copyTokens, giveConsents, openSite, signInOnce } from './tokens.ts'

/** One kind of visit, as fast as it goes, then at 70 % of that. */
export interface Measured {
  name: string
  /** Visits a second with every core of the machine, which the load generator and PostgreSQL share. */
  perSecond: number
  /** Visits for each second of processor of the program; and of the program and PostgreSQL together. */
  perCore: number
  perCoreWithPostgres: number
  /** Milliseconds of each exchange when 70 % of the fastest rate is asked for. */
  atSeventy: Ran['latencies']
  /** Mebibytes that the program ever held. */
  memory: number
}

export interface Overload {
  asked: number
  signedIn: number
  refused: number
  other: Ran['other']
  withoutRetryAfter: number
  /** Milliseconds: the longest anybody waited for an answer. */
  longest: number
  latencies: Ran['latencies']
  memory: number
}

export interface IdentityFigures {
  base: Grown & { tokens: number }
  /** Checks of argon2id alone, for each second of processor: says how fast the machine was during the run. */
  hashesPerCore: number
  /** Refreshes that PostgreSQL alone would bear, per second. */
  statementsAlone?: number
  measured: Measured[]
  overload?: Overload
}

interface Stand {
  world: World
  program: Program
  postmaster: number
  site: Site
  options: Options
  next: number
}

/** Runs the identity parts that were asked for. */
export async function measureIdentity(
  world: World,
  options: Options,
  say: (sentence: string) => void,
): Promise<IdentityFigures> {
  const { parts } = options
  say(`growing to ${options.accounts} accounts`)
  const grown = await growAccounts(world, options.accounts)
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const simulator = await startSimulator(origin)
  const program = await startProgram(world, { port, settings: settingsFor(simulator.issuer) })
  try {
    const site = await openSite(world)
    await signInOnce(origin, site)
    const figures: IdentityFigures = {
      base: { ...grown, tokens: 0 },
      hashesPerCore: await hashesPerCore(),
      measured: [],
    }
    const stand: Stand = { world, program, postmaster: postmasterPid(options), site, options, next: 2 }
    const measure = async (name: string, kind: Kind) => {
      say(name)
      figures.measured.push(await measured(stand, name, kind))
    }
    if (parts.has('logins')) {
      await giveConsents(world, site, Math.min(options.accounts, 50_000))
      await measure('sign-in by password (page, form)', 'password')
      await measure('sign-in at a site (authorization, page, form, code, tokens, userinfo)', 'site')
    }
    if (parts.has('franceconnect')) {
      await linkCitizens(world, simulator.issuer)
      await measure('sign-in by FranceConnect (departure, return)', 'franceconnect')
    }
    if (parts.has('refreshes')) {
      stand.next = 2
      figures.base.tokens = await copyTokens(world, site, Math.min(options.accounts, options.tokens))
      await measure('refresh with rotation', 'refresh')
      const tokens = Math.min(options.accounts, options.tokens)
      const alone = await refreshStatements(world, tokens, options.connections)
      if (alone !== null) figures.statementsAlone = alone
    }
    if (parts.has('overload')) {
      say('ten times more sign-ins than possible')
      figures.overload = await overload(stand, figures)
    }
    return figures
  } finally {
    await program.stop()
    simulator.process.kill('SIGTERM')
  }
}

// A proxy that is trusted says where each person comes from: limits count addresses.
function settingsFor(issuer: string): Record<string, string> {
  const { id, secret } = clientFor('', 'franceconnect')
  return {
    PARVIS_TRUST_PROXY: '1',
    PARVIS_FRANCECONNECT_ISSUER: issuer,
    PARVIS_FRANCECONNECT_CLIENT_ID: id,
    PARVIS_FRANCECONNECT_CLIENT_SECRET: secret ?? '',
  }
}

async function startSimulator(origin: string): Promise<{ issuer: string; process: ChildProcess }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'simulator.ts'), origin], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  return { issuer: said.toString().trim(), process: child }
}

/** The first people of the bench are linked to their identity at FranceConnect. */
async function linkCitizens({ owner, config }: World, issuer: string): Promise<void> {
  const links = Array.from({ length: CITIZENS }, (_, index) => {
    const number = index + 1
    const proven = { subject: subjectOf(number), acr: 'eidas1', claims: citizen(number).claims, idToken: '' }
    const { subject, pivotHash } = identityFrom(config.secret, 'franceconnect', issuer, proven)
    return { number, subject, pivot: pivotHash?.toString('hex') ?? '' }
  })
  await owner.query(
    `insert into accounts.external_identity (person_id, provider, issuer, subject, acr, first_used_at, last_used_at, pivot_hash)
     select p.id, 'franceconnect', $2, l.subject, 'eidas1', now(), now(), decode(l.pivot, 'hex')
     from json_to_recordset($1::json) l (number int, subject text, pivot text)
     join accounts.person p on lower(p.email) = 'personne.' || l.number || '@banc.example'
     on conflict do nothing`,
    [JSON.stringify(links), issuer],
  )
}

function courseOf({ program, site, options, world, next }: Stand, kind: Kind): Course {
  return {
    kind,
    origin: program.origin,
    connections: options.connections,
    seconds: options.seconds,
    perSecond: null,
    from: next,
    site,
    secret: world.config.secret.toString('hex'),
  }
}

async function run(stand: Stand, course: Course, isSure = true): Promise<Ran> {
  const ran = await (isSure ? runRightly(course) : runCourse(course))
  stand.next += ran.done + 500
  if (course.kind !== 'refresh' && stand.next > stand.options.accounts / 2) stand.next = 2
  return ran
}

async function measured(stand: Stand, name: string, kind: Kind, isSure = true): Promise<Measured> {
  const { program, postmaster } = stand
  // To warm up: a program that has just started may refuse some.
  await run(stand, { ...courseOf(stand, kind), seconds: 2 }, false)
  const before = usedBy(program.pid, postmaster)
  const ran = await run(stand, courseOf(stand, kind), isSure)
  const after = usedBy(program.pid, postmaster)
  const each = kind === 'refresh' ? 5 : 1
  const used = after.program - before.program
  const perSecond = ran.done / ran.seconds
  const seventy = await run(stand, { ...courseOf(stand, kind), perSecond: perSecond * 0.7 }, isSure)
  return {
    name,
    perSecond: perSecond * each,
    perCore: (ran.done * each) / used,
    perCoreWithPostgres: (ran.done * each) / (used + after.postgres - before.postgres),
    atSeventy: seventy.latencies,
    memory: mostMemory(program.pid),
  }
}

/** Ten times more people than can come in, for as long as one run. */
async function overload(stand: Stand, { measured: known }: IdentityFigures): Promise<Overload> {
  const fastest =
    known.find(({ name }) => name.includes('by password')) ?? (await measured(stand, '', 'password', false))
  const perSecond = fastest.perSecond * 10
  const ran = await run(stand, { ...courseOf(stand, 'flood'), perSecond, seconds: 20 }, false)
  const { 503: refused = 0, ...other } = ran.other
  return {
    asked: ran.done + Object.values(ran.other).reduce((sum, count) => sum + count, 0),
    signedIn: ran.done,
    refused,
    other,
    withoutRetryAfter: ran.withoutRetryAfter,
    longest: Math.max(...ran.latencies.map(({ max }) => max)),
    latencies: ran.latencies,
    memory: mostMemory(stand.program.pid),
  }
}
