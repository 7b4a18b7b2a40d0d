// What a provider says of a person, read and cut down to what is kept: a name to show, digests, for citizens the civil
// status that goes in their profile, and for agents their SIRET.
import { z } from 'zod'
import { isMailAddress } from '#platform/mail/message.ts'
import { keyedDigest } from '#platform/db/locked.ts'
import type { Proven } from './client.ts'
import type { CivilStatus } from './civil.ts'
import type { ProviderId } from './providers.ts'
import type { Known } from './queries.ts'
import { FederationRefused } from './refused.ts'

export interface Identity extends Known {
  provider: ProviderId
  /** First name and name in use. */
  name: string
  /** Not verified when it comes from FranceConnect. */
  email: string | null
  /** For the person's own profile; null from ProConnect. */
  civil: CivilStatus | null
}

const text = z.string().trim().min(1).max(200)
const email = z.string().trim().max(254).refine(isMailAddress).optional().catch(undefined)

// A presumed birth is a text such as 1958-02-00, never a date: nothing here reads it as one. Born abroad: no birthplace.
const Citizen = z.object({
  given_name: text,
  family_name: text,
  preferred_username: z.string().trim().max(200).optional(),
  birthdate: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  gender: z.enum(['male', 'female']),
  birthplace: z.union([z.literal(''), z.string().regex(/^\d[\dAB]\d{3}$/)]),
  idp_birthdate: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional()
    .catch(undefined),
  birthcountry: z.string().regex(/^\d{5}$/),
  email,
})

const Professional = z.object({
  given_name: text,
  usual_name: text,
  email: z.string().trim().max(254).refine(isMailAddress),
  uid: z.string().max(500),
  idp_id: z.string().max(200),
  siret: z.string().regex(/^\d{14}$/),
})

/** @throws FederationRefused `untrusted` when a claim is missing or misshapen */
export function identityFrom(
  secret: Uint8Array,
  provider: ProviderId,
  issuer: string,
  proven: Proven,
): Identity {
  const { subject, acr } = proven
  const read = provider === 'franceconnect' ? citizen(secret, proven) : professional(secret, proven)
  return { provider, issuer, subject, acr, ...read }
}

type Rest = Omit<Identity, 'provider' | 'issuer' | 'subject' | 'acr'>

function citizen(secret: Uint8Array, { claims }: Proven): Rest {
  const read = Citizen.safeParse(claims)
  if (!read.success) throw new FederationRefused('untrusted')
  const {
    given_name: given,
    family_name: family,
    preferred_username: usage = '',
    birthdate,
    gender,
    birthplace,
    birthcountry,
    idp_birthdate: known = birthdate,
  } = read.data
  const pivot = JSON.stringify([given, family, birthdate, gender, birthplace, birthcountry])
  return {
    name: `${given.split(' ')[0] ?? given} ${usage === '' ? family : usage}`,
    email: read.data.email ?? null,
    civil: {
      given_name: given,
      family_name: family,
      birthdate: isPresumed(known, birthdate) ? known : birthdate,
      gender,
      ...(birthplace === '' ? {} : { birthplace }),
      birthcountry,
    },
    pivotHash: keyedDigest(secret, 'federation pivot', pivot),
    emailHash: emailHash(secret, read.data.email),
    idpId: null,
    uid: null,
    siret: null,
  }
}

// The same date with 00 where it is presumed: it says more than the real date made up in its place.
const isPresumed = (known: string, birthdate: string): boolean =>
  known.endsWith('-00') && known.slice(0, 4) === birthdate.slice(0, 4)

function professional(secret: Uint8Array, { claims }: Proven): Rest {
  const read = Professional.safeParse(claims)
  if (!read.success) throw new FederationRefused('untrusted')
  const { given_name: given, usual_name: usual, email: address, uid, idp_id: idpId, siret } = read.data
  return {
    name: `${given} ${usual}`,
    email: address,
    civil: null,
    pivotHash: null,
    emailHash: emailHash(secret, address),
    idpId,
    uid,
    siret,
  }
}

const emailHash = (secret: Uint8Array, address: string | undefined): Buffer | null =>
  address === undefined ? null : keyedDigest(secret, 'federation email', address.toLowerCase())
