// Who works with partners of the pass. The policies of 001250 and 001252 say the same.
import { readersOf, type Way } from '#audiences'
import type { KeyKind } from '#platform/house/audience.ts'
import { CALLED, HEADED, MANAGED, PARTNER, PASSKEPT } from './keys.ts'

interface OfPartner {
  partnerId: number
}

/** Ways of programs: a key of the partner, with that scope. */
const programOf = (key: KeyKind, scope: string): Way<OfPartner, never> => ({
  name: `program with a key of its partner, for ${scope}`,
  key,
  column: 'partner_id',
})

/** Ways to the rows of a partner, by their column `partner_id`. */
export const ofPartner = readersOf<
  OfPartner,
  never,
  'keeper' | 'manager' | 'head' | 'member' | keyof typeof CALLED
>({
  keeper: { name: 'administrator of the authority of its partner', key: PASSKEPT, column: 'partner_id' },
  manager: { name: 'manager of its partner', key: MANAGED, column: 'partner_id' },
  head: { name: 'manager of its partner, thirty days longer', key: HEADED, column: 'partner_id' },
  member: { name: 'who works for its partner', key: PARTNER, column: 'partner_id' },
  products: programOf(CALLED.products, 'products'),
  places: programOf(CALLED.places, 'places'),
  doors: programOf(CALLED.doors, 'doors'),
  uses: programOf(CALLED.uses, 'uses'),
  settlements: programOf(CALLED.settlements, 'settlements'),
  events: programOf(CALLED.events, 'events'),
})
