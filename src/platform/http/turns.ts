// One request at a time for each connection. A client may ask for many pages without waiting for the first (RFC 9112, 9.3.2),
// and Node would make them all at once: a few connections would stand before everybody else. They are answered in turn, and
// while some wait, the connection is not read. One read may bring thousands of them: past a few that wait, the connection ends.
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http'
import type { Socket } from 'node:net'

type Handle = (request: IncomingMessage, response: ServerResponse) => void

/** Requests of one connection that wait behind the one in hand: no browser sends a second before its answer. */
const MOST_WAITING = 20

/** The same handler, which has one request of a connection in hand at a time. */
function inTurn(handle: Handle): Handle {
  const waiting = new WeakMap<Socket, (() => void)[]>()
  const next = (socket: Socket) => {
    const begin = socket.destroyed ? undefined : waiting.get(socket)?.shift()
    if (begin === undefined) waiting.delete(socket)
    else begin()
    if (!waiting.get(socket)?.length) socket.resume()
  }
  return (request, response) => {
    const { socket } = request
    if (socket.destroyed) return
    const begin = () => {
      response.once('close', () => next(socket))
      handle(request, response)
    }
    const queue = waiting.get(socket)
    if (queue === undefined) {
      waiting.set(socket, [])
      return begin()
    }
    if (queue.length >= MOST_WAITING) return void socket.destroy()
    queue.push(begin)
    socket.pause()
  }
}

interface Options {
  http?: ServerOptions
  keepAliveTimeout?: number
  requestTimeout?: number
  connectionTimeout?: number
}

/** The server that Fastify would make with these options, with requests in turn. */
export function serverInTurn(handle: Handle, given: Options): Server {
  const server = createServer(given.http ?? {}, inTurn(handle))
  server.keepAliveTimeout = given.keepAliveTimeout ?? server.keepAliveTimeout
  server.requestTimeout = given.requestTimeout ?? server.requestTimeout
  server.setTimeout(given.connectionTimeout ?? 0)
  // Whoever was being answered when the server stopped would keep their connection, and the stop would wait for them.
  server.on('request', (_request, response) =>
    response.once('close', () => server.listening || server.closeIdleConnections()),
  )
  return server
}
