// ProConnect: sign-in of agents, elected members and organisations, as its documentation says.
import { createHash } from 'node:crypto'
import { professionals } from './personas.proconnect.ts'
import type { Flavour, Persona, Refusal } from './shapes.ts'

const REQUIRED = ['client_id', 'redirect_uri', 'response_type', 'scope', 'state', 'nonce']
const KNOWN = new Set([
  ...REQUIRED,
  'acr_values',
  'claims',
  'prompt',
  'login_hint',
  'siret_hint',
  'idp_hint',
  'code_challenge',
  'code_challenge_method',
  'ui_locales',
  'display',
])
const LEAST = 32
const SAME_NAME = [
  'given_name',
  'usual_name',
  'email',
  'uid',
  'siret',
  'idp_id',
  'idp_acr',
  'roles',
  'organization_label',
  'siren',
  'organizational_unit',
  'belonging_population',
  'chorusdt',
  'custom',
  'groups',
]

const refuse = (message: string): Refusal => ({ code: 'Y000400', message })

function check(query: URLSearchParams): Refusal | null {
  for (const name of new Set(query.keys())) {
    if (!KNOWN.has(name)) return refuse(`Le paramètre ${name} n’est pas connu.`)
    if (query.getAll(name).length > 1) return refuse(`Le paramètre ${name} est donné deux fois.`)
  }
  for (const name of REQUIRED)
    if ((query.get(name) ?? '') === '') return refuse(`Le paramètre ${name} manque.`)
  if (query.get('response_type') !== 'code') return refuse('response_type doit valoir code.')
  if ((query.get('state') ?? '').length < LEAST)
    return refuse(`state doit compter ${LEAST} caractères au moins.`)
  const nonce = query.get('nonce') ?? ''
  if (nonce.length > 512 || !/^[\x20-\x7e]+$/.test(nonce))
    return refuse('nonce doit compter de 1 à 512 caractères ASCII.')
  const siret = query.get('siret_hint')
  if (siret !== null && !/^\d{14}$/.test(siret)) return refuse('siret_hint doit compter 14 chiffres.')
  return null
}

/** The level the persona really reached: the service grants what it can, the client must check what it gets. */
const acrFor = (_query: URLSearchParams, persona: Persona): string => persona.acr

export const proConnect: Flavour = {
  name: 'ProConnect',
  personas: professionals,
  scopes: {
    openid: [],
    phone: ['phone_number'],
    ...Object.fromEntries(SAME_NAME.map((name) => [name, [name]])),
  },
  acrValues: [
    'eidas0',
    'eidas0-mfa',
    'eidas1',
    'eidas1-mfa',
    'eidas2',
    'eidas3',
    'https://proconnect.gouv.fr/assurance/certification-dirigeant',
  ],
  sessionSeconds: 12 * 3600,
  silent: true,
  logoutNeedsSession: true,
  pairwise: false,
  check,
  acrFor,
  // One person at one identity provider.
  subject: (claims) =>
    createHash('sha256')
      .update(`${String(claims.idp_id)}\0${String(claims.uid)}`)
      .digest('hex'),
  changed: (claims) => ({ ...claims, uid: `${String(claims.uid)}-nouveau` }),
}
