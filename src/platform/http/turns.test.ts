// Requests asked without waiting: each connection has one in hand, all are answered in order, and others do not wait for them.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { serverInTurn } from './turns.ts'

const CONNECTIONS = 60
const EACH = 10

describe('requests asked without waiting', () => {
  let server: Server
  let port: number
  /** What is to be made, one after the other: everybody waits for the same machine. */
  let work: (() => void)[] = []
  let most = 0
  let made = 0

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    let body = ''
    for await (const part of request) body += String(part)
    work.push(() => response.end(`<${request.url}${body}>`))
    most = Math.max(most, work.length)
  }
  const makeOne = () => {
    made += 1
    work.shift()?.()
  }

  beforeEach(async () => {
    work = []
    most = 0
    made = 0
    server = serverInTurn((request, response) => void handle(request, response), {
      keepAliveTimeout: 72_000,
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  })
  afterEach(() => {
    server.close()
    server.closeAllConnections()
  })

  function client(text: string) {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    const got = { text: '' }
    socket.on('data', (data) => void (got.text += data.toString()))
    socket.on('error', () => {})
    return { socket, got }
  }
  const ask = (path: string) => `GET ${path} HTTP/1.1\r\nhost: parvis.test\r\n\r\n`
  const turn = () => new Promise((done) => setImmediate(done))
  async function until(isDone: () => boolean, step: () => void = () => {}) {
    while (!isDone()) {
      step()
      await turn()
    }
  }
  const many = Array.from({ length: EACH }, (_, at) => ask(`/${at}`)).join('')

  it('keep nobody else behind the six hundred of sixty connections', async () => {
    const crowd = Array.from({ length: CONNECTIONS }, () => client(many))
    await until(() => work.length >= CONNECTIONS)
    const other = client(ask('/healthz'))
    await until(() => work.length > CONNECTIONS)
    await until(() => other.got.text.includes('</healthz>'), makeOne)
    assert.ok(made <= 2 * CONNECTIONS, `${made} answers before the one of somebody who asks once`)
    await until(() => crowd.every(({ got }) => got.text.includes('</9>')), makeOne)
    assert.ok(most <= CONNECTIONS + 1, `${most} in hand`)
  })

  it('are all answered, in order, with their bodies', async () => {
    const post = (path: string, body: string) =>
      `POST ${path} HTTP/1.1\r\nhost: parvis.test\r\ncontent-length: ${body.length}\r\n\r\n${body}`
    const long = 'a'.repeat(200_000)
    const { got } = client(`${ask('/a')}${post('/b', long)}${ask('/c')}${post('/d', 'x')}${ask('/e')}`)
    await until(() => got.text.includes('</e>'), makeOne)
    assert.deepEqual(
      [...got.text.matchAll(/<([^<>]*)>/g)].map(([, said = '']) => said.slice(0, 4)),
      ['/a', '/baa', '/c', '/dx', '/e'],
    )
    assert.ok(got.text.includes(long))
    assert.equal(most, 1)
  })

  it('end the connection when too many wait: one read of it may bring thousands, and others are answered', async () => {
    const { socket } = client(ask('/same').repeat(2000))
    const closed = new Promise((done) => socket.once('close', done))
    await until(() => work.length === 1)
    await closed
    const other = client(ask('/other'))
    await until(() => other.got.text.includes('</other>'), makeOne)
    assert.ok(most <= 2, `${most} in hand`)
  })

  it('are forgotten with the connection', async () => {
    const { socket } = client(many)
    await until(() => work.length === 1)
    socket.destroy()
    const other = client(ask('/other'))
    await until(() => other.got.text.includes('</other>'), makeOne)
    assert.ok(most <= 2)
  })

  it('end a connection with its answer once the server stops: nobody waits for those who keep theirs', async () => {
    const { got } = client(ask('/last'))
    await until(() => work.length === 1)
    // Without that, Node keeps it as long as its patience: more than a minute.
    const stopped = once(server, 'close', { signal: AbortSignal.timeout(20_000) })
    server.close()
    await until(() => got.text.includes('</last>'), makeOne)
    await stopped
  })
})
