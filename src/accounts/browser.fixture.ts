// A browser for the tests of accounts, without a screen: cookies, forms and their token.
import type { FastifyInstance } from 'fastify'

interface Answer {
  status: number
  to: string
  text: string
}

export interface Browser {
  cookies: Map<string, string>
  get(path: string): Promise<Answer>
  /** Posts a form with the token of this browser. */
  post(path: string, values: Record<string, string>): Promise<Answer>
}

/** A browser: it keeps cookies and sends the token of the forms it was shown. */
export function openBrowser(app: FastifyInstance, remoteAddress = '192.0.2.1'): Browser {
  const cookies = new Map<string, string>()
  let csrf = ''
  const send = async (method: 'GET' | 'POST', url: string, payload?: string): Promise<Answer> => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const sent = payload === undefined ? {} : { payload, headers }
    const answer = await app.inject({
      method,
      url,
      remoteAddress,
      cookies: Object.fromEntries(cookies),
      ...sent,
    })
    for (const { name, value, maxAge } of answer.cookies) {
      if (value === '' || maxAge === 0) cookies.delete(name)
      else cookies.set(name, value)
    }
    csrf = /name="_csrf" value="([^"]+)"/.exec(answer.body)?.[1] ?? csrf
    return { status: answer.statusCode, to: String(answer.headers.location ?? ''), text: answer.body }
  }
  return {
    cookies,
    get: (path) => send('GET', path),
    post: async (path, values) => {
      if (csrf === '') await send('GET', '/connexion')
      return send('POST', path, new URLSearchParams({ _csrf: csrf, ...values }).toString())
    },
  }
}
