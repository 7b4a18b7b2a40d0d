// One running program per embedded cluster. The lock is a local socket, which the system frees when its holder dies
// however it dies: unlike a file with a process number, it can never be stale.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { isCode } from '../start-error.ts'

/** A lock that is ours; `announce` tells whoever asks where the program answers. */
export type Lock = { held: true; announce(address: string): void; release(): Promise<void> }

/** Somebody else's lock; `address` is empty while that program is still starting. */
export type Refusal = { held: false; address: string }

/** Takes the lock of the cluster kept in `folder` (its real path), or says who has it. */
export async function takeLock(folder: string): Promise<Lock | Refusal> {
  const name = socketName(folder)
  for (let attempt = 0; ; attempt++) {
    let address = ''
    const server = createServer((socket) => socket.on('error', () => {}).end(address))
    if (await listens(server, name)) {
      server.unref()
      return {
        held: true,
        announce: (given) => {
          address = given
        },
        release: () => new Promise((done) => server.close(() => done())),
      }
    }
    const answer = await ask(name)
    if (answer !== null || attempt === 3) return { held: false, address: answer ?? '' }
    if (!name.startsWith('\0')) rmSync(name, { force: true })
  }
}

function socketName(folder: string): string {
  const id = `parvis-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`
  return process.platform === 'linux' ? `\0${id}` : join(tmpdir(), `${id}.sock`)
}

async function listens(server: Server, name: string): Promise<boolean> {
  try {
    server.listen(name)
    await once(server, 'listening')
    return true
  } catch (error) {
    if (isCode(error, 'EADDRINUSE')) return false
    throw error
  }
}

// Null when nobody answers any more: the holder ended between our two attempts, or left its socket file behind.
async function ask(name: string): Promise<string | null> {
  const socket = connect(name)
  socket.setTimeout(2_000, () => socket.end())
  try {
    await once(socket, 'connect')
    return await text(socket)
  } catch {
    return null
  }
}
