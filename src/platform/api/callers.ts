// Who calls, by the header that the call's row allows: a wrong secret is refused rather than taken for nobody.
import { type Actor, anonymous } from '../actor.ts'
import { Unauthenticated } from '../errors.ts'
import type { Tools } from '../http/route.ts'
import type { Call, Caller, Known, Sent } from './call.ts'

const SCHEMES = { bearer: /^Bearer (.+)$/i, basic: /^Basic (.+)$/i } as const
const VISIBLE = /^[\x21-\x7e]{1,1000}$/

/** The secret that a header brings for that way of calling; null when it brings none. */
function secretFor({ scheme }: Caller, { header }: Pick<Sent, 'header'>): string | null {
  const said =
    scheme.type === 'http'
      ? (SCHEMES[scheme.scheme].exec(header('authorization') ?? '')?.[1] ?? null)
      : header(scheme.name.toLowerCase())
  return said === null || VISIBLE.test(said) ? said : ''
}

/** @throws Unauthenticated when a secret is brought and nobody holds it */
export async function callerOf(
  { by = [] }: Pick<Call, 'by'>,
  callers: Readonly<Record<string, Caller>>,
  tools: Tools,
  sent: Sent,
): Promise<Known> {
  const ways = by.flatMap((name) => callers[name] ?? [])
  const secrets = ways.map((way) => secretFor(way, sent))
  for (const [at, way] of ways.entries()) {
    const secret = secrets[at] ?? null
    const found = secret === '' ? null : await way.identify(tools, secret, sent)
    if (found !== null) return asKnown(found)
  }
  if (secrets.some((secret) => secret !== null))
    throw new Unauthenticated('La clé ou le jeton de cet appel n’est pas reconnu, ou n’est plus valable.')
  return asKnown(anonymous())
}

const asKnown = (found: Actor | Known): Known => ('actor' in found ? found : { actor: found, headers: {} })

/** What to answer with a 401 (RFC 9110, 11.6.1). */
export function challenge({ by = [] }: Pick<Call, 'by'>, callers: Readonly<Record<string, Caller>>): string {
  const schemes = by.map((name) => callers[name]?.scheme)
  if (schemes.some((one) => one?.type === 'http' && one.scheme === 'basic'))
    return 'Basic realm="Parvis", charset="UTF-8"'
  return schemes.some((one) => one?.type === 'http') ? 'Bearer' : 'ApiKey'
}
