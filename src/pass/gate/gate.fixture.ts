// An invented door for tests: the entry of a swimming pool, in order, with all that it fetched.
import { bitsOf } from '../status/bits.ts'
import { issuerKey } from '../token/issuers.ts'
import type { Claims } from '../token/claims.ts'
import { type NewSigner, NOW, phoneToken, POOL } from '../token/pass.fixture.ts'
import { present } from '../token/present.ts'
import { type Known, NOTHING_KEPT, type Product, type State } from './state.ts'

export const TO = 'piscines/sport'

const ENTRIES: Product = {
  id: 'entree',
  counted: 'entries',
  weekly: null,
  cents: {},
  alone: 2,
  onPaper: false,
  since: '2026-01-01',
  until: null,
  closed: [],
  places: [],
}

export const product = (changed: Partial<Product> = {}): Product => ({ ...ENTRIES, ...changed })

export const weekly = product({ id: 'semaine', counted: 'weekly', weekly: 2, alone: 9, onPaper: true })
export const credit = product({ id: 'credit', counted: 'credit', cents: { solidaire: 250 }, alone: 600 })
export const free = product({ id: 'libre', counted: 'nothing', onPaper: true })

export async function doorOf(issuer: NewSigner, changed: Partial<Known> = {}): Promise<State> {
  const known: Known = {
    audience: POOL,
    place: 'entree-du-public',
    device: 'tourniquet-2',
    zone: 'Europe/Paris',
    keys: [await issuerKey(issuer.verifies, { from: NOW - 9e6, until: NOW + 9e6 })],
    products: [ENTRIES, weekly, credit, free],
    fetchedAt: NOW - 600,
    list: {
      uri: 'https://metropole.test/pass/etats/sport',
      issuedAt: NOW - 600,
      expiresAt: NOW + 86_400,
      ttl: 900,
      bits: bitsOf(1024, [13]),
    },
    clock: { signed: NOW - 600, heard: NOW - 600 },
    ...changed,
  }
  return { known, kept: NOTHING_KEPT }
}

/** The same door, knowing something else. */
export const knowing = (state: State, changed: Partial<Known>): State => ({
  ...state,
  known: { ...state.known, ...changed },
})

/** A code just shown by a phone that the issuer gave a token to. */
export async function shownBy(issuer: NewSigner, changed: Partial<Claims> = {}, { to = TO, at = NOW } = {}) {
  const { phone, token } = await phoneToken(issuer, changed)
  return await present(token, phone.key, { to, now: at })
}
