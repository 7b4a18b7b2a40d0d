// Kept files in an object store that speaks S3 (Signature Version 4, addresses by path): Garage, MinIO, Ceph, a host's own. The
// address is the operator's, so the guard of outgoing requests does not stand here; no key and no secret is ever in a message.
import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'
import { Unavailable } from '../../errors.ts'
import { StartError } from '../../start-error.ts'
import { checkKey, type Content, contentOf, type FileStore, tryOut } from './store.ts'

/** A bucket, and who enters: read from PARVIS_FILES_URL. */
export interface S3Address {
  /** Scheme, host and port. */
  origin: string
  bucket: string
  /** Of every key: empty, or ends with « / ». */
  prefix: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

const NOTHING = contentOf(Buffer.alloc(0))
const SILENCE_MS = 30_000
/** Pauses before trying again what the store was too busy for. */
const PAUSES = [200, 1000]

/** What the store could not do: for the operator's log. `code` is the store's own word (NoSuchBucket, AccessDenied…). */
class Refused extends Unavailable {
  readonly code: string
  constructor(code: string) {
    super(
      'Les fichiers ne sont pas accessibles en ce moment. Vos réponses sont gardées\u00a0: recommencez dans quelques minutes.',
    )
    this.code = code
  }
}

/** A store in that bucket, which must exist. `silenceMs`: longest without a byte. */
export function s3Store(address: S3Address, silenceMs = SILENCE_MS): FileStore {
  const ask = (method: string, key: string, more: Sending = {}) =>
    asked(address, silenceMs, method, key, more)
  const store: FileStore = {
    async put(key, content) {
      checkKey(key)
      await drained(await ask('PUT', key, { content }))
    },
    async get(key, range) {
      checkKey(key)
      const headers = range === undefined ? {} : { range: `bytes=${range.start}-${range.end}` }
      return ask('GET', key, { headers, missingIs: 'NoSuchKey' })
    },
    async remove(key) {
      checkKey(key)
      await drained(await ask('DELETE', key, { missingIs: 'NoSuchKey' }))
    },
    check: () => checkBucket(address, () => tryOut(store)),
  }
  return store
}

interface Sending {
  content?: Content
  headers?: Record<string, string>
  /** The store's word for « there is none »: null is answered. */
  missingIs?: string
}

async function asked(
  address: S3Address,
  silenceMs: number,
  method: string,
  key: string,
  sending: Sending,
): Promise<IncomingMessage | null> {
  for (let tries = 0; ; tries++) {
    const answer = await exchange(address, silenceMs, method, key, sending)
    const { statusCode = 0 } = answer
    if (statusCode >= 200 && statusCode < 300) return answer
    const code = await codeOf(answer)
    if (code === sending.missingIs) return null
    const wait = PAUSES[tries]
    if (statusCode < 500 || wait === undefined) throw new Refused(code)
    await pause(wait)
  }
}

async function exchange(
  address: S3Address,
  silenceMs: number,
  method: string,
  key: string,
  { content = NOTHING, headers = {} }: Sending,
): Promise<IncomingMessage> {
  const { url, headers: signed } = await signerOf(address, method, key, { content, headers }).sign()
  const send = url.protocol === 'https:' ? requestHttps : requestHttp
  const asking = send(url, {
    method,
    headers: { ...Object.fromEntries(signed), 'content-length': content.size },
  })
  asking.setTimeout(silenceMs, () => asking.destroy(new Refused('no answer in time')))
  const answering = once(asking, 'response')
  sendBody(asking, content)
  try {
    const [answer] = (await answering) as [IncomingMessage]
    return answer
  } catch (error) {
    throw error instanceof Refused ? error : unreachable(error)
  }
}

function sendBody(asking: ClientRequest, content: Content): void {
  let isAnswered = false
  asking.once('response', () => {
    isAnswered = true
  })
  // A store may answer before it has read all: what it says counts then, not that it stopped listening.
  asking.on('error', () => {})
  if (content.size === 0) asking.end()
  else
    pipeline(content.read(), asking).catch((error: Error) => {
      if (!isAnswered) asking.destroy(error)
    })
}

const unreachable = (error: unknown): Refused =>
  new Refused(String((error as { code?: unknown }).code ?? 'no connection'))

function signerOf(
  { origin, bucket, prefix, region, accessKeyId, secretAccessKey }: S3Address,
  method: string,
  key: string,
  { content, headers }: Required<Pick<Sending, 'content' | 'headers'>>,
): AwsV4Signer {
  return new AwsV4Signer({
    url: `${origin}/${bucket}/${prefix}${key}`,
    method,
    // Signed, so that what arrives is what was sent.
    headers: { ...headers, 'x-amz-content-sha256': content.sha256 },
    accessKeyId,
    secretAccessKey,
    region,
    service: 's3',
  })
}

// <Error><Code>NoSuchKey</Code>…: the only word of it that says nothing of ours.
async function codeOf(answer: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of answer as AsyncIterable<Buffer>)
    if (text.length < 4096) text += chunk.toString('latin1')
  return /<Code>([A-Za-z0-9.]{1,60})<\/Code>/.exec(text)?.[1] ?? `HTTP ${answer.statusCode}`
}

async function drained(answer: IncomingMessage | null): Promise<void> {
  if (answer !== null) for await (const _ of answer) void _
}

const SENTENCES: Record<string, string> = {
  InvalidAccessKeyId: 'ne connaît pas cette clé',
  SignatureDoesNotMatch: 'refuse ce secret',
  AccessDenied: 'refuse cette clé pour ce dépôt',
  NoSuchBucket: 'n’a pas de dépôt (bucket) de ce nom\u00a0: créez-le d’abord',
}

async function checkBucket({ origin, bucket }: S3Address, tried: () => Promise<void>): Promise<void> {
  try {
    await tried()
  } catch (error) {
    const code = error instanceof Refused ? error.code : 'no answer'
    const why = SENTENCES[code] ?? `ne répond pas comme il faut (${code})`
    throw new StartError(`PARVIS_FILES_URL\u00a0: ${new URL(origin).host}/${bucket} ${why}.`)
  }
}
