// SQL of what an authority owes its private partners, month by month. PostgreSQL computes it (pass.settle), and lets nobody rewrite it.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export interface Line {
  id: number
  product: string
  class: string
  /** Of a counter-entry, those given back or taken off. */
  uses: number
  /** What one use was worth then. */
  unitCents: number
  /** Id of the line that it corrects. */
  corrects: number | null
}

export interface Dispute {
  id: number
  lineId: number
  reason: string
  /** ISO 8601, as JSON has it. */
  at: string
  /** What was answered; null: nothing yet. */
  said: string | null
  correctionId: number | null
  answeredAt: string | null
}

export interface Settlement {
  id: number
  partnerId: number
  /** Its first day, `YYYY-MM-DD`. */
  month: string
  madeAt: Date
  lines: readonly Line[]
  disputes: readonly Dispute[]
  acceptedAt: Date | null
  paidAt: Date | null
  /** Of the order to pay. */
  reference: string | null
}

/** Those of a partner, the last month first. */
export async function settlementsOf(tx: Read, partnerId: number, month?: string): Promise<Settlement[]> {
  const { rows } = await sql<Omit<Settlement, 'lines' | 'disputes'> & { lines: Line[]; disputes: Dispute[] }>`
    select s.id, s.partner_id as "partnerId", s.month::text, s.made_at as "madeAt",
      (select coalesce(json_agg(json_build_object('id', l.id, 'product', l.product, 'class', l.class, 'uses', l.uses, 'unitCents', l.unit_cents,
          'corrects', l.corrects) order by l.product collate "fr-x-icu", l.class, coalesce(l.corrects, l.id), l.id), '[]')
        from pass.settlement_line l where l.settlement_id = s.id) as lines,
      (select coalesce(json_agg(json_build_object('id', d.id, 'lineId', d.line_id, 'reason', d.reason, 'at', d.at, 'said', a.said,
          'correctionId', a.correction_id, 'answeredAt', a.at) order by d.id), '[]')
        from pass.dispute d join pass.settlement_line l on l.id = d.line_id left join pass.dispute_answer a on a.dispute_id = d.id
        where l.settlement_id = s.id) as disputes,
      (select t.at from pass.settlement_step t where t.settlement_id = s.id and t.step = 'accepted') as "acceptedAt",
      (select t.at from pass.settlement_step t where t.settlement_id = s.id and t.step = 'paid') as "paidAt",
      (select t.reference from pass.settlement_step t where t.settlement_id = s.id and t.step = 'paid') as reference
    from pass.settlement s where s.partner_id = ${partnerId} and (${month ?? null}::date is null or s.month = ${month ?? null}::date)
    order by s.month desc`.execute(tx.q)
  return rows
}

/** @returns its id: that of the first time, however often it is asked */
export async function settle(tx: Write, partnerId: number, month: string): Promise<number> {
  const { rows } = await sql<{
    id: number
  }>`select pass.settle(${partnerId}, ${month}::date, ${tx.now}) as id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

export const insertDispute = (tx: Write, lineId: number, reason: string) =>
  sql`insert into pass.dispute (line_id, reason) values (${lineId}, ${reason})`.execute(tx.q)

/** The counter-entry of a line: the database copies what the line says. @returns its id */
export async function insertCorrection(
  tx: Write,
  line: Line,
  settlementId: number,
  uses: number,
): Promise<number> {
  const { rows } = await sql<{
    id: number
  }>`insert into pass.settlement_line (settlement_id, product_id, product, class, uses, unit_cents, corrects)
    select ${settlementId}, l.product_id, l.product, l.class, ${uses}, l.unit_cents, l.id from pass.settlement_line l where l.id = ${line.id} returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

export const insertAnswer = (tx: Write, disputeId: number, said: string, correctionId: number | null) =>
  sql`insert into pass.dispute_answer (dispute_id, said, correction_id) values (${disputeId}, ${said}, ${correctionId})`.execute(
    tx.q,
  )

export const insertStep = (tx: Write, settlementId: number, step: 'accepted' | 'paid', reference: string) =>
  sql`insert into pass.settlement_step (settlement_id, step, reference) values (${settlementId}, ${step}, ${reference})`.execute(
    tx.q,
  )

/** Private partners of which that month is to be settled: it began before its end, and they were not gone before it. As the system. */
export async function unsettled(tx: Read, month: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select p.id from pass.partner p
    where p.is_private and p.since < (${month}::date + interval '1 month')::date and p.until >= ${month}::date
      and not exists (select from pass.settlement s where s.partner_id = p.id and s.month >= ${month}::date) order by p.id`.execute(
    tx.q,
  )
  return rows.map(({ id }) => id)
}
