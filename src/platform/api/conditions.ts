// Conditional calls (RFC 9110, 13): a tag of what is answered, and what is changed only as it was read.
import { createHash } from 'node:crypto'
import { ParvisError } from '../errors.ts'
import { canonicalJson } from '../ledger/events.ts'
import type { CallContext } from './call.ts'

/** 412: it changed since it was read. */
class Changed extends ParvisError {
  readonly status = 412
}
/** 428: it is not said which version is changed. */
class Unconditional extends ParvisError {
  readonly status = 428
}

/** The same for the same JSON. */
export const tagOf = (body: unknown): string =>
  `"${createHash('sha256').update(canonicalJson(body)).digest('base64url').slice(0, 22)}"`

const named = (header: string): string[] => header.split(',').map((tag) => tag.trim())

/** Has whoever asks the answer already? They compare without strength (RFC 9110, 13.1.2). */
export const hasAlready = ({ header }: Pick<CallContext, 'header'>, tag: string): boolean =>
  named(header('if-none-match') ?? '').some((one) => one === '*' || one.replace(/^W\//, '') === tag)

/** @throws Unconditional without a tag, Changed when it is another’s than that of what stands */
export function requireUnchanged({ header }: Pick<CallContext, 'header'>, tag: string): void {
  const said = header('if-match')
  if (said === null)
    throw new Unconditional(
      'Dites quelle version vous changez\u00a0: reprenez l’en-tête ETag de votre lecture dans If-Match.',
    )
  if (!named(said).some((one) => one === '*' || one === tag))
    throw new Changed('Cela a changé depuis votre lecture\u00a0: relisez, puis recommencez.')
}
