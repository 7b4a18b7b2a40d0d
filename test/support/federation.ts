// A program with both simulated providers, and the way a browser goes to them and back.
import type { LightMyRequestResponse } from 'fastify'
import { clientFor } from '../../simulators/clients.ts'
import {
  type Fault,
  franceConnect,
  proConnect,
  type Simulator,
  startSimulator,
} from '../../simulators/index.ts'
import { createTestApp, type TestApp, type TestBrowser } from './app.ts'

export const SITE = 'http://parvis.test'
/** Asked at the public address: elsewhere, one is first led there. */
export const AT_HOME = { host: new URL(SITE).host }
type ProviderId = 'franceconnect' | 'proconnect'

export interface Trip {
  provider?: ProviderId
  persona?: string
  fault?: Fault
  /** Where the person wanted to go. */
  next?: string
}

export interface FederationWorld extends TestApp {
  france: Simulator
  pro: Simulator
  /** Leaves and signs in there: the address that the provider sends the browser to, not followed yet. */
  outward(browser: TestBrowser, trip?: Trip): Promise<string>
  /** The whole way: leaves, signs in there, comes back. */
  travel(browser: TestBrowser, trip?: Trip): Promise<LightMyRequestResponse>
  /** At the provider: signs in as the persona. @returns the way back, path and query */
  there(url: string, trip?: Trip): Promise<string>
}

const SLOW_SECONDS = 4

/** @param site the public address of the program */
export async function openFederation(site = SITE): Promise<FederationWorld> {
  const [france, pro] = await Promise.all([
    startSimulator(franceConnect, {
      port: 0,
      clients: [clientFor(site, 'franceconnect')],
      slowSeconds: SLOW_SECONDS,
    }),
    startSimulator(proConnect, {
      port: 0,
      clients: [clientFor(site, 'proconnect')],
      slowSeconds: SLOW_SECONDS,
    }),
  ])
  const { id, secret } = clientFor(site, 'franceconnect')
  const registered = (name: string, issuer: string) => ({
    [`PARVIS_${name}_ISSUER`]: issuer,
    [`PARVIS_${name}_CLIENT_ID`]: id,
    [`PARVIS_${name}_CLIENT_SECRET`]: secret ?? '',
  })
  const app = await createTestApp({
    env: {
      ...registered('FRANCECONNECT', france.issuer),
      ...registered('PROCONNECT', pro.issuer),
      PARVIS_URL: site,
    },
  })
  const there = async (url: string, { persona = 'sans-nom-d-usage', fault }: Trip = {}) => {
    const headers = { 'x-persona': persona, ...(fault === undefined ? {} : { 'x-fault': fault }) }
    const reply = await fetch(url, { redirect: 'manual', headers })
    const location = reply.headers.get('location')
    if (location === null) throw new Error(`the provider answered ${reply.status}: ${await reply.text()}`)
    return location.replace(site, '')
  }
  const outward = async (browser: TestBrowser, trip: Trip = {}) => {
    const { provider = 'franceconnect', next } = trip
    const left = await browser.get(
      `/connexion/${provider}${next === undefined ? '' : `?suite=${encodeURIComponent(next)}`}`,
      AT_HOME,
    )
    if (left.statusCode !== 303) throw new Error(`leaving answered ${left.statusCode}`)
    return there(String(left.headers.location), trip)
  }
  return {
    ...app,
    france,
    pro,
    outward,
    there,
    travel: async (browser, trip) => browser.get(await outward(browser, trip)),
    async close() {
      await Promise.all([france.stop(), pro.stop()])
      await app.close()
    },
  }
}

/** The code of the latest mail to that address. */
export async function codeSentTo(world: TestApp, email: string): Promise<string> {
  const { keptMail, keptMails } = await import('#platform/mail/kept.ts')
  const { system } = await import('#platform/actor.ts')
  const text = await world.db.read(system, async (tx) => {
    const [latest] = await keptMails(tx, { to: email })
    return latest === undefined ? '' : ((await keptMail(tx, latest.id))?.text ?? '')
  })
  return /(\d{3} \d{3})/.exec(text)?.[1] ?? ''
}

/** Opens an account with FranceConnect, from the first page to the last. @returns the answer to the code */
export async function openAccountWith(
  world: FederationWorld,
  browser: TestBrowser,
  trip: Trip,
  email: string,
): Promise<LightMyRequestResponse> {
  const back = await world.travel(browser, trip)
  const wait = String(back.headers.location)
  if (!wait.includes('/connexion/franceconnect/compte/'))
    throw new Error(`no newcomer: ${back.statusCode} ${wait}`)
  await browser.post(wait, { email })
  return browser.post(`${wait}/code`, { code: await codeSentTo(world, email) })
}
