// A mail server of a test, in this very process: what left, to whom, as it went.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

interface Received {
  readonly to: string
  /** As it went, but for its folded headers. */
  readonly message: string
}

export interface Mailbox {
  /** For PARVIS_SMTP_URL. */
  readonly url: string
  /** What left to that address since one asked, the oldest first. */
  readonly taken: (to: string) => string[]
  readonly close: () => void
}

/** Header of a mail as it went, unfolded; '' when it has none. */
export const headerOf = (message: string, name: string): string =>
  new RegExp(`^${name}: ?(.*)$`, 'im')
    .exec(message.slice(0, message.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' '))?.[1]
    ?.trim() ?? ''

export async function openMailbox(): Promise<Mailbox> {
  const received: Received[] = []
  const smtp = new SMTPServer({
    ...{ authOptional: true, hideSTARTTLS: true, disableReverseLookup: true },
    onData(stream, session, done) {
      void text(stream).then((message) => {
        received.push({ to: session.envelope.rcptTo[0]?.address ?? '', message })
        done()
      }, done)
    },
  })
  smtp.listen(0, '127.0.0.1')
  await once(smtp.server, 'listening')
  const { port } = smtp.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken(to) {
      const mine = received.filter((one) => one.to === to)
      for (const one of mine) received.splice(received.indexOf(one), 1)
      return mine.map(({ message }) => message)
    },
    close: () => smtp.close(),
  }
}
