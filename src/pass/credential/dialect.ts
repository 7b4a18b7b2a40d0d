// How wallets are told what is refused (RFC 6749, 5.2; OpenID4VCI 1.0, 8.3.1): a word of the protocol, and a sentence.
import type { Dialect } from '#platform/api/call.ts'
import { NotFound, ParvisError, TooMany, Unauthenticated } from '#platform/errors.ts'
import { AT } from './words.ts'

export type WalletWord =
  | 'invalid_request'
  | 'invalid_grant'
  | 'unsupported_grant_type'
  | 'invalid_credential_request'
  | 'unknown_credential_configuration'
  | 'invalid_proof'
  | 'invalid_nonce'
  | 'credential_request_denied'

/** A refusal that the protocol has a word for. */
export class WalletError extends ParvisError {
  readonly status = 400
  readonly word: WalletWord
  constructor(word: WalletWord, message: string) {
    super(message)
    this.word = word
  }
}

function wordOf(error: ParvisError): string {
  if (error instanceof WalletError) return error.word
  if (error instanceof Unauthenticated) return 'invalid_token'
  if (error instanceof TooMany) return 'slow_down'
  if (error instanceof NotFound) return 'not_found'
  return error.status >= 500 ? 'server_error' : 'invalid_request'
}

export const WALLET: Dialect = {
  at: AT,
  json: 'application/json',
  problemType: 'application/json; charset=utf-8',
  problem: (error) => ({ error: wordOf(error), error_description: error.message }),
  statusOf: (error) => (error.status === 422 ? 400 : error.status),
}
