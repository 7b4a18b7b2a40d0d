// Who works with partners of the pass. The policies of 001250 and 001252 say the same.
import { readersOf } from '#audiences'
import { HEADED, MANAGED, PARTNER, PASSKEPT } from './keys.ts'

interface OfPartner {
  partnerId: number
}

/** Ways to the rows of a partner, by their column `partner_id`. */
export const ofPartner = readersOf<OfPartner, never, 'keeper' | 'manager' | 'head' | 'member'>({
  keeper: { name: 'administrator of the authority of its partner', key: PASSKEPT, column: 'partner_id' },
  manager: { name: 'manager of its partner', key: MANAGED, column: 'partner_id' },
  head: { name: 'manager of its partner, thirty days longer', key: HEADED, column: 'partner_id' },
  member: { name: 'who works for its partner', key: PARTNER, column: 'partner_id' },
})
