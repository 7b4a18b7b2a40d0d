// How long we wait for whoever sends: for headers, for the next byte, for a body at a pace that a poor telephone keeps, for
// the whole. Each kind of body is read under the same watch, whoever reads it (forms, files, the OpenID engine).
import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'

/** Milliseconds, and bytes a second. */
export interface Patience {
  /** For all headers. */
  headers: number
  /** Without a byte in either direction, while it is not our turn. */
  idle: number
  /** How late a body may be on its pace; what came quickly before counts for no more. */
  late: number
  /** Of a body, at least. */
  bytesPerSecond: number
  /** For a whole request. */
  whole: number
  /** Between two looks. */
  look: number
}

export const PATIENCE: Patience = {
  headers: 20_000,
  idle: 30_000,
  late: 30_000,
  bytesPerSecond: 4096,
  whole: 15 * 60_000,
  look: 5000,
}

/** Options of the server (Fastify's). Node itself ends slow headers, idle connections and endless requests. */
export const patienceOptions = (patience: Patience) => ({
  connectionTimeout: patience.idle,
  requestTimeout: patience.whole,
  http: { headersTimeout: patience.headers, connectionsCheckingInterval: patience.look },
})

/** Is it our turn: did all of it come, or what has come wait to be read? */
export const waitsForUs = (request: IncomingMessage): boolean =>
  request.complete || request.readableLength > 0

const LATE = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'

/**
 * How a body keeps its pace: told how many milliseconds passed and how many bytes came then, says whether it is still in time. A
 * body that came in one go and then a byte at a time is as late as one that came so from the start.
 */
export function pace({ late, bytesPerSecond }: Patience): (elapsed: number, bytes: number) => boolean {
  let left = late
  return (elapsed, bytes) => {
    left = Math.min(late, left + (1000 * bytes) / bytesPerSecond - elapsed)
    return left >= 0
  }
}

/** A body that comes: what was seen of it at the last look. */
interface Coming {
  socket: Socket
  at: number
  bytes: number
  isInTime: ReturnType<typeof pace>
}

/** Ends exchanges whose body comes slower than the pace. @returns how to stop watching */
export function watchBodies(server: Server, patience: Patience): () => void {
  const coming = new Map<IncomingMessage, Coming>()
  server.on('request', (request) => {
    if (request.complete) return
    const { socket } = request
    coming.set(request, {
      socket,
      at: performance.now(),
      bytes: socket.bytesRead,
      isInTime: pace(patience),
    })
    const forget = () => coming.delete(request)
    request.once('end', forget)
    request.once('close', forget)
  })
  const look = () => {
    for (const [request, seen] of coming) {
      const { socket, at, bytes, isInTime } = seen
      seen.at = performance.now()
      seen.bytes = socket.bytesRead
      // Read while it waits for its turn, it would be late by our fault; and so by a look that comes late, when we were busy.
      const elapsed = waitsForUs(request) || socket.isPaused() ? 0 : Math.min(seen.at - at, patience.look)
      if (isInTime(elapsed, seen.bytes - bytes)) continue
      coming.delete(request)
      if (socket.writable) socket.write(LATE)
      socket.destroySoon()
    }
  }
  const timer = setInterval(look, patience.look).unref()
  return () => clearInterval(timer)
}
