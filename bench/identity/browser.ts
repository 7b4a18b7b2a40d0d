// A browser for the load: keeps cookies, follows one redirection at a time, comes from an address of its own.
import { type Agent, type IncomingHttpHeaders, request } from 'node:http'

export interface Answer {
  status: number
  location: string | null
  text: string
  headers: IncomingHttpHeaders
  /** Milliseconds until its last byte. */
  taken: number
}

export interface Asked {
  method?: 'GET' | 'POST'
  body?: URLSearchParams
  headers?: Record<string, string>
}

/** Somebody's browser. `address`: where the proxy says it comes from. */
export interface Browser {
  cookies: Map<string, string>
  ask(url: string, asked?: Asked): Promise<Answer>
}

export function openBrowser(agent: Agent, origin: string, address: string): Browser {
  const cookies = new Map<string, string>()
  return {
    cookies,
    async ask(url, asked = {}) {
      const headers = {
        accept: 'text/html',
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        'x-forwarded-for': address,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...asked.headers,
      }
      const answer = await exchange(agent, new URL(url, origin), { ...asked, headers })
      for (const line of answer.headers['set-cookie'] ?? []) keep(cookies, line)
      return answer
    },
  }
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';')
  const at = pair.indexOf('=')
  const value = pair.slice(at + 1)
  if (value === '' || /max-age=0/i.test(line)) cookies.delete(pair.slice(0, at))
  else cookies.set(pair.slice(0, at), value)
}

/** One exchange, timed. */
export function exchange(
  agent: Agent,
  url: URL,
  { method = 'GET', body, headers = {} }: Asked,
): Promise<Answer> {
  const sent = body?.toString()
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const all =
    sent === undefined ? headers : { ...headers, ...type, 'content-length': Buffer.byteLength(sent) }
  const start = performance.now()
  return new Promise((resolve, reject) => {
    const asking = request(url, { agent, method, headers: all }, (reply) => {
      const parts: Buffer[] = []
      reply.on('data', (part: Buffer) => parts.push(part))
      reply.on('error', reject)
      reply.on('end', () =>
        resolve({
          status: reply.statusCode ?? 0,
          location: reply.headers.location ?? null,
          text: Buffer.concat(parts).toString(),
          headers: reply.headers,
          taken: performance.now() - start,
        }),
      )
    })
    asking.on('error', reject)
    asking.end(sent)
  })
}

/** What a form of a page holds under that name. */
export const fieldOf = (text: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''
