// The tiles of the map, through our own server: the reader's browser meets no third party, and what was shown once is
// shown again when the tile server is away. One configured server, z/x/y only, around the territory, on a bounded disk.
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { circuitBreaker } from './breaker.ts'
import { takeTurns } from './files/turns.ts'
import { guardedFetch } from './guard.ts'

export interface Tile {
  z: number
  x: number
  y: number
}

export interface TileStore {
  /** The picture, from the disk or from the tile server; null when there is none to be had now. */
  get(tile: Tile): Promise<{ body: Buffer; type: string } | null>
}

/** For tests: milliseconds now, and bytes kept on the disk at most. */
export interface TileOptions {
  now?: () => number
  mostBytes?: number
}

export const LEAST_ZOOM = 8
export const MOST_ZOOM = 19
/** Degrees around the centre of the territory: what lies beyond is nobody's place here, and not ours to carry. */
const REACH = 0.75
const TIME_LIMIT = 4_000
const TILE_BYTES = 400_000
const MOST_BYTES = 200_000_000
const FRESH_FOR = 30 * 86_400_000
const AT_ONCE = 6

/** The tile that these texts name, when it is one around that point (WGS 84); null otherwise. */
export function tileAround(
  [lat, long]: readonly [lat: number, long: number],
  z: string,
  x: string,
  y: string,
): Tile | null {
  if (![z, x, y].every((part) => /^(0|[1-9]\d{0,6})$/.test(part))) return null
  const tile = { z: Number(z), x: Number(x), y: Number(y) }
  if (tile.z < LEAST_ZOOM || tile.z > MOST_ZOOM) return null
  const [west, north] = cornerOf(lat + REACH, long - REACH, tile.z)
  const [east, south] = cornerOf(lat - REACH, long + REACH, tile.z)
  return tile.x >= west && tile.x <= east && tile.y >= north && tile.y <= south ? tile : null
}

/** Web Mercator (EPSG:3857), as every z/x/y scheme. */
function cornerOf(lat: number, long: number, z: number): [x: number, y: number] {
  const angle = (lat * Math.PI) / 180
  const across = (long + 180) / 360
  const down = (1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI) / 2
  return [Math.floor(across * 2 ** z), Math.floor(down * 2 ** z)]
}

/** What its first bytes say it is; a page of error in HTML is no picture. */
function pictureType(body: Buffer): string | null {
  if (body.subarray(0, 4).toString('latin1') === '\u0089PNG') return 'image/png'
  if (body[0] === 0xff && body[1] === 0xd8) return 'image/jpeg'
  return body.subarray(8, 12).toString('latin1') === 'WEBP' ? 'image/webp' : null
}

/** Tiles of the server that `template` (`{z}`, `{x}`, `{y}`) names, kept under `folder`; null: there is no map. */
export function tileStore(template: string | null, folder: string, options: TileOptions = {}): TileStore {
  if (template === null) return { get: async () => null }
  const { now = Date.now, mostBytes = MOST_BYTES } = options
  const kept = keptTiles(folder, mostBytes, now)
  const breaker = circuitBreaker(now)
  const inTurn = takeTurns(AT_ONCE)
  const asking = new Map<string, Promise<Buffer | null>>()

  async function ask(name: string, { z, x, y }: Tile): Promise<Buffer | null> {
    if (breaker.isOpen()) return null
    const parts: Record<string, number> = { z, x, y }
    const url = new URL(template?.replace(/\{([zxy])\}/g, (_all, part: string) => String(parts[part])) ?? '')
    const body = await fetchTile(url)
    if (body === null) {
      breaker.failed()
      return null
    }
    breaker.succeeded()
    await kept.put(name, body)
    return body
  }

  /** Asked once, however many wait for it. */
  function askOnce(name: string, tile: Tile): Promise<Buffer | null> {
    const known = asking.get(name)
    if (known !== undefined) return known
    const work = inTurn(() => ask(name, tile)).finally(() => asking.delete(name))
    asking.set(name, work)
    return work
  }

  return {
    async get(tile) {
      const name = `${tile.z}-${tile.x}-${tile.y}`
      const old = await kept.get(name)
      const body = old?.fresh ? old.body : ((await askOnce(name, tile)) ?? old?.body ?? null)
      const type = body === null ? null : pictureType(body)
      return body === null || type === null ? null : { body, type }
    },
  }
}

async function fetchTile(url: URL): Promise<Buffer | null> {
  try {
    const { status, body } = await guardedFetch(url.href, {
      timeoutMs: TIME_LIMIT,
      maxBytes: TILE_BYTES,
      allowHosts: [url.hostname.replace(/^\[|\]$/g, '')],
      allowPrivate: true,
    })
    return status === 200 && pictureType(body) !== null ? body : null
  } catch {
    return null
  }
}

/** Tiles on the disk, the ones not used for longest forgotten first. A disk that refuses keeps nothing, and harms nobody. */
function keptTiles(folder: string, mostBytes: number, now: () => number) {
  let sizes: Promise<Map<string, number>> | null = null
  const known = () => (sizes ??= sizesIn(folder))
  return {
    async get(name: string): Promise<{ body: Buffer; fresh: boolean } | null> {
      try {
        const path = join(folder, name)
        const [body, { mtimeMs }] = await Promise.all([readFile(path), stat(path)])
        const list = await known()
        list.delete(name)
        list.set(name, body.length)
        return { body, fresh: now() - mtimeMs < FRESH_FOR }
      } catch {
        return null
      }
    },
    async put(name: string, body: Buffer): Promise<void> {
      try {
        await mkdir(folder, { recursive: true })
        const unfinished = join(folder, `.${name}-${process.pid}`)
        await writeFile(unfinished, body)
        const at = new Date(now())
        await utimes(unfinished, at, at)
        await rename(unfinished, join(folder, name))
        const list = await known()
        list.delete(name)
        list.set(name, body.length)
        await forgetOldest(folder, list, mostBytes)
      } catch {
        // The tile was shown all the same.
      }
    },
  }
}

async function sizesIn(folder: string): Promise<Map<string, number>> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => !name.startsWith('.'))
  const known = await Promise.all(names.map(async (name) => ({ name, ...(await stat(join(folder, name))) })))
  return new Map(known.toSorted((a, b) => a.mtimeMs - b.mtimeMs).map(({ name, size }) => [name, size]))
}

async function forgetOldest(folder: string, sizes: Map<string, number>, mostBytes: number): Promise<void> {
  let total = 0
  for (const size of sizes.values()) total += size
  for (const [name, size] of sizes) {
    if (total <= mostBytes) return
    sizes.delete(name)
    total -= size
    await rm(join(folder, name), { force: true })
  }
}
