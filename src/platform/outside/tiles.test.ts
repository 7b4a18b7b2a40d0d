// The tiles of the map against a small server: asked once, kept, bounded, and nothing but a tile of the territory.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { tileAround, tileStore } from './tiles.ts'

const LYON = [45.757, 4.832] as const
const TILE = { z: 12, x: 2102, y: 1459 }
const HOME = '192.0.2.1'
const png = (bytes = 100) => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(bytes)])

async function server(t: TestContext, reply: (response: ServerResponse) => void) {
  const asked: string[] = []
  const listening = createServer((request, response) => {
    asked.push(request.url ?? '')
    reply(response)
  }).listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const folder = join(await mkdtemp(join(tmpdir(), 'parvis-tiles-')), 'tiles')
  t.after(async () => {
    listening.closeAllConnections()
    listening.close()
    await rm(join(folder, '..'), { recursive: true })
  })
  const { port } = listening.address() as AddressInfo
  return { asked, folder, template: `http://127.0.0.1:${port}/carte?z={z}&x={x}&y={y}` }
}

test('a tile is asked once of the configured server, then shown from the disk, even when the server is away', async (t) => {
  let up = true
  const { asked, folder, template } = await server(t, (response) =>
    up ? response.end(png()) : response.writeHead(503).end(),
  )
  let time = Date.now()
  const store = tileStore(template, folder, { now: () => time })
  const [one, two] = await Promise.all([store.get(TILE, HOME), store.get(TILE, HOME)])
  assert.equal(one?.type, 'image/png')
  assert.deepEqual(two?.body, one?.body)
  assert.deepEqual(asked, ['/carte?z=12&x=2102&y=1459'])
  up = false
  time += 60 * 86_400_000
  assert.deepEqual((await store.get(TILE, HOME))?.body, one?.body, 'old, and better than a grey square')
  assert.deepEqual(
    (await tileStore(template, folder).get(TILE, HOME))?.body,
    one?.body,
    'another process finds it',
  )
})

test('what is no picture is not kept, and a server that fails is left alone for a while', async (t) => {
  const { asked, folder, template } = await server(t, (response) => response.end('<h1>Bonjour</h1>'))
  const store = tileStore(template, folder)
  for (let x = 2100; x < 2110; x += 1) assert.equal(await store.get({ ...TILE, x }, HOME), null)
  assert.equal(asked.length, 3)
})

test('the disk is bounded: what was not used for longest goes first', async (t) => {
  const { folder, template } = await server(t, (response) => response.end(png(992)))
  const store = tileStore(template, folder, { mostBytes: 3 * 4096 })
  for (const x of [1, 2, 3]) await store.get({ z: 12, x, y: 1 }, HOME)
  await store.get({ z: 12, x: 1, y: 1 }, HOME)
  await store.get({ z: 12, x: 4, y: 1 }, HOME)
  assert.deepEqual((await readdir(folder)).toSorted(), ['12-1-1', '12-3-1', '12-4-1'])
})

test('a small tile takes a whole block of the disk, and counts for one', async (t) => {
  const { folder, template } = await server(t, (response) => response.end(png(60)))
  const store = tileStore(template, folder, { mostBytes: 3 * 4096 })
  for (let x = 1; x <= 8; x += 1) await store.get({ z: 12, x, y: 1 }, HOME)
  assert.equal((await readdir(folder)).length, 3)
  await tileStore(template, folder, { mostBytes: 2 * 4096 }).get({ z: 12, x: 9, y: 1 }, HOME)
  assert.equal((await readdir(folder)).length, 2, 'counted again by the next process')
})

test('tiles that the server does not have close the map to nobody', async (t) => {
  const { asked, folder, template } = await server(t, (response) =>
    asked.length > 10 ? response.end(png()) : response.writeHead(404).end('Not found'),
  )
  const store = tileStore(template, folder)
  for (let x = 1; x <= 10; x += 1) assert.equal(await store.get({ z: 12, x, y: 1 }, HOME), null)
  assert.equal((await store.get(TILE, HOME))?.type, 'image/png')
})

test('whoever asks for tiles without end is refused alone, and what is kept is theirs all the same', async (t) => {
  const { asked, folder, template } = await server(t, (response) => response.end(png()))
  let time = Date.now()
  const store = tileStore(template, folder, { now: () => time })
  for (let x = 1; x <= 320; x += 1) await store.get({ z: 16, x, y: 1 }, HOME)
  assert.equal(asked.length, 300)
  assert.notEqual(await store.get({ z: 16, x: 1, y: 1 }, HOME), null)
  assert.notEqual(await store.get({ z: 16, x: 400, y: 1 }, '192.0.2.2'), null)
  time += 60_000
  assert.notEqual(await store.get({ z: 16, x: 401, y: 1 }, HOME), null)
})

test('a slow tile server keeps no endless line waiting', async (t) => {
  const held: ServerResponse[] = []
  let isSlow = true
  const { folder, template } = await server(t, (response) =>
    isSlow ? void held.push(response) : response.end(png()),
  )
  const store = tileStore(template, folder)
  const asked = Array.from({ length: 200 }, (_, x) => store.get({ z: 16, x, y: 1 }, HOME))
  const refused = await Promise.race(asked.slice(150))
  assert.equal(refused, null)
  isSlow = false
  for (const response of held) response.end(png())
  await Promise.all(asked)
})

test('only a tile of the territory: no other place, zoom or shape', () => {
  assert.deepEqual(tileAround(LYON, '12', '2102', '1459'), TILE)
  assert.notEqual(tileAround(LYON, '17', '67295', '46700'), null)
  for (const [z, x, y] of [
    ['12', '2000', '1459'],
    ['12', '2102', '100'],
    ['3', '4', '2'],
    ['20', '538360', '373600'],
    ['12', '2102', '1459.5'],
    ['12', '-1', '1459'],
    ['1e1', '2102', '1459'],
    ['12', '../../etc', '1459'],
    ['012', '2102', '1459'],
  ] as const)
    assert.equal(tileAround(LYON, z, x, y), null, `${z}/${x}/${y}`)
})

test('without a tile server there is no tile', async () => {
  assert.equal(await tileStore(null, '/nonexistent').get(TILE, HOME), null)
})
