// The worker of a door’s page: the network first, and little patience; without it, the page as it was last. Calls of the door are not its.
import { CACHE, HERE } from './places.ts'

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
  addEventListener(name: 'fetch', hear: (event: Asking) => void): void
  addEventListener(name: 'install' | 'activate', hear: (event: Waiting) => void): void
}

const here = globalThis as unknown as Worker
const FILES = /"(\/(?:assets|theme)\/[^"]+)"/g
const MOST_FILES = 40
/** Milliseconds. */
const PATIENCE = 2500

here.addEventListener('install', (event) => {
  event.waitUntil(Promise.all([here.skipWaiting(), keep()]))
})
here.addEventListener('activate', (event) => event.waitUntil(here.clients.claim()))

here.addEventListener('fetch', (event) => {
  const { method, destination, url } = event.request
  if (method !== 'GET') return
  const { pathname } = new URL(url)
  if (destination === 'document') event.respondWith(pageOf(event))
  else if (/^\/(?:assets|theme)\//.test(pathname)) event.respondWith(fileOf(event.request))
})

const fileOf = async (request: Request): Promise<Response> => (await caches.match(request)) ?? fetch(request)

/** The page, and every file that it or its sheets name: each once, named by its content. */
async function keep(): Promise<void> {
  const answer = await fetch(HERE, { credentials: 'omit' })
  if (!answer.ok) return
  const cache = await caches.open(CACHE)
  await cache.put(HERE, answer.clone())
  await keepFiles(cache, await answer.text())
  const kept = (await cache.keys()).filter(({ url }) => new URL(url).pathname !== HERE)
  for (const request of kept.slice(0, Math.max(0, kept.length - MOST_FILES))) await cache.delete(request)
}

async function keepFiles(cache: Cache, text: string): Promise<void> {
  for (const address of new Set([...text.matchAll(FILES)].map(([, at = '']) => at))) {
    if (await cache.match(address)) continue
    const answer = await fetch(address).catch(() => null)
    if (!answer?.ok) continue
    await cache.put(address, answer.clone())
    if (address.endsWith('.css')) await keepFiles(cache, await answer.text())
  }
}

async function pageOf(event: Asking): Promise<Response> {
  const asked = fetch(event.request).then((answer) => {
    if (answer.ok) event.waitUntil(keep().catch(() => undefined))
    return answer
  })
  const slow = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE, null))
  const first = await Promise.race([asked.catch(() => null), slow])
  if (first !== null) return first
  return (await caches.match(HERE)) ?? asked
}
