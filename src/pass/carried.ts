// What an authority takes away of the pass at the end of its agreement: its partners, and all that was agreed with them.
import { sql } from 'kysely'
import type { Carried } from '#platform/db/db.ts'
import { PARTNER } from './partner/words.ts'
import { erasing } from './queries.personal.ts'

const END = { erased: 'Partenaires du pass' } as const
/** What is invented for trials is nobody's to take away. */
const SIGNED = (authorityId: number) => sql<boolean>`t.authority_id = ${authorityId} and t.sandbox_of is null`
const OF_PARTNER = { rows: { column: 'partner_id', of: 'pass.partner' }, end: END } as const
const WITH_IT = { with: 'pass.partner' } as const
const OF_SETTLEMENT = { column: 'settlement_id', of: 'pass.settlement' } as const

export const carried: readonly Carried[] = [
  { table: 'pass.partner', rows: SIGNED, end: { by: erasing }, subject: { kind: PARTNER, by: 'id' } },
  { table: 'pass.place', ...OF_PARTNER },
  { table: 'pass.product', ...OF_PARTNER },
  { table: 'pass.price', rows: { column: 'product_id', of: 'pass.product' }, end: END },
  { table: 'pass.product_place', ...OF_PARTNER },
  { table: 'pass.use', ...OF_PARTNER },
  { table: 'pass.settlement', rows: OF_PARTNER.rows, end: WITH_IT },
  { table: 'pass.settlement_line', rows: OF_SETTLEMENT, end: WITH_IT },
  { table: 'pass.settlement_step', rows: OF_SETTLEMENT, end: WITH_IT },
  { table: 'pass.dispute', rows: { column: 'line_id', of: 'pass.settlement_line' }, end: WITH_IT },
  { table: 'pass.dispute_answer', rows: { column: 'dispute_id', of: 'pass.dispute' }, end: WITH_IT },
]
