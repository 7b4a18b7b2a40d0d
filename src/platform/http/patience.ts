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
  /** Before the pace counts. */
  start: number
  /** Of a body, at least, on average. */
  bytesPerSecond: number
  /** For a whole request. */
  whole: number
  /** Between two looks. */
  look: number
}

export const PATIENCE: Patience = {
  headers: 20_000,
  idle: 30_000,
  start: 30_000,
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

/** Ends exchanges whose body comes slower than the pace. @returns how to stop watching */
export function watchBodies(server: Server, patience: Patience): () => void {
  const coming = new Map<IncomingMessage, { socket: Socket; since: number; from: number }>()
  server.on('request', (request) => {
    if (request.complete) return
    const { socket } = request
    coming.set(request, { socket, since: performance.now(), from: socket.bytesRead })
    const forget = () => coming.delete(request)
    request.once('end', forget)
    request.once('close', forget)
  })
  const look = () => {
    for (const [request, { socket, since, from }] of coming) {
      if (request.complete) coming.delete(request)
      const earned = (1000 * (socket.bytesRead - from)) / patience.bytesPerSecond
      if (request.complete || performance.now() - since <= patience.start + earned) continue
      coming.delete(request)
      if (socket.writable) socket.write(LATE)
      socket.destroySoon()
    }
  }
  const timer = setInterval(look, patience.look).unref()
  return () => clearInterval(timer)
}
