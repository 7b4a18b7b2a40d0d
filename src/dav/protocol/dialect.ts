// How WebDAV says what it refuses (RFC 4918, 8.7 and 16): a status, the precondition that fails, the sentence that people are told.
import type { Dialect } from '#platform/api/call.ts'
import { BadInput, ParvisError } from '#platform/errors.ts'
import { RefusedFile } from '#platform/files/inspect.ts'
import { Held, NoRoom } from '#spaces'
import { text, XML_TYPE } from './xml.ts'

/** Names of RFC 4918, 16. */
type Condition =
  | 'lock-token-submitted'
  | 'lock-token-matches-request-uri'
  | 'no-conflicting-lock'
  | 'propfind-finite-depth'
  | 'quota-not-exceeded'
  | 'cannot-modify-protected-property'

/** A refusal that the protocol has a status for. */
export class DavError extends ParvisError {
  readonly status: number
  readonly condition: Condition | undefined
  constructor(
    status: 400 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 416 | 423 | 502 | 507,
    message: string,
    condition?: Condition,
  ) {
    super(message)
    this.status = status
    this.condition = condition
  }
}

const OF_FILES: Partial<Record<RefusedFile['code'], 413 | 409>> = {
  'too-big': 413,
  busy: 409,
  'scan-unavailable': 409,
}

/** What the judge of files refuses, by this protocol’s statuses; anything else as it is. */
export const ofFile = (error: unknown): unknown =>
  error instanceof RefusedFile ? new DavError(OF_FILES[error.code] ?? 415, error.message) : error

const saidOf = (error: ParvisError): { status: number; condition?: Condition | undefined } => {
  if (error instanceof DavError) return error
  if (error instanceof Held) return { status: 423, condition: 'lock-token-submitted' }
  if (error instanceof NoRoom) return { status: 507, condition: 'quota-not-exceeded' }
  return { status: error instanceof BadInput && error.status === 422 ? 409 : error.status }
}

export const DAV: Dialect = {
  at: '/dav',
  json: 'application/json',
  problemType: XML_TYPE,
  statusOf: (error) => saidOf(error).status,
  problem: (error) => ({ message: error.message, condition: saidOf(error).condition }),
  written(problem) {
    const { message, condition } = problem as { message: string; condition?: Condition }
    return `<?xml version="1.0" encoding="utf-8"?>\n<D:error xmlns:D="DAV:">${condition === undefined ? '' : `<D:${condition}/>`}<P:message xmlns:P="urn:parvis:dav">${text(message)}</P:message></D:error>\n`
  },
}
