// What an authority owes a private partner for a month: its lines, what is disputed, what corrects it. Its total is the sum of its lines.
import { inWords, type Refusals } from '#platform/db/in-words.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { addDays, todayThere } from '#territory'
import { tell } from '../partner/keep.ts'
import {
  insertAnswer,
  insertCorrection,
  insertDispute,
  insertStep,
  type Line,
  type Settlement,
  settle,
  settlementsOf,
  unsettled,
} from './queries.ts'

export const centsOf = ({ uses, unitCents }: Pick<Line, 'uses' | 'unitCents'>): number => uses * unitCents
/** In cents. */
export const totalOf = (lines: readonly Pick<Line, 'uses' | 'unitCents'>[]): number =>
  lines.reduce((sum, line) => sum + centsOf(line), 0)

export const STATES = {
  sent: ['À vérifier par le partenaire', 'info'],
  disputed: ['Contesté', 'warn'],
  accepted: ['Accepté, à payer', 'good'],
  paid: ['Payé', 'idle'],
} as const
export type State = keyof typeof STATES

export function stateOf({
  paidAt,
  acceptedAt,
  disputes,
}: Pick<Settlement, 'paidAt' | 'acceptedAt' | 'disputes'>): State {
  if (paidAt !== null) return 'paid'
  if (disputes.some(({ said }) => said === null)) return 'disputed'
  return acceptedAt === null ? 'sent' : 'accepted'
}

const REFUSALS: Refusals = {
  settlement_private: { field: 'month', message: 'Rien n’est dû à un partenaire public.' },
  settlement_over: { field: 'month', message: 'Ce mois n’est pas fini\u00a0: attendez son dernier jour.' },
  settlement_order: {
    field: 'month',
    message: 'Un mois plus récent est déjà arrêté\u00a0: ce qui manquait de celui-ci s’y trouve.',
  },
  settlement_paid: { field: 'uses', message: 'Ce décompte est payé\u00a0: il ne se corrige plus.' },
  correction_below: { field: 'uses', message: 'C’est plus que ce que la ligne compte de passages.' },
  settlement_accepted: { field: 'reason', message: 'Ce décompte est accepté\u00a0: il ne se conteste plus.' },
  dispute_open: { field: 'reason', message: 'Cette ligne est déjà contestée\u00a0: attendez la réponse.' },
  correction_of_line: {
    field: 'reason',
    message: 'Une correction ne se conteste pas\u00a0: contestez sa ligne.',
  },
  settlement_disputed: { field: 'reference', message: 'Une ligne est contestée\u00a0: répondez d’abord.' },
  step_once: { field: 'reference', message: 'C’est déjà fait.' },
  dispute_answer_pkey: { field: 'said', message: 'Cette contestation a déjà sa réponse.' },
}

/** « 2026-10 » as its first day; null for anything else. */
export const monthIn = (text: string | undefined): string | null =>
  /^2\d{3}-(?:0[1-9]|1[0-2])$/.test(text ?? '') ? `${text}-01` : null

/** @throws NotFound when it is not settled, or not theirs to read */
export async function settlementIn(
  tx: Read,
  partnerId: number,
  text: string | undefined,
): Promise<Settlement> {
  const month = monthIn(text)
  const [found] = month === null ? [] : await settlementsOf(tx, partnerId, month)
  if (found === undefined) throw new NotFound('Ce décompte n’est pas arrêté, ou n’est pas le vôtre.')
  return found
}

/** Computes it, once. @param month its first day. @throws BadInput */
export async function makeSettlement(tx: Write, partnerId: number, month: string): Promise<void> {
  const isNew = (await settlementsOf(tx, partnerId, month)).length === 0
  await inWords(settle(tx, partnerId, month), REFUSALS)
  if (isNew) await tell(tx, 'passpartner.settled', partnerId, { month })
}

const lineIn = ({ lines }: Settlement, id: number): Line => {
  const line = lines.find((one) => one.id === id && one.corrects === null)
  if (line === undefined) throw new NotFound('Cette ligne n’est pas de ce décompte.')
  return line
}

export async function disputeLine(
  tx: Write,
  settlement: Settlement,
  lineId: number,
  reason: string,
): Promise<void> {
  await inWords(insertDispute(tx, lineIn(settlement, lineId).id, reason), REFUSALS)
  await tell(tx, 'passpartner.disputed', settlement.partnerId, { month: settlement.month, line: lineId })
}

/** @param uses given back (above zero) or taken off (below); 0: the line stands. @throws BadInput */
export async function answerDispute(
  tx: Write,
  settlement: Settlement,
  disputeId: number,
  { said, uses }: { said: string; uses: number },
): Promise<void> {
  const dispute = settlement.disputes.find(({ id }) => id === disputeId)
  if (dispute === undefined) throw new NotFound('Cette contestation n’est pas de ce décompte.')
  if (dispute.said !== null)
    throw new BadInput([{ field: 'said', message: 'Cette contestation a déjà sa réponse.' }])
  const line = lineIn(settlement, dispute.lineId)
  const correction =
    uses === 0 ? null : await inWords(insertCorrection(tx, line, settlement.id, uses), REFUSALS)
  await inWords(insertAnswer(tx, disputeId, said, correction), REFUSALS)
  await tell(tx, 'passpartner.answered', settlement.partnerId, {
    month: settlement.month,
    dispute: disputeId,
  })
}

export async function stepSettlement(
  tx: Write,
  { id, partnerId, month }: Settlement,
  step: 'accepted' | 'paid',
  reference = '',
): Promise<void> {
  await inWords(insertStep(tx, id, step, reference), REFUSALS)
  await tell(tx, `passpartner.${step}`, partnerId, { month })
}

/** Days that doors have to send what they decided by themselves. */
const DAYS_LEFT_TO_DOORS = 3

/** Last month of each private partner, once its doors have had time to send. As the system. */
export async function settleLastMonth(tx: Write): Promise<void> {
  const today = await todayThere(tx)
  if (Number(today.slice(8)) <= DAYS_LEFT_TO_DOORS) return
  const month = `${addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7)}-01`
  for (const partnerId of await unsettled(tx, month)) await makeSettlement(tx, partnerId, month)
}
