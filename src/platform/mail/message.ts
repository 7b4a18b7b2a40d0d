// A mail to one person, and what makes it safe to hand to a mail server (RFC 5322, 5321 4.5.3.1, 3834 for automatic mail).

/** One mail to one person. `text` always; `html` says the same. `headers` may only add `X-…` headers. */
export interface Mail {
  /** A bare address: `nom@exemple.fr`. */
  to: string
  subject: string
  text: string
  html?: string | undefined
  /** The authority that speaks, instead of the platform's name. */
  fromName?: string | undefined
  replyTo?: string | undefined
  /** A signed address at which a POST ends what sends such mails (RFC 2369, RFC 8058). */
  unsubscribe?: string | undefined
  /** The talk that it is a part of: mail readers keep its mails together. */
  list?: MailList | undefined
  headers?: Record<string, string> | undefined
}

/** A talk that goes by mail (RFC 2919, RFC 2369). */
export interface MailList {
  /** The same for good: `sujet-12.forums`. */
  id: string
  /** Where it is read. */
  page: string
}

/** A mail ready to leave: checked, with its sender and its stable identity. */
export interface Envelope {
  /** `<id@domain of the sender>`: the same id gives the same mail, so that a retry is recognised. */
  messageId: string
  from: Sender
  to: string
  replyTo: string | null
  subject: string
  text: string
  html: string | null
  headers: Record<string, string>
}

/** Who signs: a display name and a bare address. */
export interface Sender {
  name: string
  address: string
}

/**
 * A mail that did not leave. `temporary`: try again later; `permanent`: trying again is useless.
 * `message` holds codes only, never an address, a subject or an answer of the server.
 */
export class MailFailed extends Error {
  override readonly name = 'MailFailed'
  readonly kind: 'temporary' | 'permanent'

  constructor(kind: 'temporary' | 'permanent', detail: string) {
    super(`mail not sent (${kind}): ${detail}`)
    this.kind = kind
  }
}

const LOCAL = /^[A-Za-z0-9!#$&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$&'*+/=?^_`{|}~-]+)*$/
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?$/u

/** True for a bare address a mail can be sent to; no display name, comment, quoted part or address literal. */
export function isMailAddress(text: string): boolean {
  const at = text.lastIndexOf('@')
  const local = text.slice(0, Math.max(0, at))
  const labels = text.slice(at + 1).split('.')
  return (
    text.length <= 254 &&
    local.length <= 64 &&
    LOCAL.test(local) &&
    labels.length >= 2 &&
    !/^\d+$/.test(labels.at(-1) ?? '') &&
    labels.every((label) => label.length <= 63 && LABEL.test(label))
  )
}

/** The platform as a sender, at the host of its public URL; a host that mail cannot name becomes `parvis.invalid`. */
export function senderAt(publicUrl: string, name: string): Sender {
  const address = `ne-pas-repondre@${URL.parse(publicUrl)?.hostname ?? ''}`
  return { name, address: isMailAddress(address) ? address : 'ne-pas-repondre@parvis.invalid' }
}

/** Checks `mail` and gives it its identity; throws a permanent MailFailed when it must never leave. */
export function envelopeOf(mail: Mail, from: Sender, id: string): Envelope {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(id))
    throw new MailFailed('permanent', 'identifier not allowed')
  if (!isMailAddress(from.address)) throw new MailFailed('permanent', 'sender address not valid')
  if (!isMailAddress(mail.to)) throw new MailFailed('permanent', 'recipient address not valid')
  if (mail.replyTo !== undefined && !isMailAddress(mail.replyTo))
    throw new MailFailed('permanent', 'reply address not valid')
  return {
    messageId: `<${id}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`,
    from: { name: oneLine(mail.fromName ?? from.name), address: from.address },
    to: mail.to,
    replyTo: mail.replyTo ?? null,
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html ?? null,
    headers: {
      ...checkedHeaders(mail.headers ?? {}),
      ...unsubscribing(mail.unsubscribe),
      ...listed(mail.list, from.address.slice(from.address.lastIndexOf('@') + 1)),
      'Auto-Submitted': 'auto-generated',
    },
  }
}

function unsubscribing(address: string | undefined): Record<string, string> {
  if (address === undefined) return {}
  if (!/^https?:\/\/[!-;=?-~]{1,400}$/.test(address))
    throw new MailFailed('permanent', 'address to unsubscribe not valid')
  return { 'List-Unsubscribe': `<${address}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
}

/** Mails of one talk refer to one that was never sent: whatever reads mails shows them as one conversation. */
function listed(list: MailList | undefined, domain: string): Record<string, string> {
  if (list === undefined) return {}
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(list.id) || !/^https?:\/\/[!-;=?-~]{1,400}$/.test(list.page))
    throw new MailFailed('permanent', 'list not valid')
  return {
    'List-Id': `<${list.id}.${domain}>`,
    'List-Archive': `<${list.page}>`,
    References: `<${list.id}@${domain}>`,
    'In-Reply-To': `<${list.id}@${domain}>`,
  }
}

function checkedHeaders(headers: Record<string, string>): Record<string, string> {
  for (const [name, value] of Object.entries(headers))
    if (!/^X-[A-Za-z0-9-]{1,60}$/.test(name) || !/^[\x20-\x7e]{0,200}$/.test(value))
      throw new MailFailed('permanent', 'header not allowed')
  return headers
}

// A line break in a title would start a new header: titles hold words of residents.
function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 300)
    .toWellFormed()
}
