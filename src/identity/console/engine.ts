// Asks the engine of this process as a site would, over HTTP on the loopback: no proxy, no name to resolve, and no address
// that anybody chose.
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CustomFetch } from 'openid-client'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'
import { providerOf } from '../engine/provider.ts'
import { surround } from '../engine/screens.ts'

const noPage = async (): Promise<never> => {
  throw new Error('the console asks for no page')
}

/** Runs `work` with a fetch that knows one host, the issuer, and leads to the engine. */
export async function withEngine<T>(
  db: Database,
  config: Config,
  work: (ask: CustomFetch) => Promise<T>,
): Promise<T> {
  const provider = await providerOf(db, config)
  const answer = provider.callback()
  const server = createServer((request, response) => {
    surround(request, { frame: noPage, visitorId: '', ip: '127.0.0.1', broken: () => {} })
    void answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  try {
    return await work((url, options) => askEngine(port, new URL(config.publicUrl), new URL(url), options))
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

type Options = Parameters<CustomFetch>[1]

function askEngine(
  port: number,
  issuer: URL,
  url: URL,
  { method, headers, body }: Options,
): Promise<Response> {
  if (url.origin !== issuer.origin) throw new Error('the console asks the issuer alone')
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({
      host: '127.0.0.1',
      port,
      method,
      path: url.pathname + url.search,
      headers: {
        ...Object.fromEntries(new Headers(headers)),
        host: issuer.host,
        ...(issuer.protocol === 'https:' ? { 'x-forwarded-proto': 'https' } : {}),
      },
    })
    outgoing.once('error', reject)
    outgoing.once('response', (incoming) => {
      const parts: Buffer[] = []
      incoming.on('data', (part: Buffer) => void parts.push(part))
      incoming.once('error', reject)
      incoming.once('end', () => {
        const type = incoming.headers['content-type'] ?? ''
        resolve(
          new Response(Buffer.concat(parts), {
            status: incoming.statusCode ?? 500,
            headers: { 'content-type': type },
          }),
        )
      })
    })
    outgoing.end(body instanceof URLSearchParams ? body.toString() : undefined)
  })
}
