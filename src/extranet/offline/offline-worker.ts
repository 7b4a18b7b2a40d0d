// The worker of a place: the network first; without it, the page as it was when its reader opened it. It keeps what the server says may
// be kept, for the session that the browser holds, and forgets as soon as another is there.
import { KEEP_HEADER } from '#platform/http/reader-names.ts'
import { addressOf, Keeper } from './keeping.ts'
import { keptUnder, PATIENCE } from './places.ts'
import { keptPage, missingPage, type Why } from './written.ts'

interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void
}

interface Asking extends Waiting {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}

interface Worker {
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
  registration: { scope: string; cookies?: { subscribe(what: { url: string }[]): Promise<void> } }
  addEventListener(name: 'fetch', hear: (event: Asking) => void): void
  addEventListener(name: 'install' | 'activate' | 'cookiechange', hear: (event: Waiting) => void): void
}

const here = globalThis as unknown as Worker
const place = keptUnder(addressOf(here.registration.scope))
const keeper = new Keeper(place)

here.addEventListener('install', (event) => event.waitUntil(here.skipWaiting()))

here.addEventListener('activate', (event) => {
  const { scope, cookies } = here.registration
  event.waitUntil(here.clients.claim())
  // Where browsers can, the end of a session is heard of at once, whatever page tells it.
  if (cookies !== undefined) event.waitUntil(cookies.subscribe([{ url: scope }]).catch(() => undefined))
})

here.addEventListener('cookiechange', (event) => event.waitUntil(keeper.current()))

here.addEventListener('fetch', (event) => {
  const { method, destination, url } = event.request
  if (method !== 'GET') return
  if (destination === 'document') event.respondWith(pageOf(event))
  else if (/^\/(?:assets|theme)\//.test(addressOf(url))) event.respondWith(fileOf(event.request))
})

const fileOf = async (request: Request): Promise<Response> => (await caches.match(request)) ?? fetch(request)

async function pageOf(event: Asking): Promise<Response> {
  const address = addressOf(event.request.url)
  const asked = fetch(event.request).then((answer) => {
    // What is not kept, a long file perhaps, is not read twice.
    event.waitUntil(keeper.note(address, answer.headers.has(KEEP_HEADER) ? answer.clone() : answer))
    return answer
  })
  const first = await Promise.race([asked.catch(() => 'away' as const), patience()])
  if (first instanceof Response) return first
  const kept = await shown(address, first)
  if (kept !== null) return kept
  return first === 'away' ? missing() : asked.catch(missing)
}

const patience = (): Promise<'slow'> => new Promise((resolve) => setTimeout(resolve, PATIENCE, 'slow'))

async function shown(address: string, why: Why): Promise<Response | null> {
  const kept = await keeper.keptAt(address).catch(() => null)
  return kept === null ? null : answerOf(keptPage(kept.page, kept.keptAt, why, place.what), kept.policy)
}

/** Not kept: said in words, with what is. */
async function missing(): Promise<Response> {
  const kept = await keeper.keptAt(place.home).catch(() => null)
  return kept === null
    ? answerOf(NOTHING, "default-src 'none'")
    : answerOf(missingPage(kept.page, place.what), kept.policy)
}

const answerOf = (page: string, policy: string): Response =>
  new Response(page, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
    },
  })

const NOTHING =
  '<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Hors ligne</title></head><body><main><h1>Vous êtes hors ligne</h1><p>Cette page n’est pas gardée sur cet appareil, et aucune autre ne l’est. Elle s’ouvrira quand le réseau reviendra.</p></main></body></html>'
