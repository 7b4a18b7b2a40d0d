// What is owed to a partner, for its programs: months, the last first, and the lines of one.
import { z } from 'zod'
import { type Call, call } from '#platform/api/call.ts'
import { afterOf, NEXT, PAGED, pageOf } from '#platform/api/cursor.ts'
import { className } from '../partner/words.ts'
import { type Settlement, settlementsOf } from '../settlement/queries.ts'
import { centsOf, settlementIn, stateOf, totalOf } from '../settlement/settlement.ts'
import { AT, callingPartner } from './calling.ts'

const SETTLEMENT = z.object({
  month: z.string().meta({ description: 'Comme 2026-10.' }),
  state: z.enum(['sent', 'disputed', 'accepted', 'paid']).meta({
    description: 'À vérifier par le partenaire, contesté, accepté, payé.',
  }),
  totalCents: z.int().meta({ description: 'La somme de ses lignes, en centimes d’euro.' }),
  lines: z.int().meta({ description: 'Combien il y en a.' }),
  madeAt: z.iso.datetime(),
  acceptedAt: z.iso.datetime().nullable(),
  paidAt: z.iso.datetime().nullable(),
  reference: z.string().nullable().meta({ description: 'Du mandat de paiement.' }),
})
const LINE = z.object({
  id: z.int(),
  product: z.string(),
  class: z.string(),
  className: z.string(),
  uses: z.int(),
  unitCents: z.int().meta({ description: 'Ce que vaut un passage, en centimes.' }),
  cents: z.int(),
  corrects: z.int().nullable().meta({ description: 'La ligne qu’elle corrige.' }),
  disputes: z.array(
    z.object({
      at: z.string(),
      reason: z.string(),
      answer: z.string().nullable(),
      answeredAt: z.string().nullable(),
    }),
  ),
})

const told = (settlement: Settlement) => ({
  month: settlement.month.slice(0, 7),
  state: stateOf(settlement),
  totalCents: totalOf(settlement.lines),
  lines: settlement.lines.length,
  madeAt: settlement.madeAt.toISOString(),
  acceptedAt: settlement.acceptedAt?.toISOString() ?? null,
  paidAt: settlement.paidAt?.toISOString() ?? null,
  reference: settlement.reference,
})

const linesOf = ({ lines, disputes }: Settlement) =>
  lines
    .map((line) => ({
      ...line,
      className: className(line.class),
      cents: centsOf(line),
      disputes: disputes
        .filter(({ lineId }) => lineId === line.id)
        .map(({ at, reason, said, answeredAt }) => ({ at, reason, answer: said, answeredAt })),
    }))
    .toSorted((one, other) => one.id - other.id)

const owed = {
  face: 'api',
  by: ['key'],
  action: 'passcall.settlements',
  scope: 'pass.settlements.read',
} as const

export const settlementCalls: readonly Call[] = [
  call({
    ...owed,
    call: `GET ${AT}/settlements`,
    title: 'Décomptes',
    text: 'Ce que la collectivité doit au partenaire, mois par mois, le dernier d’abord.',
    query: PAGED,
    answer: z.object({ items: z.array(SETTLEMENT), next: NEXT }),
    handle: (ctx, { query: { limit, cursor } }) =>
      ctx.db.read(ctx.actor, async (tx) => {
        const { id } = await callingPartner(tx, 'passcall.settlements')
        const after = afterOf(cursor, z.iso.date())
        const all = (await settlementsOf(tx, id)).filter(({ month }) => after === undefined || month < after)
        const { items, next } = pageOf(all, limit, ({ month }) => month)
        return { body: { items: items.map(told), next } }
      }),
  }),
  call({
    ...owed,
    call: `GET ${AT}/settlements/:month`,
    title: 'Un décompte',
    text: 'Celui d’un mois, qui s’écrit 2026-10.',
    answer: SETTLEMENT,
    handle: (ctx) =>
      ctx.db.read(ctx.actor, async (tx) => {
        const { id } = await callingPartner(tx, 'passcall.settlements')
        return { body: told(await settlementIn(tx, id, ctx.params['month'])) }
      }),
  }),
  call({
    ...owed,
    call: `GET ${AT}/settlements/:month/lines`,
    title: 'Lignes d’un décompte',
    text: 'Dans l’ordre où elles ont été écrites\u00a0: une ligne ne change jamais, une correction s’y ajoute.',
    query: PAGED,
    answer: z.object({ items: z.array(LINE), next: NEXT }),
    handle: (ctx, { query: { limit, cursor } }) =>
      ctx.db.read(ctx.actor, async (tx) => {
        const { id } = await callingPartner(tx, 'passcall.settlements')
        const after = afterOf(cursor, z.coerce.number().int().min(0)) ?? 0
        const all = linesOf(await settlementIn(tx, id, ctx.params['month'])).filter((line) => line.id > after)
        return { body: pageOf(all, limit, (line) => line.id) }
      }),
  }),
]
