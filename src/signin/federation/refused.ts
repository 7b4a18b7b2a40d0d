// Why a sign-in through a provider did not succeed: a closed list, each with its page.

/**
 * - `declined`: the person, or the provider about the person, said no; `unavailable`: the provider is away;
 * - `level`: it cannot vouch for the person enough; `untrusted`: its answer is not what it must be;
 * - `expired`: started too long ago, in another browser or by somebody else; `taken`: linked to another account;
 * - `unknown-agent`: no role here for that address and that organisation; `closed`: the account is closed.
 */
export type Reason =
  | 'declined'
  | 'unavailable'
  | 'level'
  | 'untrusted'
  | 'expired'
  | 'taken'
  | 'unknown-agent'
  | 'closed'

export class FederationRefused extends Error {
  readonly reason: Reason
  constructor(reason: Reason, options?: ErrorOptions) {
    super(`federation: ${reason}`, options)
    this.reason = reason
  }
}
