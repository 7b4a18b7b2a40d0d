// How wallets are told what is refused (RFC 6749, 5.2; OpenID4VCI 1.0, 8.3.1): a word of the protocol, and a sentence.
import type { Dialect, Told } from '#platform/api/call.ts'
import { NotFound, ParvisError, TooMany, Unauthenticated } from '#platform/errors.ts'
import { AT } from './words.ts'

/** What a request to the holder may be refused with (RFC 6749, 4.1.2.1; RFC 8707; RFC 9396). */
export type AuthorizationWord =
  | 'invalid_request'
  | 'invalid_client'
  | 'unsupported_response_type'
  | 'invalid_scope'
  | 'invalid_target'
  | 'invalid_authorization_details'
  | 'request_not_supported'
  | 'access_denied'

export type WalletWord =
  | 'invalid_grant'
  | 'unsupported_grant_type'
  | AuthorizationWord
  | 'invalid_credential_request'
  | 'unknown_credential_configuration'
  | 'unknown_credential_identifier'
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

/** In the protocol’s own JSON, whatever the status. */
export const told = (
  body: unknown,
  headers: Record<string, string> = {},
  status: 200 | 201 = 200,
): Told<unknown> => ({
  body: JSON.stringify(body),
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
})

/** @throws WalletError for a name that is said twice */
export function formOf(body: unknown): URLSearchParams {
  const form = new URLSearchParams((body as Buffer).toString('utf8'))
  for (const name of form.keys())
    if (form.getAll(name).length > 1) throw new WalletError('invalid_request', `${name} est dit deux fois.`)
  return form
}
