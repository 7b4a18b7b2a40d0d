// A browser for the tests of accounts, without a screen: cookies (by our names for them), forms and their token.
import type { FastifyInstance } from 'fastify'
import { SESSION } from '#platform/http/cookies.ts'

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
  let shownTo: string | undefined
  const send = async (method: 'GET' | 'POST', url: string, payload?: string): Promise<Answer> => {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
    }
    const sent = payload === undefined ? {} : { payload, headers }
    const answer = await app.inject({
      method,
      url,
      remoteAddress,
      cookies: Object.fromEntries([...cookies].map(([name, value]) => [`__Host-${name}`, value])),
      ...sent,
    })
    for (const { name: known, value, maxAge } of answer.cookies) {
      const name = known.replace(/^__Host-/, '')
      if (value === '' || maxAge === 0) cookies.delete(name)
      else cookies.set(name, value)
    }
    const given = /name="_csrf" value="([^"]+)"/.exec(answer.body)?.[1]
    if (given !== undefined) [csrf, shownTo] = [given, cookies.get(SESSION)]
    return { status: answer.statusCode, to: String(answer.headers.location ?? ''), text: answer.body }
  }
  return {
    cookies,
    get: (path) => send('GET', path),
    post: async (path, values) => {
      // A form shown before is another session's.
      if (csrf === '' || shownTo !== cookies.get(SESSION)) await send('GET', '/mot-de-passe-oublie')
      return send('POST', path, new URLSearchParams({ _csrf: csrf, ...values }).toString())
    },
  }
}
