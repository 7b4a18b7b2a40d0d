// The guard against real servers on this machine, which is exactly where it must not go unless told.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { FetchRefused, guardedFetch, isPublicAddress } from './guard.ts'

async function site(t: TestContext, handle: RequestListener): Promise<string> {
  const server = createServer(handle).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const INSIDE = { timeoutMs: 5_000, maxBytes: 10_000, allowPrivate: true }
const OUTSIDE = { timeoutMs: 5_000, maxBytes: 10_000 }
const refused = (reason: FetchRefused['reason']) => ({ name: 'FetchRefused', reason })

test('only addresses of the public internet are public', () => {
  const inside =
    `0.0.0.0 10.1.2.3 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1
    172.31.255.255 192.168.1.1 192.0.0.8 198.18.0.1 224.0.0.1 255.255.255.255 168.63.129.16 :: ::1 ::ffff:127.0.0.1
    ::ffff:8.8.8.8 64:ff9b::7f00:1 fe80::1 fc00::1 fd00:ec2::254 ff02::1 2002:7f00:1:: 2001:db8::1 2001::1 3fff::1
    localhost 1.2.3 hello`.split(/\s+/)
  for (const address of inside) assert.equal(isPublicAddress(address), false, address)
  for (const address of ['8.8.8.8', '172.32.0.1', '100.128.0.1', '2a01:e0a::1', '2606:4700::1111'])
    assert.equal(isPublicAddress(address), true, address)
})

test('an answer comes back whole, whatever its status', async (t) => {
  const origin = await site(t, (request, response) => {
    response.writeHead(request.url === '/404' ? 404 : 200, { 'x-seen': request.headers['x-key'] ?? '' })
    response.end('bonjour')
  })
  const answer = await guardedFetch(`${origin}/a`, { ...INSIDE, headers: { 'x-key': 'k' } })
  assert.equal(answer.status, 200)
  assert.equal(answer.body.toString(), 'bonjour')
  assert.equal(answer.headers['x-seen'], 'k')
  assert.equal((await guardedFetch(`${origin}/404`, INSIDE)).status, 404)
})

test('the inside is out of reach, by address, by name and in every spelling', async (t) => {
  let visits = 0
  const origin = await site(t, (_, response) => {
    visits++
    response.end()
  })
  const { port } = new URL(origin)
  const spellings = [
    '127.0.0.1',
    'localhost',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '127.1',
    '0',
  ]
  for (const host of spellings)
    await assert.rejects(guardedFetch(`http://${host}:${port}/`, OUTSIDE), refused('address'), host)
  await assert.rejects(guardedFetch('http://169.254.169.254/latest/meta-data/', OUTSIDE), refused('address'))
  assert.equal(visits, 0)
})

test('other schemes, credentials and nonsense are refused', async () => {
  for (const url of [
    'file:///etc/passwd',
    'ftp://example.org/',
    'gopher://x',
    'http://user:secret@example.org/',
    'x',
    '',
  ])
    await assert.rejects(guardedFetch(url, INSIDE), refused('address'), url)
})

test('only named hosts when names are given, redirects included', async (t) => {
  const origin = await site(t, (_, response) =>
    response.writeHead(302, { location: 'http://example.org/' }).end(),
  )
  await assert.rejects(guardedFetch(origin, { ...INSIDE, allowHosts: ['127.0.0.1'] }), refused('host'))
  await assert.rejects(guardedFetch(origin, { ...INSIDE, allowHosts: ['data.geopf.fr'] }), refused('host'))
})

test('three redirects are followed, a fourth and an unsafe one are not', async (t) => {
  const origin = await site(t, (request, response) => {
    const left = Number(request.url?.slice(1))
    if (left < 0) response.writeHead(301, { location: 'file:///etc/passwd' }).end()
    else if (left === 0) response.end('arrived')
    else response.writeHead(307, { location: `/${left - 1}` }).end()
  })
  const arrived = await guardedFetch(`${origin}/3`, INSIDE)
  assert.equal(arrived.body.toString(), 'arrived')
  assert.equal(arrived.url, `${origin}/0`)
  await assert.rejects(guardedFetch(`${origin}/4`, INSIDE), refused('redirects'))
  await assert.rejects(guardedFetch(`${origin}/1`, { ...INSIDE, mostRedirects: 0 }), refused('redirects'))
  await assert.rejects(guardedFetch(`${origin}/-1`, INSIDE), refused('address'))
})

test('an answer that is too long is cut, announced or not', async (t) => {
  const origin = await site(t, (request, response) => {
    if (request.url === '/announced') response.writeHead(200, { 'content-length': '10001' })
    response.write('x'.repeat(6_000))
    response.end('x'.repeat(4_001))
  })
  await assert.rejects(guardedFetch(`${origin}/announced`, INSIDE), refused('size'))
  await assert.rejects(guardedFetch(`${origin}/streamed`, INSIDE), refused('size'))
})

test('silence, a stalled body and a cut connection end as refusals', async (t) => {
  const origin = await site(t, (request, response) => {
    if (request.url === '/stalled') response.write('x')
    if (request.url === '/cut') request.socket.destroy()
    if (request.url === '/short') {
      response.writeHead(200, { 'content-length': '100' }).write('x')
      setImmediate(() => request.socket.destroy())
    }
  })
  await assert.rejects(guardedFetch(`${origin}/silent`, { ...INSIDE, timeoutMs: 50 }), refused('timeout'))
  await assert.rejects(guardedFetch(`${origin}/stalled`, { ...INSIDE, timeoutMs: 50 }), refused('timeout'))
  await assert.rejects(guardedFetch(`${origin}/cut`, INSIDE), refused('network'))
  await assert.rejects(guardedFetch(`${origin}/short`, INSIDE), refused('network'))
  await assert.rejects(guardedFetch('http://name.invalid/', OUTSIDE), refused('network'))
})

test('a refusal tells no address', async () => {
  const error = await guardedFetch('http://10.0.0.7/secret', OUTSIDE).catch((caught: unknown) => caught)
  assert.ok(error instanceof FetchRefused)
  assert.doesNotMatch(error.message, /10\.0|secret/)
})
