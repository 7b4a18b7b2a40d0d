// The antivirus dialogue against a small server that speaks clamd's INSTREAM.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { clamdScan } from './scan.ts'
import { contentOf } from './store/store.ts'

type Reply = (content: Buffer, socket: Socket) => void

// Reads the whole command as clamd does: zINSTREAM\0, then <length><data> until a length of zero.
function clamd(reply: Reply): Server {
  return createServer((socket) => {
    let received = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (part) => {
      received = Buffer.concat([received, part])
      const content = streamed(received)
      if (content) reply(content, socket)
    })
  })
}

function streamed(received: Buffer): Buffer | null {
  const command = 'zINSTREAM\0'
  if (received.subarray(0, command.length).toString() !== command) return null
  const chunks: Buffer[] = []
  for (let at = command.length; at + 4 <= received.length; ) {
    const size = received.readUInt32BE(at)
    if (size === 0) return Buffer.concat(chunks)
    chunks.push(received.subarray(at + 4, at + 4 + size))
    at += 4 + size
  }
  return null
}

async function listening(t: TestContext, reply: Reply): Promise<{ host: string; port: number }> {
  const server = clamd(reply).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port }
}

test('a clean file and an infected one, whole and in order', async (t) => {
  const sent = Buffer.concat([Buffer.alloc(200_000, 7), Buffer.from('end')])
  const address = await listening(t, (content, socket) => {
    const same = content.equals(sent)
    socket.end(same ? 'stream: OK\0' : 'stream: Win.Test.EICAR_HDB-1 FOUND\0')
  })
  const scan = clamdScan(address)
  assert.equal(await scan(contentOf(sent)), 'clean')
  assert.equal(await scan(contentOf(Buffer.from('something else'))), 'infected')
})

test('an answer in two parts is read whole', async (t) => {
  const address = await listening(t, (_, socket) => {
    socket.write('stream: ')
    setImmediate(() => socket.end('OK\0'))
  })
  assert.equal(await clamdScan(address)(contentOf(Buffer.from('x'))), 'clean')
})

test('no verdict is never a clean verdict', async (t) => {
  const answers: Reply[] = [
    (_, socket) => socket.end('INSTREAM size limit exceeded. ERROR\0'),
    (_, socket) => socket.end(),
    (_, socket) => socket.end('UNKNOWN COMMAND\0'),
    (_, socket) => socket.destroy(),
    (_, socket) => socket.write('x'.repeat(10_000)),
  ]
  for (const reply of answers)
    await assert.rejects(clamdScan(await listening(t, reply))(contentOf(Buffer.from('x'))), Error)
})

test('a silent or absent antivirus is an error', async (t) => {
  const silent = await listening(t, () => undefined)
  await assert.rejects(clamdScan(silent, 50)(contentOf(Buffer.from('x'))), /no answer in time/)
  await assert.rejects(clamdScan({ path: '/nonexistent/clamd.sock' })(contentOf(Buffer.from('x'))), Error)
})
