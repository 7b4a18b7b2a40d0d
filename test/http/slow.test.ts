// Clients that wait: headers in drops, bodies in drops, nothing at all. The others do not notice, and each is ended in time.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServerResponse } from 'node:http'
import { DEMO_PASSWORD } from '#demo'
import { pace, PATIENCE, type Patience, patienceOptions, watchBodies } from '#platform/http/patience.ts'
import { serverInTurn } from '#platform/http/turns.ts'
import { createTestApp, type TestApp } from '#test/app.ts'

const POST = (path: string, type: string, length = 5000) =>
  `POST ${path} HTTP/1.1\r\nhost: parvis.test\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n`
const FORM = 'application/x-www-form-urlencoded'

/** What each kind of client says before it waits. */
const KINDS: Record<string, string> = {
  'says nothing': '',
  'headers in drops': 'GET / HTTP/1.1\r\nhost: parvis.test\r\nx-a: ',
  'a body that never comes, to sign in': POST('/connexion', FORM),
  'half a body, to sign in': `${POST('/connexion', FORM)}email=habitante%40parvis.example&pass`,
  'half a file': `${POST('/suivi', 'multipart/form-data; boundary=x')}--x\r\ncontent-disposition: form-data; name="files"; filename="a.png"\r\n\r\n`,
  'a body without length': `POST /connexion HTTP/1.1\r\nhost: parvis.test\r\ncontent-type: ${FORM}\r\ntransfer-encoding: chunked\r\n\r\n5\r\nemail`,
  'half a body to the engine of the account': `${POST('/oidc/token', FORM)}grant_type=`,
  'idle after an answer': 'GET /healthz HTTP/1.1\r\nhost: parvis.test\r\n\r\n',
}

/** Nothing else is done meanwhile. */
const busy = (milliseconds: number) =>
  void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)

/** On one machine: each is two ends of a connection. */
const WAITING = 1_500

describe('fifteen hundred clients that wait', () => {
  let parvis: TestApp
  let origin: string
  const waiting: Socket[] = []
  before(async () => {
    parvis = await createTestApp()
    origin = await parvis.listen()
  })
  after(async () => {
    for (const socket of waiting) socket.destroy()
    await parvis.close()
  })

  it('change nothing for somebody who signs in and somebody who reads', async () => {
    const texts = Object.values(KINDS)
    for (let at = 0; at < WAITING; at++) {
      const socket = connect(Number(new URL(origin).port), '127.0.0.1')
      waiting.push(socket)
      await once(socket, 'connect')
      socket.on('error', () => {})
      socket.resume()
      socket.write(texts[at % texts.length] ?? '')
    }
    await sleep(50)
    for (let again = 0; again < 3; again++) {
      const page = await fetch(`${origin}/connexion`, { headers: { accept: 'text/html' } })
      const cookie = page.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ')
      const csrf = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
      const body = new URLSearchParams({
        _csrf: csrf,
        email: 'habitante@parvis.example',
        password: DEMO_PASSWORD,
      })
      const signedIn = await fetch(`${origin}/connexion`, {
        method: 'POST',
        body,
        headers: { cookie },
        redirect: 'manual',
      })
      assert.equal(signedIn.status, 303)
      assert.equal(signedIn.headers.get('location'), '/compte')
    }
  })
})

it('what came in one go buys no time for what comes by drops', () => {
  const isInTime = pace(PATIENCE)
  assert.ok(isInTime(1000, 55 * 1024 * 1024))
  let looks = 0
  while (isInTime(PATIENCE.look, 10)) looks++
  assert.equal(looks, PATIENCE.late / PATIENCE.look)
  const slow = pace(PATIENCE)
  for (let look = 0; look < 1000; look++)
    assert.ok(slow(PATIENCE.look, (PATIENCE.bytesPerSecond * PATIENCE.look) / 1000))
})

describe('the watch over whoever sends', () => {
  const QUICK: Patience = { headers: 300, idle: 400, late: 300, bytesPerSecond: 4096, whole: 3000, look: 50 }
  let port = 0
  const ends: (() => void)[] = []
  /** Answers that take their time, by address. */
  const answers: Record<string, (socket: Socket, response: ServerResponse) => ServerResponse> = {}
  /** @returns the port of a server that has this patience */
  async function serve(patience: Patience): Promise<number> {
    const options = patienceOptions(patience)
    const server = serverInTurn(
      (request, response) => {
        request.resume()
        request.on(
          'end',
          () => answers[request.url ?? '']?.(request.socket, response) ?? response.end('whole'),
        )
      },
      { ...options, keepAliveTimeout: options.connectionTimeout },
    )
    const stop = watchBodies(server, patience)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    ends.push(
      stop,
      () => server.close(),
      () => server.closeAllConnections(),
    )
    return (server.address() as { port: number }).port
  }
  before(async () => {
    port = await serve(QUICK)
  })
  after(() => {
    for (const end of ends) end()
  })

  /** What that client gets, which writes `drop` again and again after its first words. */
  async function ending(first: string, drop = '', every = 40): Promise<string> {
    const socket = connect(port, '127.0.0.1')
    let got = ''
    socket.on('data', (data) => void (got += data.toString()))
    socket.on('error', () => {})
    socket.write(first)
    const timer = drop === '' ? undefined : setInterval(() => socket.writable && socket.write(drop), every)
    await new Promise((done) => socket.once('close', done))
    clearInterval(timer)
    return got
  }

  for (const [name, first] of Object.entries(KINDS)) {
    it(`ends: ${name}`, async () =>
      assert.doesNotMatch((await ending(first)).replace(/^HTTP\/1\.1 200.*whole/s, ''), /whole/))
    if (first.startsWith('POST'))
      it(`ends, a byte at a time: ${name}`, async () => {
        const drop = first.includes('chunked') ? '\r\n1\r\na' : 'a'
        assert.match(await ending(first, drop), /^HTTP\/1\.1 408/)
      })
  }

  it('ends headers that come a byte at a time', async () =>
    assert.doesNotMatch(await ending(KINDS['headers in drops'] ?? '', 'a'), /whole/))

  it('does not take our own work for their silence, however long it is', async () => {
    answers['/long'] = (socket, response) => {
      let silences = 0
      // Node tells the connection first that nothing passes, then the server, which may end it.
      socket.on('timeout', () => ++silences === 2 && response.end('whole'))
      return response
    }
    for (const length of [0, 3000])
      assert.match(await ending(POST('/long', FORM, length) + 'a'.repeat(length)), /200.*whole/s)
  })

  it('ends whoever does not read the answer', async () => {
    const ended = Promise.withResolvers<void>()
    answers['/much'] = (socket, response) => {
      socket.once('close', () => ended.resolve())
      return response.end(Buffer.alloc(50_000_000))
    }
    const socket = connect(port, '127.0.0.1').pause()
    socket.on('error', () => {})
    socket.write(POST('/much', FORM, 0))
    await ended.promise
    socket.destroy()
  })

  it('waits for a body that keeps the pace of a poor telephone, and is not late when we are', async () => {
    const socket = connect(await serve({ ...QUICK, idle: 5000 }), '127.0.0.1')
    const answered = Promise.race([once(socket, 'data'), once(socket, 'close')])
    socket.write(POST('/', FORM, 8000))
    for (let sent = 0; sent < 8000; sent += 400) {
      socket.write('a'.repeat(400))
      await sleep(40)
      if (sent === 4000) busy(2 * QUICK.late)
    }
    assert.match(String(await answered), /whole/)
    socket.destroy()
  })
})
