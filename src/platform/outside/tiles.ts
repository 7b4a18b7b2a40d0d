// The tiles of the map, through our own server: the reader's browser meets no third party, and what was shown once is
// shown again when the tile server is away. One configured server, z/x/y only, around the territory, on a bounded disk.
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { circuitBreaker } from '../limits/breaker.ts'
import { fairShare } from '../limits/fair-share.ts'
import { takeTurns } from '../files/turns.ts'
import { guardedFetch } from './guard.ts'

export interface Tile {
  z: number
  x: number
  y: number
}

export interface TileStore {
  /** The picture, from the disk or, for a network that had not its share yet, from the tile server; null: none to be had now. */
  get(tile: Tile, network: string): Promise<{ body: Buffer; type: string } | null>
}

/** For tests: milliseconds now, and bytes kept on the disk at most. */
export interface TileOptions {
  now?: () => number
  mostBytes?: number
}

const LEAST_ZOOM = 8
const MOST_ZOOM = 19
/** Degrees around the centre of the territory: what lies beyond is nobody's place here, and not ours to carry. */
const REACH = 0.75
const TIME_LIMIT = 4_000
const TILE_BYTES = 400_000
const MOST_BYTES = 200_000_000
const FRESH_FOR = 30 * 86_400_000
const AT_ONCE = 6
/** Tiles that wait for their turn. */
const MOST_WAITING = 120
/** Tiles that one network makes us ask for in a minute: a town hall where five people move their map. */
const OF_NETWORK = 300
/** Disks keep whole blocks. */
const BLOCK = 4096

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
  const mayAsk = fairShare(OF_NETWORK, now)
  const asking = new Map<string, Promise<Buffer | null>>()

  async function ask(name: string, { z, x, y }: Tile): Promise<Buffer | null> {
    if (breaker.isOpen()) return null
    const parts: Record<string, number> = { z, x, y }
    const url = new URL(template?.replace(/\{([zxy])\}/g, (_all, part: string) => String(parts[part])) ?? '')
    const body = await fetchTile(url)
    if (body === 'failed') {
      breaker.failed()
      return null
    }
    breaker.succeeded()
    if (body !== null) await kept.put(name, body)
    return body
  }

  /** Asked once, however many wait for it. */
  async function askOnce(name: string, tile: Tile, network: string): Promise<Buffer | null> {
    const known = asking.get(name)
    if (known !== undefined) return known
    if (asking.size >= MOST_WAITING || breaker.isOpen() || !mayAsk(network)) return null
    const work = inTurn(() => ask(name, tile)).finally(() => asking.delete(name))
    asking.set(name, work)
    return work
  }

  return {
    async get(tile, network) {
      const name = `${tile.z}-${tile.x}-${tile.y}`
      const old = await kept.get(name)
      const body = old?.fresh ? old.body : ((await askOnce(name, tile, network)) ?? old?.body ?? null)
      const type = body === null ? null : pictureType(body)
      return body === null || type === null ? null : { body, type }
    },
  }
}

const NO_TILE = new Set([204, 400, 404, 410])

/** null: the server is well, and has no such tile. */
async function fetchTile(url: URL): Promise<Buffer | null | 'failed'> {
  try {
    const { status, body } = await guardedFetch(url.href, {
      timeoutMs: TIME_LIMIT,
      maxBytes: TILE_BYTES,
      allowHosts: [url.hostname.replace(/^\[|\]$/g, '')],
      allowPrivate: true,
    })
    if (NO_TILE.has(status)) return null
    return status === 200 && pictureType(body) !== null ? body : 'failed'
  } catch {
    return 'failed'
  }
}

/** What is on the disk: room of each tile by name, the one used longest ago first. */
interface Shelf {
  sizes: Map<string, number>
  total: number
}

/** Tiles on the disk, the ones not used for longest forgotten first. A disk that refuses keeps nothing, and harms nobody. */
function keptTiles(folder: string, mostBytes: number, now: () => number) {
  let shelf: Promise<Shelf> | null = null
  const known = () => (shelf ??= shelfIn(folder))
  return {
    async get(name: string): Promise<{ body: Buffer; fresh: boolean } | null> {
      try {
        const path = join(folder, name)
        const [body, { mtimeMs }] = await Promise.all([readFile(path), stat(path)])
        use(await known(), name, body.length)
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
        use(list, name, body.length)
        await forgetOldest(folder, list, mostBytes)
      } catch {
        // The tile was shown all the same.
      }
    },
  }
}

const roomOf = (bytes: number): number => Math.ceil(bytes / BLOCK) * BLOCK

/** The tile used last, with the room it takes. */
function use(shelf: Shelf, name: string, bytes: number): void {
  forget(shelf, name)
  shelf.sizes.set(name, roomOf(bytes))
  shelf.total += roomOf(bytes)
}

function forget(shelf: Shelf, name: string): void {
  shelf.total -= shelf.sizes.get(name) ?? 0
  shelf.sizes.delete(name)
}

async function shelfIn(folder: string): Promise<Shelf> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => !name.startsWith('.'))
  const found = await Promise.all(names.map(async (name) => ({ name, ...(await stat(join(folder, name))) })))
  const shelf: Shelf = { sizes: new Map(), total: 0 }
  for (const { name, size } of found.toSorted((a, b) => a.mtimeMs - b.mtimeMs)) use(shelf, name, size)
  return shelf
}

async function forgetOldest(folder: string, shelf: Shelf, mostBytes: number): Promise<void> {
  for (const name of shelf.sizes.keys()) {
    if (shelf.total <= mostBytes) return
    forget(shelf, name)
    await rm(join(folder, name), { force: true })
  }
}
