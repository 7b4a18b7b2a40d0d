// The program listening on the loopback, sites that rely on it, and browsers that go between: for the tests of the provider.
// The engine and its judge read the machine's clock, so this world does too.
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import * as oauth from 'oauth4webapi'
import { system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import { type Database, openDatabase } from '#platform/db/db.ts'
import { openSession } from '#people'
import { territory } from '#territory'
import { testDatabase } from '#test/database.ts'
import { freePort } from '#test/port.ts'
import { configOf, createApp, houseOf, jobsOf } from '../app.ts'
import { registerClient } from './client/client.ts'
import { VALUE_IDS } from './store/values.ts'
import type { NewClient } from './store/registered.ts'

/** A site: its registration, and where it listens. */
export interface Site {
  id: string
  secret: string
  redirectUri: string
  client: oauth.Client
}

export interface World {
  issuer: string
  config: Config
  db: Database
  app: FastifyInstance
  journal: string[]
  /** A browser signed in as that person, or as nobody. */
  browser(email?: string): Promise<Visitor>
  personId(email: string): Promise<number>
  site(more?: Partial<NewClient> & { authority?: string }): Promise<Site>
  discovered(): Promise<oauth.AuthorizationServer>
  /** Runs a job of the program. */
  job(name: string, payload?: Record<string, unknown>): Promise<void>
  /** Payloads of the planned jobs of that name, which are taken off the queue. */
  planned(name: string): Promise<Record<string, unknown>[]>
  /** SQL as the owner of the database. */
  sql<T>(text: string, values?: readonly unknown[]): Promise<T[]>
  close(): Promise<void>
}

export interface Page {
  status: number
  url: string
  text: string
  location: string | null
  headers: Headers
}

/** A browser: keeps cookies of our host, follows redirections within it, stops at the door of a site. */
export interface Visitor {
  cookies: Map<string, string>
  get(url: string, headers?: Record<string, string>): Promise<Page>
  post(
    url: string,
    values: Record<string, string | string[]>,
    headers?: Record<string, string>,
  ): Promise<Page>
  /** Follows until a page or another site. */
  visit(url: string): Promise<Page>
  /** Sends the form of a page that holds its token, with these values; then follows. */
  send(page: Page, action: string, values?: Record<string, string | string[]>): Promise<Page>
}

export const RESIDENT = 'habitante@parvis.example'
export const OTHER = 'habitant@parvis.example'
export const PASSWORD = 'parvis-demo-2026'

export const INSECURE = { [oauth.allowInsecureRequests]: true } as const

export async function openWorld(): Promise<World> {
  const database = await testDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'parvis-identity-'))
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const config = configOf({
    PARVIS_DATA: folder,
    PARVIS_LOG: 'info',
    PARVIS_GEOCODER_URL: 'off',
    PARVIS_TILES_URL: 'off',
    PARVIS_URL: issuer,
    PORT: String(port),
  })
  const db = openDatabase(database.urls, () => new Date(), houseOf(config), 8)
  const owner = openDatabase({ web: database.ownerUrl, system: database.ownerUrl }, () => new Date(), {}, 1)
  const journal: string[] = []
  const app = await createApp(config, db, { journal: { write: (line) => void journal.push(line) } })
  await app.listen({ port, host: '127.0.0.1' })
  const personId = async (email: string) =>
    (await owner.pool.query<{ id: number }>('select id from accounts.person where email = $1', [email]))
      .rows[0]?.id ?? 0
  const sql = async <T>(text: string, values: readonly unknown[] = []) =>
    (await owner.pool.query(text, [...values])).rows as T[]
  return {
    issuer,
    config,
    db,
    app,
    journal,
    personId,
    sql,
    browser: async (email) => {
      const visitor = openVisitor(issuer)
      if (email !== undefined) {
        const id = await personId(email)
        const { token } = await db.write(system, (tx) => openSession(tx, id))
        visitor.cookies.set('parvis_session', token)
      }
      return visitor
    },
    site: (more = {}) => openSite(db, more),
    discovered: async () =>
      oauth.processDiscoveryResponse(
        new URL(issuer),
        await oauth.discoveryRequest(new URL(issuer), INSECURE),
      ),
    job: async (name, payload = {}) => jobsOf(config)[name]?.(db, payload),
    planned: async (name) => {
      const rows = await sql<{ payload: Record<string, unknown> }>(
        `with taken as (delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t where t.id = j.task_id and t.identifier = $1 returning j.payload, j.id)
         select payload from taken order by id`,
        [name],
      )
      return rows.map(({ payload }) => payload)
    },
    async close() {
      await app.close()
      await db.close()
      await owner.close()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A site registered by its authority. */
export async function openSite(
  db: Database,
  { authority = '69029', ...more }: Partial<NewClient> & { authority?: string },
): Promise<Site> {
  const made = await db.write(system, async (tx) => {
    const authorityId = (await territory(tx)).authorityByCode(authority)?.id ?? 0
    return registerClient(tx, {
      authorityId,
      sector: 'etat-civil',
      name: 'Site de Bron',
      redirectUris: ['https://bron.example/retour'],
      postLogoutUris: ['https://bron.example/fin'],
      backchannelUri: null,
      authMethod: 'client_secret_basic',
      jwks: null,
      jwksUri: null,
      privateHosts: [],
      allowedValues: VALUE_IDS,
      requiredValues: [],
      userinfoSigned: false,
      concessions: [],
      ...more,
    })
  })
  return {
    id: made.clientId,
    secret: made.secret ?? '',
    redirectUri: more.redirectUris?.[0] ?? 'https://bron.example/retour',
    client: { client_id: made.clientId },
  }
}

function openVisitor(issuer: string): Visitor {
  const cookies = new Map<string, string>()
  const exchange = async (url: string, init: RequestInit): Promise<Page> => {
    const headers = new Headers(init.headers)
    if (!headers.has('accept')) headers.set('accept', 'text/html,application/xhtml+xml')
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const reply = await fetch(new URL(url, issuer), { ...init, headers, redirect: 'manual' })
    for (const line of reply.headers.getSetCookie()) keep(cookies, line)
    return {
      status: reply.status,
      url,
      text: await reply.text(),
      location: reply.headers.get('location'),
      headers: reply.headers,
    }
  }
  const visitor: Visitor = {
    cookies,
    get: (url, headers = {}) => exchange(url, { headers }),
    post: (url, values, headers = {}) => {
      const body = new URLSearchParams()
      for (const [name, given] of Object.entries(values))
        for (const value of [given].flat()) body.append(name, value)
      return exchange(url, { method: 'POST', body, headers })
    },
    visit: async (url) => follow(visitor, issuer, await visitor.get(url)),
    send: async (page, action, values = {}) => {
      const csrf = /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1]
      return follow(
        visitor,
        issuer,
        await visitor.post(action, { ...(csrf === undefined ? {} : { _csrf: csrf }), ...values }),
      )
    },
  }
  return visitor
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...rest] = line.split(';')
  const name = pair.slice(0, pair.indexOf('='))
  const value = pair.slice(pair.indexOf('=') + 1)
  const isGone = value === '' || rest.some((part) => /max-age=0|expires=Thu, 01 Jan 1970/i.test(part))
  if (isGone) cookies.delete(name)
  else cookies.set(name, value)
}

async function follow(visitor: Visitor, issuer: string, first: Page): Promise<Page> {
  let page = first
  for (let step = 0; step < 12 && page.location !== null; step++) {
    const to = new URL(page.location, issuer)
    if (to.origin !== issuer) return page
    page = await visitor.get(to.pathname + to.search)
  }
  return page
}

/** What a site asks for, and what it keeps to judge the answer. */
export interface Asked {
  url: string
  verifier: string
  state: string
  nonce: string
}

/** The address of a sign-in. `null` leaves a parameter out. */
export async function ask(
  world: Pick<World, 'issuer'>,
  site: Site,
  more: Record<string, string | null> = {},
): Promise<Asked> {
  const verifier = oauth.generateRandomCodeVerifier()
  const state = oauth.generateRandomState()
  const nonce = oauth.generateRandomNonce()
  const parameters: Record<string, string | null> = {
    client_id: site.id,
    redirect_uri: site.redirectUri,
    response_type: 'code',
    scope: 'openid',
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  }
  const url = new URL('/oidc/auth', world.issuer)
  for (const [name, value] of Object.entries(parameters))
    if (value !== null) url.searchParams.set(name, value)
  return { url: url.pathname + url.search, verifier, state: more.state ?? state, nonce: more.nonce ?? nonce }
}

/** The reference of the question that a page asks. */
export const questionOf = (page: Page): string =>
  /action="(\/autorisation\/[^"/]+)"/.exec(page.text)?.[1] ?? ''

/** Goes through the consent page, if there is one, agreeing to everything. @returns where the site is called back */
export async function agree(
  visitor: Visitor,
  page: Page,
  values: readonly string[] = VALUE_IDS,
): Promise<URL> {
  const answered =
    questionOf(page) === '' ? page : await visitor.send(page, questionOf(page), { valeur: [...values] })
  if (answered.location === null)
    throw new Error(`no way back to the site: ${answered.status} ${answered.text.slice(0, 2000)}`)
  return new URL(answered.location)
}

export interface Tokens {
  response: oauth.TokenEndpointResponse
  claims: oauth.IDToken
  asked: Asked
  callback: URL
}

/** A whole sign-in, judged by oauth4webapi. */
export async function signIn(
  world: World,
  site: Site,
  visitor: Visitor,
  more: Record<string, string | null> = {},
  values: readonly string[] = VALUE_IDS,
): Promise<Tokens> {
  const asked = await ask(world, site, more)
  const callback = await agree(visitor, await visitor.visit(asked.url), values)
  return {
    ...(await exchange(
      world,
      site,
      asked,
      callback,
      more.max_age === undefined ? undefined : Number(more.max_age),
      more.nonce === null,
    )),
    asked,
    callback,
  }
}

export async function exchange(
  world: World,
  site: Site,
  asked: Asked,
  callback: URL,
  maxAge?: number,
  withoutNonce = false,
  auth: oauth.ClientAuth = oauth.ClientSecretBasic(site.secret),
): Promise<Pick<Tokens, 'response' | 'claims'>> {
  const server = await world.discovered()
  const parameters = oauth.validateAuthResponse(server, site.client, callback, asked.state)
  const reply = await oauth.authorizationCodeGrantRequest(
    server,
    site.client,
    auth,
    parameters,
    site.redirectUri,
    asked.verifier,
    INSECURE,
  )
  const response = await oauth.processAuthorizationCodeResponse(server, site.client, reply, {
    ...(withoutNonce ? {} : { expectedNonce: asked.nonce }),
    requireIdToken: true,
    ...(maxAge === undefined ? {} : { maxAge }),
  })
  await oauth.validateApplicationLevelSignature(server, reply, INSECURE)
  const claims = oauth.getValidatedIdTokenClaims(response)
  if (claims === undefined) throw new Error('no ID token')
  return { response, claims }
}

/** The body that a site posts to the token endpoint, as it likes. */
export async function tokenRequest(
  world: World,
  site: Site,
  parameters: Record<string, string>,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const headers = { authorization: `Basic ${Buffer.from(`${site.id}:${site.secret}`).toString('base64')}` }
  const back = parameters.grant_type === 'authorization_code' ? { redirect_uri: site.redirectUri } : {}
  const reply = await fetch(`${world.issuer}/oidc/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ ...back, ...parameters }),
  })
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> }
}

export interface Listener {
  origin: string
  received: { path: string; body: string; type: string }[]
  /** Status of the answers from now on. */
  answer(status: number): void
  close(): Promise<void>
}

/** A site that listens on the loopback and keeps what it is told. */
export async function openListener(body = ''): Promise<Listener> {
  const received: Listener['received'] = []
  let status = 200
  const read = async (request: IncomingMessage): Promise<string> => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    return Buffer.concat(parts).toString()
  }
  const server: Server = createServer((request, response) => {
    void read(request).then((text) => {
      received.push({ path: request.url ?? '', body: text, type: request.headers['content-type'] ?? '' })
      response.writeHead(status, { 'content-type': 'application/json' }).end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: (code) => void (status = code),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
