// Whom 2D-Docs are believed from: authorities, and the certificates that they gave to whoever signs. Data, as an administrator keeps it.
import { type KeyObject, X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { type Refused, refused } from './refusals.ts'

const day = z.iso.date('Écrivez la date sous la forme AAAA-MM-JJ.')
const certificate = z
  .string()
  .max(8000)
  .refine((text) => read(text) !== null, 'Ce n’est pas un certificat (X.509, en base 64).')

export const trustListSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  title: z.string().min(1).max(200),
  /** Where it was read, and when. */
  source: z.string().max(500),
  readOn: day,
  authorities: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[A-Z]{2}[A-Z0-9]{2}$/, 'Deux lettres de pays, deux caractères.'),
        name: z.string().min(1).max(200),
        certificate,
        /** Its last day; absent: it is trusted. What it signed before stays believed. */
        until: day.optional(),
      }),
    )
    .max(100),
  certificates: z
    .array(
      z.strictObject({
        authority: z.string().max(4),
        id: z.string().regex(/^[A-Z0-9]{4}$/, 'Quatre caractères, en capitales.'),
        certificate,
      }),
    )
    .max(5000),
})
export type TrustList = z.infer<typeof trustListSchema>
/** What is believed of one or of several. */
export type Trusted = Pick<TrustList, 'authorities' | 'certificates'>

function read(base64: string): X509Certificate | null {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'))
  } catch {
    return null
  }
}

const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10)

/** Did this certificate come from that authority? Its signature, and not its name alone. */
const isGivenBy = (own: X509Certificate, authority: X509Certificate): boolean =>
  own.checkIssued(authority) && own.verify(authority.publicKey)

/** Why a list may not be kept: what it names does not hold together. */
export function trustProblems({ authorities, certificates }: TrustList): { at: string; sentence: string }[] {
  const problems: { at: string; sentence: string }[] = []
  const seen = new Set<string>()
  const say = (at: string, sentence: string) => problems.push({ at, sentence })
  for (const { id } of authorities) {
    if (seen.has(id)) say('authorities', `Le certificateur ${id} est écrit deux fois.`)
    seen.add(id)
  }
  for (const one of certificates) {
    const name = `${one.authority} ${one.id}`
    if (seen.has(name)) say('certificates', `Le certificat ${name} est écrit deux fois.`)
    seen.add(name)
    const authority = authorities.find(({ id }) => id === one.authority)
    const [own, above] = [read(one.certificate), read(authority?.certificate ?? '')]
    if (own === null || above === null || !isGivenBy(own, above))
      say('certificates', `Le certificat ${name} n’a pas été donné par le certificateur ${one.authority}.`)
  }
  return problems
}

export type Signer = { readonly ok: true; readonly key: KeyObject } | Refused

/** The key that signed under that name on that day (`YYYY-MM-DD`), when it was believed then. */
export function signerOf(
  { authorities, certificates }: Trusted,
  named: { authority: string; certificate: string; signedOn: string },
): Signer {
  const authority = authorities.find(({ id }) => id === named.authority)
  if (authority === undefined) return refused('authority')
  const kept = certificates.find(
    ({ authority: by, id }) => by === named.authority && id === named.certificate,
  )
  const [own, above] = [read(kept?.certificate ?? ''), read(authority.certificate)]
  if (own === null || above === null || !isGivenBy(own, above)) return refused('certificate')
  if ((authority.until ?? named.signedOn) < named.signedOn) return refused('withdrawn')
  const isWithin = [own, above].every(
    ({ validFromDate, validToDate }) =>
      dayOf(validFromDate) <= named.signedOn && named.signedOn <= dayOf(validToDate),
  )
  return isWithin ? { ok: true, key: own.publicKey } : refused('outside')
}
