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
import { waitsForUs } from './patience.ts'

type Handle = (request: IncomingMessage, response: ServerResponse) => void

/** Requests of one connection that wait behind the one in hand: no browser sends a second before its answer. */
const MOST_WAITING = 20

/** What is in hand on each connection. */
type InHand = WeakMap<Socket, IncomingMessage>

/** The same handler, which has one request of a connection in hand at a time. */
function inTurn(handle: Handle, inHand: InHand): Handle {
  const waiting = new WeakMap<Socket, (() => void)[]>()
  const next = (socket: Socket) => {
    inHand.delete(socket)
    const begin = socket.destroyed ? undefined : waiting.get(socket)?.shift()
    if (begin === undefined) waiting.delete(socket)
    else begin()
    if (!waiting.get(socket)?.length) socket.resume()
  }
  return (request, response) => {
    const { socket } = request
    if (socket.destroyed) return
    const begin = () => {
      inHand.set(socket, request)
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
  const inHand: InHand = new WeakMap()
  const server = createServer(given.http ?? {}, inTurn(handle, inHand))
  server.keepAliveTimeout = given.keepAliveTimeout ?? server.keepAliveTimeout
  server.requestTimeout = given.requestTimeout ?? server.requestTimeout
  endSilent(server, given.connectionTimeout ?? 0, inHand)
  // Whoever was being answered when the server stopped would keep their connection, and the stop would wait for them.
  server.on('request', (_request, response) =>
    response.once('close', () => server.listening || server.closeIdleConnections()),
  )
  return server
}

// Nothing passes on a connection while we work, however long that is: whoever sent everything, and has read all that we wrote,
// is not the one who is silent.
function endSilent(server: Server, milliseconds: number, inHand: InHand): void {
  server.setTimeout(milliseconds, (socket) => {
    const request = inHand.get(socket)
    const isOurTurn = request !== undefined && waitsForUs(request) && socket.writableLength === 0
    if (isOurTurn) socket.setTimeout(milliseconds)
    else socket.destroy()
  })
}
