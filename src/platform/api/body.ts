// Reads what comes with a call: within its bounds, of the type it takes.
import type { IncomingMessage } from 'node:http'
import { BadInput, ParvisError, TooLarge } from '../errors.ts'
import { cleanText } from '../http/clean-text.ts'
import type { Call } from './call.ts'

/** Bytes of JSON, unless the call takes less or more: read at once, it must not hold the process. */
const MOST_JSON = 256 * 1024

/** 415: the body is of a type that the call does not take. */
class WrongType extends ParvisError {
  readonly status = 415
}

async function bytesOf(request: IncomingMessage, most: number): Promise<Buffer> {
  const tooLarge = () => new TooLarge(`Cet appel prend ${Math.floor(most / 1024)}\u00a0ko au plus.`)
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge()
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > most) throw tooLarge()
    parts.push(part)
  }
  return Buffer.concat(parts)
}

const cleaned = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? cleanText(value) : value

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), cleaned)
  } catch {
    throw new BadInput('Le corps de cet appel n’est pas du JSON lisible, en UTF-8.')
  }
}

/**
 * JSON, texts cleaned, before any schema; or the bytes, or where they come from. undefined for a call that takes nothing.
 * @throws TooLarge, WrongType, BadInput
 */
export async function readCallBody(
  request: IncomingMessage,
  { body, dialect }: Pick<Call, 'body' | 'dialect'>,
): Promise<unknown> {
  if (body === undefined) return undefined
  if ('stream' in body) return request
  const types =
    'json' in body ? ['application/json', ...(dialect === undefined ? [] : [dialect.json])] : body.bytes
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (!types.includes(type)) throw new WrongType(`Cet appel prend ${types.join(' ou ')}.`)
  const bytes = await bytesOf(request, body.most ?? MOST_JSON)
  return 'json' in body ? jsonOf(bytes) : bytes
}
