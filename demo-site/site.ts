// A site in its guise (a town's own, an application of agents), on node:http alone: its pages, the way to the account and back, both ways of signing out.
// Never outside the demonstration: it listens on this machine only, and what it says is invented.
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Configuration } from 'openid-client'
import {
  arrive,
  connector,
  type Departure,
  depart,
  leave,
  type Person,
  readLogout,
  type Registered,
} from './account.ts'
import { type Guise, TOWN } from './guise.ts'
import { faultPage, homePage, lostPage, type Notice, spacePage } from './pages.ts'
import { shelf } from './visits.ts'

export interface DemoSite {
  /** Where people open it, without a slash at its end. */
  origin: string
  /** To be registered at the account, letter for letter. */
  redirectUri: string
  postLogoutUri: string
  backchannelUri: string
  /** What the registration gave; until then the site only says that it is not ready. */
  connect(registered: Omit<Registered, 'issuer'>): void
  stop(): Promise<void>
}

/** A visit: somebody, or the trace of somebody whom the account has signed out. */
type Visit = { person: Person } | { person: null; notice: Notice }

interface Answer {
  status: number
  type?: string
  body?: string
  to?: string
  cookies?: string[]
}

const HOUR = 3_600_000
const MOST = 5_000
const STYLE = readFileSync(join(import.meta.dirname, 'style.css'), 'utf8')

const page = (body: string, cookies: string[] = [], status = 200): Answer => ({
  status,
  type: 'text/html; charset=utf-8',
  body,
  cookies,
})
const go = (to: string, cookies: string[] = []): Answer => ({ status: 303, to, cookies })
const cookie = (name: string, value: string | null): string =>
  `${name}=${value ?? ''}; Path=/; HttpOnly; SameSite=Lax${value === null ? '; Max-Age=0' : ''}`

function cookieOf(request: IncomingMessage, name: string): string | null {
  const found = (request.headers.cookie ?? '').split(/; */).find((item) => item.startsWith(`${name}=`))
  return found?.slice(name.length + 1) ?? null
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > 32_768) throw new Error('too long')
    parts.push(part)
  }
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'))
}

type Handler = (request: IncomingMessage, url: URL) => Promise<Answer>

/** The addresses of the site. `account` finds the account, or throws. */
function routesOf(
  origin: string,
  guise: Guise,
  account: () => Promise<Configuration>,
): Record<string, Handler> {
  const [VISIT, DEPARTURE] = [`${guise.id}_visite`, `${guise.id}_depart`]
  const visits = shelf<Visit>(8 * HOUR, MOST)
  const departures = shelf<Departure>(HOUR / 2, MOST)
  const heard = shelf<true>(HOUR / 2, MOST)
  const visitOf = (request: IncomingMessage) => visits.get(cookieOf(request, VISIT))
  return {
    'GET /': async (request) => {
      const visit = visitOf(request)
      if (visit === null) return page(homePage(guise, null, null))
      if (visit.person !== null) return page(homePage(guise, visit.person, null))
      visits.remove(cookieOf(request, VISIT))
      return page(homePage(guise, null, visit.notice), [cookie(VISIT, null)])
    },
    'GET /connexion': async () => {
      const departure = await depart(await account(), `${origin}/retour`, guise.wishes)
      return go(departure.url, [cookie(DEPARTURE, departures.put(departure))])
    },
    'GET /retour': async (request, url) => {
      const name = cookieOf(request, DEPARTURE)
      const departure = departures.get(name)
      departures.remove(name)
      const gone = cookie(DEPARTURE, null)
      if (departure === null) return page(homePage(guise, null, 'lost'), [gone], 400)
      if (url.searchParams.get('error') === 'access_denied')
        return page(homePage(guise, null, 'refused'), [gone])
      const person = await arrive(await account(), url, departure)
      visits.remove(cookieOf(request, VISIT))
      return go('/mon-espace', [gone, cookie(VISIT, visits.put({ person }))])
    },
    'GET /mon-espace': async (request) => {
      const visit = visitOf(request)
      return visit === null || visit.person === null ? go('/') : page(spacePage(guise, visit.person))
    },
    'POST /sortie': async (request) => {
      const visit = visitOf(request)
      visits.remove(cookieOf(request, VISIT))
      const gone = cookie(VISIT, null)
      if (visit === null || visit.person === null) return go('/', [gone])
      return go(leave(await account(), visit.person.idToken, `${origin}/au-revoir`), [gone])
    },
    'GET /au-revoir': async () => page(homePage(guise, null, 'left')),
    'POST /deconnexion-annoncee': async (request) => {
      const told = await readLogout(await account(), (await bodyOf(request)).get('logout_token') ?? '').catch(
        () => null,
      )
      if (told === null) return { status: 400 }
      // Each token serves once.
      if (heard.get(told.id) !== null) return { status: 200 }
      heard.put(true, told.id)
      const isTheirs = ({ sid, sub }: Person) => (told.sid === null ? sub === told.sub : sid === told.sid)
      visits.each((visit) =>
        visit.person !== null && isTheirs(visit.person) ? { person: null, notice: 'ended' } : visit,
      )
      return { status: 200 }
    },
    'GET /style.css': async () => ({ status: 200, type: 'text/css; charset=utf-8', body: STYLE }),
  }
}

function send(
  response: ServerResponse,
  { status, type, body, to, cookies = [] }: Answer,
  issuer: string,
): void {
  const headers: Record<string, string | string[]> = {
    'cache-control': type?.startsWith('text/css') ? 'max-age=300' : 'no-store',
    'content-security-policy': `default-src 'none'; style-src 'self'; img-src data:; form-action 'self' ${issuer}; base-uri 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'set-cookie': cookies,
    ...(type === undefined ? {} : { 'content-type': type }),
    ...(to === undefined ? {} : { location: to }),
  }
  response.writeHead(status, headers).end(body)
}

async function listening(server: Server, port: number): Promise<number> {
  const listen = (wanted: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(wanted, '127.0.0.1', () => resolve(void server.off('error', reject)))
    })
  // The port may be another program's: any other will do.
  await listen(port).catch(() => listen(0))
  return (server.address() as AddressInfo).port
}

/**
 * Starts the site on this machine alone.
 * @param port the one to try first
 * @param issuer the account; the site takes the other name of this machine, so that their cookies stay apart
 */
export async function startDemoSite({
  port,
  issuer,
  guise = TOWN,
}: {
  port: number
  issuer: string
  guise?: Guise
}): Promise<DemoSite> {
  let account: (() => Promise<Configuration>) | null = null
  let routes: Record<string, Handler> = {}
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', origin)
    const handler = routes[`${request.method} ${url.pathname}`]
    const answer =
      handler === undefined ? Promise.resolve(page(lostPage(guise), [], 404)) : handler(request, url)
    answer.then(
      (said) => send(response, said, issuer),
      () => send(response, page(faultPage(guise), [], 502), issuer),
    )
  })
  const host = new URL(issuer).hostname === '127.0.0.1' ? 'localhost' : '127.0.0.1'
  const origin = `http://${host}:${await listening(server, port)}`
  routes = routesOf(origin, guise, async () => {
    if (account === null) throw new Error('not registered yet')
    return account()
  })
  return {
    origin,
    redirectUri: `${origin}/retour`,
    postLogoutUri: `${origin}/au-revoir`,
    backchannelUri: `${origin}/deconnexion-annoncee`,
    connect: (registered) => void (account = connector({ issuer, ...registered })),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
