// What never becomes a request (headers beyond the limit, bytes that are no HTTP): a plain page in French, and the connection
// ends. Nothing of what was sent is told again.
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'

const LONG =
  'Votre navigateur a envoyé une adresse ou des cookies trop longs. Effacez les cookies de ce site, puis revenez à l’accueil.'
const LATE = 'Votre demande est arrivée trop lentement. Vérifiez votre connexion, puis recommencez.'
const BROKEN = 'Votre demande est arrivée abîmée. Rechargez la page, ou revenez à l’accueil.'

const TOLD: Readonly<Record<string, readonly [status: number, title: string, sentence: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'Demande trop longue', LONG],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Demande trop lente', LATE],
}

/** Answers whoever sent it, in place of Node. */
export function answerBroken(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const [status, title, sentence] = TOLD[error.code ?? ''] ?? [400, 'Demande illisible', BROKEN]
  const body = `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body><h1>${title}</h1><p>${sentence}</p><p><a href="/">Accueil</a></p></body></html>
`
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: text/html; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroySoon())
}
