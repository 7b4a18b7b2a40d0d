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
  /** Whose signature an official list must bear (X.509, in base 64); absent: none is taken. */
  signer: certificate.optional(),
  /** Of the last official list that was taken. Its number never goes back. */
  official: z
    .strictObject({
      sequence: z.int().min(0).max(999_999_999),
      issuedOn: day,
      /** The day by which the next is issued. */
      nextUpdate: day.optional(),
    })
    .optional(),
  authorities: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[A-Z]{2}[A-Z0-9]{2}$/, 'Deux lettres de pays, deux caractères\u00a0: FR03.'),
        name: z.string().min(1, 'Donnez son nom.').max(200),
        certificate,
        /** Its last day; absent: it is trusted. What it signed before stays believed. */
        until: day.optional(),
        /** Those that it gave to whoever signs documents. */
        certificates: z
          .array(
            z.strictObject({
              id: z.string().regex(/^[A-Z0-9]{4}$/, 'Quatre caractères, en capitales ou en chiffres.'),
              certificate,
            }),
          )
          .max(2000),
      }),
    )
    .max(100),
})
export type TrustList = z.infer<typeof trustListSchema>
/** What is believed of one or of several. */
export type Trusted = Pick<TrustList, 'authorities'>

function read(base64: string): X509Certificate | null {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'))
  } catch {
    return null
  }
}

/** What was pasted (PEM, or base 64) or fetched (PEM, or DER), in base 64; null when it is no certificate. */
export function certificateIn(given: string | Buffer): string | null {
  const pasted = typeof given === 'string' && !given.includes('-----BEGIN')
  try {
    return new X509Certificate(pasted ? Buffer.from(given, 'base64') : given).raw.toString('base64')
  } catch {
    return null
  }
}

const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10)

/** Did this certificate come from that authority? Its signature, and not its name alone. */
const isGivenBy = (own: X509Certificate, authority: X509Certificate): boolean =>
  own.checkIssued(authority) && own.verify(authority.publicKey)

/** Why a list may not be kept: what it names does not hold together. */
export const trustProblems = ({ authorities }: TrustList): { at: string; sentence: string }[] =>
  [
    ...twice(authorities).map(({ id }) => `Le certificateur ${id} est écrit deux fois.`),
    ...authorities.flatMap(({ id: by, certificate: above, certificates }) => [
      ...twice(certificates).map(({ id }) => `Le certificat ${by} ${id} est écrit deux fois.`),
      ...certificates
        .filter(({ certificate: own }) => !isGiven(own, above))
        .map(({ id }) => `Le certificat ${by} ${id} n’a pas été donné par le certificateur ${by}.`),
    ]),
  ].map((sentence) => ({ at: 'authorities', sentence }))

const twice = <T extends { id: string }>(list: readonly T[]): T[] =>
  list.filter(({ id }, at) => list.findIndex((one) => one.id === id) < at)

/** Did the first come from the second? Both in base 64. */
export function isGiven(own: string, above: string): boolean {
  const [one, authority] = [read(own), read(above)]
  return one !== null && authority !== null && isGivenBy(one, authority)
}

/** What an administrator recognises a certificate by: its subject, its SHA-256; null when it is none. */
export function toldOf(base64: string): { subject: string; fingerprint: string } | null {
  const one = read(base64)
  if (one === null) return null
  const named = one.subject.split('\n').find((line) => line.startsWith('CN='))
  return { subject: named?.slice(3) ?? one.subject.replaceAll('\n', ', '), fingerprint: one.fingerprint256 }
}

/** May lists be signed by it? RSA of 2048 bits, or a curve. */
export function maySign(base64: string): boolean {
  const key = read(base64)?.publicKey
  if (key?.asymmetricKeyType === 'ec') return true
  return key?.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048
}

/** The days between which a certificate is valid; null when it is none. */
export function daysOf(base64: string): { from: string; to: string } | null {
  const one = read(base64)
  return one === null ? null : { from: dayOf(one.validFromDate), to: dayOf(one.validToDate) }
}

export type Signer = { readonly ok: true; readonly key: KeyObject } | Refused

/** The key that signed under that name on that day (`YYYY-MM-DD`), when it was believed then. */
export function signerOf(
  { authorities }: Trusted,
  named: { authority: string; certificate: string; signedOn: string },
): Signer {
  const authority = authorities.find(({ id }) => id === named.authority)
  if (authority === undefined) return refused('authority')
  const kept = authority.certificates.find(({ id }) => id === named.certificate)
  const [own, above] = [read(kept?.certificate ?? ''), read(authority.certificate)]
  if (own === null || above === null || !isGivenBy(own, above)) return refused('certificate')
  if ((authority.until ?? named.signedOn) < named.signedOn) return refused('withdrawn')
  const isWithin = [own, above].every(
    ({ validFromDate, validToDate }) =>
      dayOf(validFromDate) <= named.signedOn && named.signedOn <= dayOf(validToDate),
  )
  return isWithin ? { ok: true, key: own.publicKey } : refused('outside')
}
