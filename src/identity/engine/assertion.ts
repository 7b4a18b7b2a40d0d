// What a site's own assertion must also be (RFC 7523, 3; OpenID Connect Core 9): made now, for soon. The engine checks who
// signed it, for whom, that it has not expired (`exp`) nor begun too late (`nbf`), and that it serves once (`jti`).
import { errors } from 'oidc-provider'

/** Seconds that two clocks may be apart: as much as the engine allows. */
const TOLERANCE = 15
/** Seconds an assertion may still live: the longer, the longer a stolen one is of use. */
const LONGEST = 15 * 60

/** @throws InvalidClientAuth for an assertion of the future, or for much later. */
export function checkAssertion({ iat, exp }: Readonly<Record<string, unknown>>): void {
  const now = Date.now() / 1000
  if (iat !== undefined && !(typeof iat === 'number' && iat <= now + TOLERANCE))
    throw new errors.InvalidClientAuth('iat is in the future')
  if (typeof exp === 'number' && exp > now + LONGEST + TOLERANCE)
    throw new errors.InvalidClientAuth('exp is too far away')
}
