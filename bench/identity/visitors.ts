// The load generator of the identity parts: reads a course from its input, runs it, writes what happened. Small on purpose:
// it shares the cores of what it measures.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { text } from 'node:stream/consumers'
import { csrfToken, seal } from '#platform/http/seal.ts'
import { percentile } from '../plan.ts'
import { type Answer, type Browser, exchange, fieldOf, openBrowser } from './browser.ts'
import { type Course, deviceOf, emailOf, type Kind, PASSWORD, type Ran, refreshTokenOf } from './course.ts'
import { citizenOf, franceConnectIdOf } from './personas.ts'

const course = JSON.parse(await text(process.stdin)) as Course
const agent = new Agent({ keepAlive: true, maxSockets: 2000 })
const times = new Map<string, number[]>()
const other = new Map<string, number>()
let withoutRetryAfter = 0

/** An answer that ends a visit before its time. */
class Wrong extends Error {}

const count = (name: string) => other.set(name, (other.get(name) ?? 0) + 1)

/** Notes the time of an answer, and that it is what was expected. */
function right(name: string, answer: Answer, status: number): Answer {
  const key = answer.status === status ? name : `${name}: ${answer.status}`
  const list = times.get(key)
  if (list === undefined) times.set(key, [answer.taken])
  else list.push(answer.taken)
  if (answer.status === status) return answer
  if (answer.status === 503 && answer.headers['retry-after'] === undefined) withoutRetryAfter++
  count(String(answer.status))
  throw new Wrong()
}

// Each person has an address of their own, as behind a proxy that is trusted.
const visitorOf = (number: number): Browser => {
  const address = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`
  const browser = openBrowser(agent, course.origin, address)
  browser.cookies.set('parvis_device', deviceOf(number))
  return browser
}

/** Fills the sign-in page that is shown. */
function signIn(browser: Browser, number: number, page: string): Promise<Answer> {
  const body = new URLSearchParams({
    _csrf: fieldOf(page, '_csrf'),
    suite: fieldOf(page, 'suite').replaceAll('&amp;', '&'),
    email: emailOf(number),
    password: PASSWORD,
  })
  return browser.ask('/connexion', { method: 'POST', body })
}

/** The sign-in page, and the form sent: what a person does. */
async function password(number: number): Promise<void> {
  const browser = visitorOf(number)
  const page = right('sign-in page', await browser.ask('/connexion'), 200)
  right('sign in', await signIn(browser, number, page.text), 303)
}

/** Asked at a site: authorization, sign-in, back with a code (consent is remembered), tokens, userinfo. */
async function throughSite(number: number): Promise<void> {
  const browser = visitorOf(number)
  const verifier = randomBytes(32).toString('base64url')
  const code = await codeFor(browser, number, verifier)
  const { site } = course
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: site?.redirectUri ?? '',
    code_verifier: verifier,
  })
  const answer = right('token', await token(body), 200)
  const { access_token: access = '' } = JSON.parse(answer.text) as { access_token?: string }
  const headers = { authorization: `Bearer ${access}` }
  right('userinfo', await exchange(agent, new URL('/oidc/me', course.origin), { headers }), 200)
}

async function codeFor(browser: Browser, number: number, verifier: string): Promise<string> {
  const redirectUri = course.site?.redirectUri ?? ''
  const parameters = new URLSearchParams({
    client_id: course.site?.id ?? '',
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile email',
    state: randomBytes(16).toString('base64url'),
    nonce: randomBytes(16).toString('base64url'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  let answer = right('authorization', await browser.ask(`/oidc/auth?${parameters.toString()}`), 303)
  for (let steps = 0; steps < 12; steps++) {
    const to = answer.location ?? ''
    if (to.startsWith(redirectUri)) return new URL(to).searchParams.get('code') ?? ''
    if (answer.status === 303) {
      const isForm = to.includes('/connexion')
      answer = right(isForm ? 'sign-in page' : 'way back', await browser.ask(to), isForm ? 200 : 303)
    } else answer = right('sign in', await signIn(browser, number, answer.text), 303)
  }
  throw new Wrong()
}

function token(body: URLSearchParams): Promise<Answer> {
  const { id = '', secret = '' } = course.site ?? {}
  const headers = { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` }
  return exchange(agent, new URL('/oidc/token', course.origin), { method: 'POST', body, headers })
}

/** Leaves for FranceConnect, is somebody there, comes back signed in. What the simulator takes is not counted. */
async function franceConnect(visit: number): Promise<void> {
  const number = citizenOf(visit)
  const browser = visitorOf(number)
  const left = right('departure', await browser.ask('/connexion/franceconnect'), 303)
  const there = await exchange(agent, new URL(left.location ?? ''), {
    headers: { 'x-persona': franceConnectIdOf(number) },
  })
  right('return', await browser.ask(there.location ?? ''), 303)
  if (!browser.cookies.has('parvis_session')) throw new Wrong()
}

/** A site that renews its tokens five times in a row, each time with the token it was given the time before. */
async function refresh(number: number): Promise<void> {
  let kept = refreshTokenOf(number)
  for (let time = 0; time < 5; time++) {
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: kept })
    const answer = right('refresh', await token(body), 200)
    const given = (JSON.parse(answer.text) as { refresh_token?: string }).refresh_token ?? kept
    if (given === kept) throw new Wrong()
    kept = given
  }
}

/** The form alone, sent at once: as many people as want to come in. */
async function flood(number: number): Promise<void> {
  const secret = Buffer.from(course.secret, 'hex')
  const visitor = randomUUID()
  const browser = visitorOf(number)
  browser.cookies.set('parvis_visitor', seal(secret, 'visitor', visitor))
  const body = new URLSearchParams({
    _csrf: csrfToken(secret, { visitorId: visitor, sessionToken: null, under: null }),
    email: emailOf(number),
    password: PASSWORD,
  })
  right('sign in', await browser.ask('/connexion', { method: 'POST', body }), 303)
}

const VISITS: Record<Kind, (number: number) => Promise<void>> = {
  password,
  site: throughSite,
  franceconnect: franceConnect,
  refresh,
  flood,
}

let next = course.from
let done = 0

async function visit(): Promise<void> {
  try {
    await VISITS[course.kind](next++)
    done++
  } catch (error) {
    if (!(error instanceof Wrong)) count(String((error as { code?: unknown }).code ?? error))
  }
}

const start = performance.now()
const isOver = () => performance.now() - start > course.seconds * 1000

async function oneAfterAnother(): Promise<void> {
  while (!isOver()) await visit()
}

// People come when they come: at times drawn at random, whether or not others still wait.
async function atRandom(perSecond: number): Promise<void> {
  const open = new Set<Promise<void>>()
  for (let due = 0; due < course.seconds * 1000; due += (-Math.log(1 - Math.random()) * 1000) / perSecond) {
    const wait = due - (performance.now() - start)
    if (wait > 1) await sleep(wait)
    const one = visit().finally(() => open.delete(one))
    open.add(one)
  }
  await Promise.all(open)
}

if (course.perSecond === null) await Promise.all(Array.from({ length: course.connections }, oneAfterAnother))
else await atRandom(course.perSecond)

const ran: Ran = {
  seconds: (performance.now() - start) / 1000,
  done,
  other: Object.fromEntries(other),
  withoutRetryAfter,
  latencies: [...times].map(([name, list]) => {
    const sorted = list.toSorted((a, b) => a - b)
    const at = (share: number) => percentile(sorted, share)
    return { name, count: list.length, errors: 0, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
  }),
}
agent.destroy()
process.stdout.write(JSON.stringify(ran))
