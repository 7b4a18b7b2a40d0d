// What wallets and whoever checks read first: who issues and where, by which keys it is believed, what the words of a copy mean.
import {
  addresses,
  CONFIGURATION,
  DETAILS_TYPE,
  DISCLOSED,
  FORMAT,
  MOST_COPIES,
  PRE_AUTHORIZED,
  SCOPE,
} from './words.ts'

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
        scope: SCOPE,
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
    authorization_endpoint: at.authorize,
    pushed_authorization_request_endpoint: at.pushed,
    token_endpoint: at.token,
    scopes_supported: [SCOPE],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', PRE_AUTHORIZED],
    code_challenge_methods_supported: ['S256'],
    authorization_details_types_supported: [DETAILS_TYPE],
    // By which a wallet that speaks to several tells our answers from others’ (RFC 9207).
    authorization_response_iss_parameter_supported: true,
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
