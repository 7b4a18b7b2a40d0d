// A person's identifier at a site: another one for each authority and each sector, which only the installation's secret
// could link (OpenID Connect Core 8.1; CNIL RU-030 forbids an identifier common to the sectors of a commune).
import { derivedKey, macOf } from './derive.ts'
import type { Sector } from './registered.ts'

/** 43 characters of base64url: the same for all the sites of one authority in one sector, different everywhere else. */
export function pairwiseSubject(secret: Buffer, personId: string, { authorityId, sector }: Sector): string {
  return macOf(derivedKey(secret, 'pairwise subject'), String(authorityId), sector, personId)
}
