// Why a conversation with a provider failed: what the person is told follows from it, what the library says never reaches them.
import { errors } from 'jose'
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client'
import { FederationRefused, type Reason } from './refused.ts'

/** Does the work; whatever goes wrong becomes a refusal with its reason. @throws FederationRefused */
export async function judged<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof FederationRefused) throw error
    throw new FederationRefused(reasonOf(error), { cause: error })
  }
}

const RETURNED: Readonly<Record<string, Reason>> = {
  access_denied: 'declined',
  server_error: 'unavailable',
  temporarily_unavailable: 'unavailable',
  invalid_acr: 'level',
}

function reasonOf(error: unknown): Reason {
  if (error instanceof AuthorizationResponseError) return RETURNED[error.error] ?? 'untrusted'
  if (error instanceof ResponseBodyError) return error.status >= 500 ? 'unavailable' : 'untrusted'
  if (error instanceof errors.JWKSTimeout) return 'unavailable'
  if (error instanceof errors.JOSEError)
    return error.code === 'ERR_JOSE_GENERIC' ? 'unavailable' : 'untrusted'
  if (error instanceof ClientError) return isAway(error) ? 'unavailable' : 'untrusted'
  // What fetch throws when nobody answers.
  return error instanceof TypeError || isTimeout(error) ? 'unavailable' : 'untrusted'
}

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')

function isAway(error: ClientError): boolean {
  const { cause, code } = error
  if (code === 'OAUTH_TIMEOUT' || isTimeout(cause)) return true
  return cause instanceof Response && cause.status >= 500
}
