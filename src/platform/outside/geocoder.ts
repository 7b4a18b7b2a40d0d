// Finds an address or a place through the Géoplateforme geocoder (data.geopf.fr/geocodage, GeoJSON, Licence Ouverte data).
// It only helps: off, slow or wrong, it answers an empty list and the form goes on by itself.
import { z } from 'zod'
import { circuitBreaker, OPEN_FOR } from '../limits/breaker.ts'
import { fairShare } from '../limits/fair-share.ts'
import { guardedFetch } from './guard.ts'

/** An address found; `citycode` is the INSEE code (an arrondissement's in Lyon), degrees WGS 84. */
export interface FoundAddress {
  label: string
  citycode: string
  postcode: string
  city: string
  lat: number
  long: number
}

/**
 * Both answer [] when nothing is found, when off, when failing and when that `network` had its share; neither ever rejects.
 */
export interface Geocoder {
  /** Best first. `citycode` limits to one commune; `limit` is 5 unless told, 20 at most. No name of a person in `q`. */
  searchAddress(
    q: string,
    options?: { citycode?: string; limit?: number; network?: string },
  ): Promise<FoundAddress[]>
  /** The addresses nearest to a point, nearest first. */
  reverse(lat: number, long: number, network?: string): Promise<FoundAddress[]>
}

/** For tests: milliseconds now, and the time limit of one call. */
export interface GeocoderOptions {
  now?: () => number
  timeoutMs?: number
}

const TIME_LIMIT = 1_500
const REMEMBERED = 500
const REMEMBER_FOR = 600_000
const MOST_BYTES = 500_000
/** Questions that one network makes us ask in a minute: fifty addresses typed. */
const OF_NETWORK = 240

const ANSWER = z.object({
  features: z.array(
    z.object({
      geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]).rest(z.number()) }),
      properties: z.object({
        label: z.string(),
        citycode: z.string(),
        postcode: z.string().optional(),
        city: z.string(),
      }),
    }),
  ),
})

/** A geocoder at `baseUrl` (`https://data.geopf.fr/geocodage`); null turns it off. Throws at once on a bad URL. */
export function geocoder(baseUrl: string | null, options: GeocoderOptions = {}): Geocoder {
  if (baseUrl === null) return { searchAddress: async () => [], reverse: async () => [] }
  const { now = Date.now, timeoutMs = TIME_LIMIT } = options
  const base = new URL(baseUrl.replace(/\/*$/, '/'))
  const breaker = circuitBreaker(now)
  const cache = rememberer(now)
  const mayAsk = fairShare(OF_NETWORK, now)

  async function find(
    path: string,
    parameters: Record<string, string>,
    network = '',
  ): Promise<FoundAddress[]> {
    const url = new URL(`${path}?${new URLSearchParams(parameters)}`, base)
    const known = cache.get(url.href)
    if (known) return known
    if (breaker.isOpen() || !mayAsk(network)) return []
    const found = await ask(url, timeoutMs)
    if (found === 'failed') breaker.failed()
    else if (typeof found === 'number') breaker.openFor(found)
    else {
      breaker.succeeded()
      cache.set(url.href, found)
      return found
    }
    return []
  }

  return {
    async searchAddress(q, { citycode, limit = 5, network } = {}) {
      const text = q.trim().replace(/\s+/g, ' ').slice(0, 200)
      // The service refuses shorter texts and those that start with a sign.
      if (!/^[\p{L}\p{N}].{2}/u.test(text)) return []
      const most = String(Math.min(20, Math.max(1, Math.trunc(limit) || 1)))
      const asked = { index: 'address', q: text, limit: most, ...(citycode ? { citycode } : {}) }
      return find('search', asked, network)
    },
    async reverse(lat, long, network) {
      if (!(Math.abs(lat) <= 90 && Math.abs(long) <= 180)) return []
      // Five decimals are one metre: enough, and neighbours share an answer.
      return find('reverse', { index: 'address', lat: lat.toFixed(5), lon: long.toFixed(5) }, network)
    },
  }
}

// The addresses; 'failed'; or, when the service asks to wait, for how many milliseconds.
async function ask(url: URL, timeoutMs: number): Promise<FoundAddress[] | 'failed' | number> {
  try {
    const allowHosts = [url.hostname.replace(/^\[|\]$/g, '')]
    const limits = { timeoutMs, maxBytes: MOST_BYTES, allowHosts, allowPrivate: true }
    const { status, headers, body } = await guardedFetch(url.href, limits)
    if (status === 429) return Math.min(OPEN_FOR, (Number(headers['retry-after']) || 5) * 1_000)
    // Our question was not liked: no address, but the service is well.
    if (status === 400 || status === 404) return []
    return status === 200 ? readAnswer(body) : 'failed'
  } catch {
    return 'failed'
  }
}

function readAnswer(body: Buffer): FoundAddress[] {
  return ANSWER.parse(JSON.parse(body.toString('utf8'))).features.map(({ geometry, properties }) => {
    const [long, lat] = geometry.coordinates
    const { label, citycode, postcode = '', city } = properties
    return { label, citycode, postcode, city, lat, long }
  })
}

// The last answers, in memory only: people type the same streets, and one form asks several times.
function rememberer(now: () => number) {
  const answers = new Map<string, { found: FoundAddress[]; until: number }>()
  return {
    get: (key: string) => {
      const kept = answers.get(key)
      return kept && now() < kept.until ? kept.found : undefined
    },
    set: (key: string, found: FoundAddress[]) => {
      answers.delete(key)
      answers.set(key, { found, until: now() + REMEMBER_FOR })
      const oldest = answers.keys().next()
      if (answers.size > REMEMBERED && !oldest.done) answers.delete(oldest.value)
    },
  }
}
