// How a mail leaves: by SMTP (RFC 5321). Nothing here logs or quotes anything personal.
import { createTransport } from 'nodemailer'
import { type Envelope, envelopeOf, isMailAddress, type Mail, MailFailed, type Sender } from './message.ts'

/** Hands mails over. */
export interface MailTransport {
  /**
   * Resolves when the mail is taken over. `id` (letters, digits, `.`, `_`, `-`) names this mail for ever: a retry uses
   * the same one. Rejects with MailFailed only.
   */
  send(mail: Mail, id: string): Promise<void>
  /** Closes idle connections; mails on their way finish first. */
  close(): void
}

/** Sender, and limits in milliseconds: `patience` for each step of the dialogue, `deadline` for one whole mail. */
export interface SmtpOptions {
  from: Sender
  patience?: number
  deadline?: number
}

/**
 * Sends through the server at `url` (`smtp://user:password@host:587`, `smtps://…:465`), over at most 3 kept connections.
 * Credentials never travel in clear, except to this very machine. Throws at once on a bad URL or sender.
 */
export function smtpTransport(url: string, options: SmtpOptions): MailTransport {
  if (!isMailAddress(options.from.address))
    throw new Error('L’adresse d’expédition des courriels n’est pas valide.')
  const { patience = 15_000, deadline = 60_000 } = options
  const mailer = createTransport({
    ...server(url),
    pool: true,
    maxConnections: 3,
    maxRequeues: 1,
    dnsTimeout: patience,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(mail, id) {
      const { headers, ...envelope } = envelopeOf(mail, options.from, id)
      const message = nodemailerForm(envelope)
      await mailer
        .sendMail({ ...message, headers, signal: AbortSignal.timeout(deadline) })
        .catch((error: unknown) => {
          throw classified(error)
        })
    },
    close: () => mailer.close(),
  }
}

// Addresses go as objects so that nobody parses them again; the text of the envelope is never a path or an address to fetch.
function nodemailerForm(envelope: Omit<Envelope, 'headers'>) {
  const { messageId, from, to, replyTo, subject, text, html } = envelope
  return {
    messageId,
    from,
    to: { name: '', address: to },
    subject,
    text,
    ...(html === null ? {} : { html }),
    ...(replyTo === null ? {} : { replyTo: { name: '', address: replyTo } }),
  }
}

function server(url: string) {
  const { protocol, hostname, port, username, password } = parsed(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  const secure = protocol === 'smtps:'
  const local = host === 'localhost' || host === '::1' || host.startsWith('127.')
  return {
    host,
    port: Number(port || (secure ? '465' : '587')),
    secure,
    // A relay on this machine often has a certificate of its own making; nothing leaves the machine.
    ignoreTLS: local && !secure,
    requireTLS: !local && !secure && username !== '',
    ...(username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  }
}

function parsed(url: string): URL {
  const address = URL.parse(url)
  if (address && /^smtps?:$/.test(address.protocol) && address.hostname !== '') return address
  throw new Error('L’adresse du serveur de courriel s’écrit smtp://utilisateur:mot-de-passe@serveur:587.')
}

// Only a refusal of this mail itself (sender, recipient, content) is final. A refused password or greeting is for the operator
// to mend, and the mail must still leave afterwards.
function classified(error: unknown): MailFailed {
  const { code, command, responseCode, permanent } = smtpFacts(error)
  const final = permanent && /^(?:MAIL FROM|RCPT TO|DATA)$/.test(command) && code !== 'EAUTH'
  const detail = [code, command, responseCode].filter((part) => part !== '').join(' ')
  return new MailFailed(final ? 'permanent' : 'temporary', detail || 'unknown cause')
}

function smtpFacts(error: unknown) {
  const facts: Record<string, unknown> =
    error instanceof Error ? Object.fromEntries(Object.entries(error)) : {}
  const word = (value: unknown) =>
    typeof value === 'string' && /^[A-Z][A-Z0-9_ -]{0,30}$/.test(value) ? value : ''
  const responseCode = typeof facts['responseCode'] === 'number' ? facts['responseCode'] : ''
  return {
    code: word(facts['code']),
    command: word(facts['command']),
    responseCode,
    permanent: facts['permanent'] === true,
  }
}
