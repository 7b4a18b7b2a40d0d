// Addresses, names and bounds of what wallets carry (OpenID4VCI 1.0, SD-JWT VC).

/** Who issues, and checks what is shown: a path of the main host, whose own root is the provider of accounts. */
const ISSUER = '/pass'
/** Where programs of phones call. */
export const AT = '/api/v1/pass/portefeuille'

/** Where the holder says which right goes to the wallet that asks. */
export const AUTHORIZE = '/pass/portefeuille/autorisation'
/** Where a wallet leaves its request beforehand (RFC 9126). */
export const PUSHED = `${AT}/autorisations`

/** Every address, public, in full. */
export function addresses(publicUrl: string) {
  const full = (path: string) => new URL(path, publicUrl).href
  return {
    issuer: full(ISSUER),
    type: full(`${ISSUER}/types/droit`),
    offer: (code: string) => full(`${AT}/offres/${code}`),
    /** Where a wallet sends its holder, who agrees there. */
    authorize: full(AUTHORIZE),
    pushed: full(PUSHED),
    token: full(`${AT}/jeton`),
    nonce: full(`${AT}/preuve`),
    credential: full(`${AT}/copies`),
    /** The list of a sector as a JWT; the number of no pass is in it. */
    states: (sector: string) => full(`${ISSUER}/etats/${sector}`),
  }
}

export const PATHS = {
  issuer: `/.well-known/openid-credential-issuer${ISSUER}`,
  server: `/.well-known/oauth-authorization-server${ISSUER}`,
  /** Of SD-JWT VC: the keys by which it is believed. */
  keys: `/.well-known/jwt-vc-issuer${ISSUER}`,
  type: `${ISSUER}/types/droit`,
  states: `${ISSUER}/etats/:secteur`,
} as const

export const PRE_AUTHORIZED = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'
/** What may be asked for: one thing, which the offer says of what. */
export const CONFIGURATION = 'pass-droit'
export const FORMAT = 'dc+sd-jwt'
/** The same, in the words of OAuth. */
export const SCOPE = 'pass_right'
export const DETAILS_TYPE = 'openid_credential'
/** What a token of authorization details gives: the one right that was chosen. It says nothing of which. */
export const IDENTIFIER = 'droit'

/** Copies of an offer: each is shown once. */
export const MOST_COPIES = 20
/** Days that a copy lasts at most: then it is taken again. */
export const COPY_DAYS = 14
/** Digits of the number told beside the offer. */
export const PIN_DIGITS = 6

/** Told or not, as the wallet chooses each time. */
export const DISCLOSED = ['product', 'class', 'until', 'value'] as const
