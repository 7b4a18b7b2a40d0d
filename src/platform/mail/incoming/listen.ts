// The door by which mails come in (RFC 5321): for the mail server of the operator, which hands over what is for our addresses. What is for
// nobody, or too big, is refused there: no mail of ours ever answers a stranger.
import { once } from 'node:events'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'

const MOST_BYTES = 10_000_000
const MOST_AT_ONCE = 8
const PATIENCE_MS = 60_000
/** Of one connection, whatever it says meanwhile: a place at the door is held by nobody for ever. */
const LONGEST_MS = 300_000

const TOO_BIG = 'Ce message dépasse 10\u00a0Mo\u00a0: répondez sans pièce jointe, ou sur le site.'
const NOBODY = 'Cette adresse de réponse n’existe pas\u00a0: répondez sur le site.'
const ONE = 'Une adresse de réponse à la fois\u00a0: votre serveur essaiera de nouveau pour les autres.'
const LATER = 'Nous ne pouvons pas prendre ce message maintenant\u00a0: votre serveur essaiera de nouveau.'

/** A mail that is refused at the door: whoever sent it learns why from their own server. */
export class RefusedAtDoor extends Error {
  override readonly name = 'RefusedAtDoor'
}

interface Door {
  host: string
  port: number
  /** What it calls itself, never the machine. */
  name: string
  /** Is it one of ours? */
  knows: (address: string) => boolean
  /** Resolves once it is kept. @throws RefusedAtDoor; anything else: to be sent again */
  receive: (raw: Buffer, to: string, sender: string) => Promise<void>
  /** What went wrong, by its code alone. */
  failed: (code: string) => void
}

/** Answers of servers are letters of ASCII: accents are left out. */
const answer = (code: number, sentence: string): Error =>
  Object.assign(
    new Error(
      sentence
        .normalize('NFD')
        .replaceAll(/\p{M}/gu, '')
        .replaceAll('’', "'")
        .replaceAll(/[^\x20-\x7e]/g, ' '),
    ),
    { responseCode: code },
  )

const codeOf = (error: unknown): string => {
  const code = error instanceof Error ? Reflect.get(error, 'code') : undefined
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : 'unknown'
}

/** All of it, or null when it is too big: what is beyond is read and let go. */
async function wholeOf(stream: SMTPServerDataStream): Promise<Buffer | null> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of stream) {
    const read = piece as Buffer
    bytes += read.length
    if (bytes <= MOST_BYTES) pieces.push(read)
    else pieces.length = 0
  }
  return bytes > MOST_BYTES ? null : Buffer.concat(pieces)
}

/** Listens. @returns the port, and how to stop */
export async function listenForMail(door: Door): Promise<{ port: number; close(): Promise<void> }> {
  const take = async (stream: SMTPServerDataStream, to: string, sender: string): Promise<void> => {
    const raw = await wholeOf(stream)
    if (raw === null) throw answer(552, TOO_BIG)
    try {
      await door.receive(raw, to, sender)
    } catch (error) {
      if (error instanceof RefusedAtDoor) throw answer(550, error.message)
      door.failed(codeOf(error))
      throw answer(451, LATER)
    }
  }
  const server = new SMTPServer({
    ...{ disabledCommands: ['AUTH', 'STARTTLS'], authOptional: true, disableReverseLookup: true },
    ...{ name: door.name, banner: 'Parvis', size: MOST_BYTES, maxClients: MOST_AT_ONCE },
    ...{ socketTimeout: PATIENCE_MS, closeTimeout: 5_000, logger: false },
    // What is said of a mail is said of all it is for: one is taken at a time (RFC 5321, 4.5.3.1.10).
    onRcptTo({ address }, { envelope }, done) {
      if (!door.knows(address)) done(answer(550, NOBODY))
      else done(envelope.rcptTo.length > 0 ? answer(452, ONE) : null)
    },
    onData(stream, { envelope }, done) {
      const sender = envelope.mailFrom === false ? '' : envelope.mailFrom.address
      const to = envelope.rcptTo[0]?.address ?? ''
      take(stream, to, sender).then(() => done(), done)
    },
  })
  server.on('error', (error) => door.failed(codeOf(error)))
  server.server.on('connection', (socket) => {
    const end = setTimeout(() => socket.destroy(), LONGEST_MS)
    socket.once('close', () => clearTimeout(end))
  })
  server.listen(door.port, door.host)
  await once(server.server, 'listening')
  const bound = server.server.address()
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : door.port,
    close: () =>
      new Promise((done) => {
        server.close(done)
      }),
  }
}
