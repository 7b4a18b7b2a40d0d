// The geocoder against a small server that answers as the Géoplateforme does, well or badly.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { geocoder } from './geocoder.ts'

type Handle = (url: URL, response: ServerResponse) => void

async function service(t: TestContext, handle: Handle) {
  const asked: URL[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://service')
    asked.push(url)
    handle(url, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return { asked, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/geocodage` }
}

const feature = (label: string) => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [4.8467, 45.7548] },
  properties: { label, score: 0.97, citycode: '69383', postcode: '69003', city: 'Lyon', type: 'housenumber' },
})

const answer: Handle = (url, response) => {
  const features = [feature(url.searchParams.get('q') ?? '1 Place de la Mairie 69003 Lyon')]
  response.end(JSON.stringify({ type: 'FeatureCollection', features }))
}

// Time that only moves when told.
function stopwatch() {
  let time = 1_000_000
  return { now: () => time, advance: (milliseconds: number) => (time += milliseconds) }
}

test('an address is found, with its commune code and its place', async (t) => {
  const { asked, baseUrl } = await service(t, answer)
  const found = await geocoder(baseUrl).searchAddress('  12  rue  Moncey ', { citycode: '69123', limit: 3 })
  assert.deepEqual(found, [
    {
      label: '12 rue Moncey',
      citycode: '69383',
      postcode: '69003',
      city: 'Lyon',
      lat: 45.7548,
      long: 4.8467,
    },
  ])
  assert.equal(asked[0]?.pathname, '/geocodage/search')
  const sent = Object.fromEntries(asked[0]?.searchParams ?? [])
  assert.deepEqual(sent, { index: 'address', q: '12 rue Moncey', limit: '3', citycode: '69123' })
})

test('a place gives its address', async (t) => {
  const { asked, baseUrl } = await service(t, answer)
  const [nearest] = await geocoder(`${baseUrl}/`).reverse(45.754812, 4.846733)
  assert.equal(nearest?.citycode, '69383')
  assert.equal(asked[0]?.pathname, '/geocodage/reverse')
  assert.deepEqual(Object.fromEntries(asked[0]?.searchParams ?? []), {
    index: 'address',
    lat: '45.75481',
    lon: '4.84673',
  })
})

test('questions the service would refuse are not asked; the same question is asked once', async (t) => {
  const { asked, baseUrl } = await service(t, answer)
  const { now, advance } = stopwatch()
  const places = geocoder(baseUrl, { now })
  for (const q of ['', 'ab', '   ', '?rue', '\u0000rue']) assert.deepEqual(await places.searchAddress(q), [])
  assert.deepEqual(await places.reverse(Number.NaN, 4), [])
  assert.deepEqual(await places.reverse(45, 200), [])
  assert.equal(asked.length, 0)
  await places.searchAddress('rue Moncey')
  await places.searchAddress('rue  Moncey')
  assert.equal(asked.length, 1)
  advance(600_001)
  await places.searchAddress('rue Moncey')
  assert.equal(asked.length, 2)
})

test('off, it answers nothing', async () => {
  assert.deepEqual(await geocoder(null).searchAddress('rue Moncey'), [])
  assert.deepEqual(await geocoder(null).reverse(45, 4), [])
})

test('slowness, faults and garbage give an empty list', async (t) => {
  const bodies = [
    '<html>',
    '{}',
    '{"features":[{"geometry":null}]}',
    `{"features":[${'1,'.repeat(400_000)}1]}`,
  ]
  let turn = 0
  const { asked, baseUrl } = await service(t, (_, response) => response.end(bodies[turn++]))
  for (let index = 0; index < bodies.length; index++)
    assert.deepEqual(await geocoder(baseUrl).searchAddress('rue Moncey'), [])
  assert.equal(asked.length, 4)
  const silent = await service(t, () => undefined)
  assert.deepEqual(await geocoder(silent.baseUrl, { timeoutMs: 50 }).reverse(45, 4), [])
  assert.deepEqual(await geocoder('http://127.0.0.1:1').searchAddress('rue Moncey'), [])
})

test('after three failures nobody waits for a minute, then one call tries again', async (t) => {
  let well = false
  const { asked, baseUrl } = await service(t, (url, response) => {
    if (well) answer(url, response)
    else response.writeHead(503).end()
  })
  const { now, advance } = stopwatch()
  const places = geocoder(baseUrl, { now })
  for (let index = 0; index < 5; index++) await places.searchAddress('rue Moncey')
  assert.equal(asked.length, 3)
  advance(60_001)
  await places.searchAddress('rue Moncey')
  await places.searchAddress('rue Moncey')
  assert.equal(asked.length, 4)
  advance(60_001)
  well = true
  assert.equal((await places.searchAddress('rue Moncey')).length, 1)
  assert.equal((await places.searchAddress('rue Bonnel')).length, 1)
})

test('asked to wait, it waits as long as it was told', async (t) => {
  let busy = true
  const { asked, baseUrl } = await service(t, (url, response) => {
    if (busy) response.writeHead(429, { 'retry-after': '7' }).end()
    else answer(url, response)
  })
  const { now, advance } = stopwatch()
  const places = geocoder(baseUrl, { now })
  await places.searchAddress('rue Moncey')
  busy = false
  advance(6_999)
  assert.deepEqual(await places.searchAddress('rue Moncey'), [])
  assert.equal(asked.length, 1)
  advance(2)
  assert.equal((await places.searchAddress('rue Moncey')).length, 1)
})

test('a question that is not liked does not count as a failure', async (t) => {
  const { asked, baseUrl } = await service(t, (_, response) => response.writeHead(400).end('{}'))
  const places = geocoder(baseUrl)
  for (let index = 0; index < 5; index++) await places.searchAddress(`rue ${index}`)
  assert.equal(asked.length, 5)
})

test('whoever asks without end is refused alone, for a minute', async (t) => {
  const { asked, baseUrl } = await service(t, answer)
  const { now, advance } = stopwatch()
  const places = geocoder(baseUrl, { now })
  const network = '192.0.2.1'
  for (let index = 0; index < 250; index++) await places.searchAddress(`rue ${index}`, { network })
  assert.equal(asked.length, 240)
  assert.deepEqual(await places.reverse(45.7, 4.8, network), [])
  assert.equal((await places.searchAddress('rue Moncey', { network: '192.0.2.2' })).length, 1)
  advance(60_000)
  assert.equal((await places.searchAddress('rue Bonnel', { network })).length, 1)
})
