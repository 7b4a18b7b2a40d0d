// What wallets and whoever checks read first: who issues and where, by which keys it is believed, what the words of a copy mean.
import { addresses, CONFIGURATION, DISCLOSED, FORMAT, MOST_COPIES, PRE_AUTHORIZED } from './words.ts'

const locale = 'fr-FR'
const NAME = 'Droit du pass'

const LABELS: Readonly<Record<(typeof DISCLOSED)[number], string>> = {
  product: 'Ce qui s’ouvre',
  class: 'Tarif',
  until: 'Jusqu’au',
  value: 'Numéro chez ce partenaire',
}

/** OpenID4VCI 1.0, 12.2. */
export function issuerMetadata(publicUrl: string, territory: string) {
  const at = addresses(publicUrl)
  const claims = DISCLOSED.map((name) => ({ path: [name], display: [{ name: LABELS[name], locale }] }))
  return {
    credential_issuer: at.issuer,
    credential_endpoint: at.credential,
    nonce_endpoint: at.nonce,
    batch_credential_issuance: { batch_size: MOST_COPIES },
    display: [{ name: `Pass, ${territory}`, locale }],
    credential_configurations_supported: {
      [CONFIGURATION]: {
        format: FORMAT,
        vct: at.type,
        cryptographic_binding_methods_supported: ['jwk'],
        credential_signing_alg_values_supported: ['ES256'],
        proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['ES256'] } },
        credential_metadata: { display: [{ name: NAME, locale }], claims },
      },
    },
  }
}

/** RFC 8414. */
export function serverMetadata(publicUrl: string) {
  const at = addresses(publicUrl)
  return {
    issuer: at.issuer,
    token_endpoint: at.token,
    response_types_supported: [] as string[],
    grant_types_supported: [PRE_AUTHORIZED],
    token_endpoint_auth_methods_supported: ['none'],
    'pre-authorized_grant_anonymous_access_supported': true,
  }
}

/** SD-JWT VC, type metadata. */
export function typeMetadata(publicUrl: string) {
  return {
    vct: addresses(publicUrl).type,
    name: NAME,
    description: 'Ce que le pass de quelqu’un ouvre chez un partenaire. Ne dit pas qui.',
    display: [{ locale, name: NAME }],
    claims: DISCLOSED.map((name) => ({
      path: [name],
      sd: 'always',
      display: [{ locale, label: LABELS[name] }],
    })),
  }
}
