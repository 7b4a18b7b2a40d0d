// FranceConnect v2, low level (eidas1): what its documentation says of parameters, scopes, subject and lifetimes.
import { createHash } from 'node:crypto'
import { citizens } from './personas.franceconnect.ts'
import type { Client, Flavour, Refusal } from './shapes.ts'

const REQUIRED = ['client_id', 'redirect_uri', 'response_type', 'scope', 'state', 'nonce', 'acr_values']
const LEAST_NONCE = 22
const PIVOT = [
  'given_name',
  'given_name_array',
  'family_name',
  'birthdate',
  'gender',
  'birthplace',
  'birthcountry',
]
const ALONE = [
  'given_name',
  'family_name',
  'birthdate',
  'gender',
  'birthplace',
  'birthcountry',
  'preferred_username',
  'email',
  'idp_id',
  'idp_birthdate',
  'rep_scope',
]

const refuse = (message: string): Refusal => ({ code: 'Y030007', message })

function check(query: URLSearchParams): Refusal | null {
  for (const name of REQUIRED) {
    if ((query.get(name) ?? '') === '') return refuse(`Le paramètre ${name} manque.`)
    if (query.getAll(name).length > 1) return refuse(`Le paramètre ${name} est donné deux fois.`)
  }
  if (query.get('response_type') !== 'code') return refuse('response_type doit valoir code.')
  if ((query.get('nonce') ?? '').length < LEAST_NONCE)
    return refuse(`nonce doit compter ${LEAST_NONCE} caractères au moins.`)
  const prompt = query.get('prompt')
  if (prompt !== null && !prompt.split(' ').every((word) => word === 'login' || word === 'consent'))
    return refuse('prompt ne peut valoir que login ou consent.')
  return null
}

const sha256 = (text: string, encoding: 'hex' | 'base64') =>
  createHash('sha256').update(text).digest(encoding)
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

// Pairwise by entity: two clients of one entity see one `sub`, two entities never the same.
function subject(claims: Readonly<Record<string, unknown>>, { entity }: Client): string {
  const country = text(claims.birthcountry)
  const place = country === '99100' ? text(claims.birthplace) : ''
  const identity =
    text(claims.given_name) +
    text(claims.family_name) +
    text(claims.birthdate) +
    text(claims.gender) +
    place +
    country
  return `${sha256(`${entity}${sha256(identity, 'base64')}simulateur`, 'hex')}v1`
}

export const franceConnect: Flavour = {
  name: 'FranceConnect',
  personas: citizens,
  scopes: {
    openid: [],
    amr: [],
    profile: ['given_name', 'given_name_array', 'family_name', 'birthdate', 'gender', 'preferred_username'],
    birth: ['birthplace', 'birthcountry'],
    identite_pivot: PIVOT,
    ...Object.fromEntries(ALONE.map((name) => [name, [name]])),
  },
  acrValues: ['eidas1'],
  sessionSeconds: 1800,
  silent: false,
  logoutNeedsSession: false,
  pairwise: true,
  check,
  // An unknown level is ignored; only levels of FranceConnect+ cannot be given here.
  acrFor(query) {
    const asked = (query.get('acr_values') ?? '').split(' ')
    return asked.every((acr) => acr === 'eidas2' || acr === 'eidas3') ? null : 'eidas1'
  },
  subject,
  changed: (claims) => ({ ...claims, family_name: `${text(claims.family_name)} RECTIFIÉ` }),
}
