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
  const [one, two] = await Promise.all([store.get(TILE), store.get(TILE)])
  assert.equal(one?.type, 'image/png')
  assert.deepEqual(two?.body, one?.body)
  assert.deepEqual(asked, ['/carte?z=12&x=2102&y=1459'])
  up = false
  time += 60 * 86_400_000
  assert.deepEqual((await store.get(TILE))?.body, one?.body, 'old, and better than a grey square')
  assert.deepEqual((await tileStore(template, folder).get(TILE))?.body, one?.body, 'another process finds it')
})

test('what is no picture is not kept, and a server that fails is left alone for a while', async (t) => {
  const { asked, folder, template } = await server(t, (response) => response.end('<h1>Bonjour</h1>'))
  const store = tileStore(template, folder)
  for (let x = 2100; x < 2110; x += 1) assert.equal(await store.get({ ...TILE, x }), null)
  assert.equal(asked.length, 3)
})

test('the disk is bounded: what was not used for longest goes first', async (t) => {
  const { folder, template } = await server(t, (response) => response.end(png(992)))
  const store = tileStore(template, folder, { mostBytes: 3_000 })
  for (const x of [1, 2, 3]) await store.get({ z: 12, x, y: 1 })
  await store.get({ z: 12, x: 1, y: 1 })
  await store.get({ z: 12, x: 4, y: 1 })
  assert.deepEqual((await readdir(folder)).toSorted(), ['12-1-1', '12-3-1', '12-4-1'])
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
  assert.equal(await tileStore(null, '/nonexistent').get(TILE), null)
})
