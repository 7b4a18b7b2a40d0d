// A directory that says what a test tells it to, byte by byte (LDAP, RFC 4511): what no real one says.
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createServer as createSecureServer, type TlsOptions } from 'node:tls'

export const BIND = 0x60
export const SEARCH = 0x63
export const EXTENDED = 0x77
/** No act: what begins TLS, read as if it were one. */
export const HELLO = 0x01

/** One element (X.690): its tag, how long it says that it is, what is in it. */
export function element(tag: number, content: Buffer | string = '', said?: number): Buffer {
  const bytes = Buffer.from(content)
  const length = said ?? bytes.length
  const long = [0x84, length >>> 24, length >>> 16, length >>> 8, length].map((byte) => byte & 0xff)
  return Buffer.concat([Buffer.from([tag, ...(length < 128 ? [length] : long)]), bytes])
}
const all = (...parts: Buffer[]) => Buffer.concat(parts)
const text = (said: Buffer | string) => element(4, said)

export const message = (id: number, ...parts: Buffer[]): Buffer =>
  element(0x30, all(element(2, Buffer.from([id])), ...parts))
/** The end of an act: 0 when it went well. */
export const result = (tag: number, code = 0, ...more: Buffer[]): Buffer =>
  element(tag, all(element(10, Buffer.from([code])), text(''), text(''), ...more))
export const bound = (id: number): Buffer => message(id, result(0x61))
export const done = (id: number, ...controls: Buffer[]): Buffer => message(id, result(0x65), ...controls)
export const tls = (id: number, code = 0): Buffer => message(id, result(0x78, code))
/** More follows, after this cookie (RFC 2696). */
export const nextPage = (cookie: string): Buffer =>
  element(
    0xa0,
    element(
      0x30,
      all(
        text('1.2.840.113556.1.4.319'),
        text(element(0x30, all(element(2, Buffer.from([0])), text(cookie)))),
      ),
    ),
  )
export const referral = (address: string): Buffer => element(0xa3, text(address))
export const elsewhere = (id: number, address: string): Buffer => message(id, element(0x73, text(address)))
export const entry = (id: number, said: Record<string, Buffer | string>): Buffer => {
  const attributes = Object.entries(said).map(([name, value]) =>
    element(0x30, all(text(name), element(0x31, text(value)))),
  )
  return message(id, element(0x64, all(text('uid=x'), element(0x30, all(...attributes)))))
}

/** What is said to each request of a client; nothing: silence. */
export type Says = (id: number, socket: Socket) => Buffer | undefined

export interface Hostile {
  address: string
  host: string
  /** What clients said, as text. */
  heard(): string
  /** How often each act was asked. */
  asked(act: number): number
  close(): void
}

/** Encrypted from the first byte when there is a certificate. @param says by act; who signs in is welcome unless it says otherwise */
export async function startHostile(
  says: Record<number, Says>,
  certificate?: TlsOptions,
  greets: (socket: Socket) => void = () => {},
): Promise<Hostile> {
  const heard: Buffer[] = []
  const acts: number[] = []
  const sockets: Socket[] = []
  const welcome: Record<number, Says> = { [BIND]: bound, ...says }
  const serve = (socket: Socket) => {
    sockets.push(socket)
    greets(socket)
    socket
      .on('error', () => {})
      .on('data', (piece) => {
        heard.push(piece)
        const { id, act } = asked(piece)
        acts.push(act)
        const answer = welcome[act]?.(id, socket)
        if (answer !== undefined && !socket.destroyed) socket.write(answer)
      })
  }
  const server = (certificate ? createSecureServer(certificate, serve) : createServer(serve))
    .on('tlsClientError', () => {})
    .listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    address: `${certificate ? 'ldaps' : 'ldap'}://${host}`,
    heard: () => Buffer.concat(heard).toString('latin1'),
    asked: (act) => acts.filter((one) => one === act).length,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

/** The number and the act of a request: past the head of the message. */
function asked(piece: Buffer): { id: number; act: number } {
  const head = 2 + ((piece[1] ?? 0) & 0x80 ? (piece[1] ?? 0) & 0x7f : 0)
  return { id: piece[head + 2] ?? 0, act: piece[head + 3] ?? 0 }
}
