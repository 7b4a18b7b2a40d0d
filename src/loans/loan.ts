// A loan is asked for, answered, taken out, brought back, called off; its two sides write to each other on it. Each is told on it.
import { readableOfType, type Reading } from '#publishing'
import { say } from '#threads'
import { inWords, type Refusals } from '#platform/db/in-words.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, Conflict, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { longDate } from '#platform/ui/french.ts'
import { type Day, localDay, territory } from '#territory'
import { holdLoan, insertLoan, type Loan, type NewLoan, ownLoan, setState, takenDays } from './queries.ts'
import { type State, STEPS } from './words.ts'

/** Subject of its events, and of its thread. */
export const LOAN = 'loan'
/** The type of contents that offers are (definitions/contents/loan.json). */
const TYPE = 'loan'
/** More than a territory offers. */
const MOST = 2000
/** As long as one may keep a thing. */
const MOST_DAYS = 92

const OVERLAP = 'Il est déjà prêté pendant ces jours\u00a0: choisissez-en d’autres dans son calendrier.'
const REFUSALS: Refusals = {
  loan_days: { field: '', message: OVERLAP },
  loan_out: { field: '', message: 'Il est encore sorti pour un autre prêt\u00a0: notez d’abord son retour.' },
  loan_past: { field: 'from', message: 'Ce jour est passé\u00a0: choisissez-en un à venir.' },
}

/** What is offered to whoever reads; not what a space says to its members: those who would keep the loan read nothing of it. */
export const offers = async (tx: Read): Promise<Reading[]> =>
  (await readableOfType(tx, TYPE, MOST)).filter(({ spaceId }) => spaceId === null)

/** @throws NotFound for what is not offered to whoever reads */
export async function offerOf(tx: Read, id: number): Promise<Reading> {
  const found = (await offers(tx)).find((one) => one.id === id)
  if (found === undefined) throw new NotFound('Cette offre n’existe pas, ou n’est plus proposée.')
  return found
}

export type TitleOf = (loan: Pick<Loan, 'contentId'>) => string

/** What each loan is of, as far as whoever reads still has its offer. */
export async function titlesOf(tx: Read): Promise<TitleOf> {
  const titles = new Map((await offers(tx)).map(({ id, title }) => [id, title]))
  return ({ contentId }) => titles.get(contentId) ?? 'Offre retirée'
}

/** For whom whoever acts may borrow of that authority: where they sit or work, but there. */
export function borrowersOf({ actor }: Pick<Read, 'actor'>, ownerId: number): number[] {
  const own = [...(actor.elected ?? []), ...actor.memberships.map(({ authorityId }) => authorityId)]
  return [...new Set(own)].filter((id) => id !== ownerId)
}

const tell = (tx: Write, name: string, subjectId: number, payload: Record<string, unknown>) =>
  emit(tx, { name, subjectKind: LOAN, subjectId, payload, isFirst: name === 'loan.asked' })

/** The days that are asked, as they are judged. @throws BadInput */
async function checkDays(tx: Read, { contentId, fromDay, toDay }: NewLoan, today: Day): Promise<void> {
  const refuse = (field: string, message: string): never => {
    throw new BadInput([{ field, message }])
  }
  if (fromDay < today) refuse('from', 'Ce jour est passé\u00a0: choisissez-en un à venir.')
  if (toDay < fromDay) refuse('to', 'Le retour vient avant le départ.')
  const days = (Date.parse(toDay) - Date.parse(fromDay)) / 86_400_000
  if (days > MOST_DAYS) refuse('to', 'Un prêt dure trois mois au plus.')
  const taken = (await takenDays(tx, contentId)).find((one) => one.fromDay <= toDay && one.toDay >= fromDay)
  if (taken !== undefined)
    refuse(
      'from',
      `Il est déjà prêté du ${longDate(taken.fromDay)} au ${longDate(taken.toDay)}\u00a0: choisissez d’autres jours.`,
    )
}

/** @returns its id. @throws NotFound for what is not offered to whoever acts; BadInput */
export async function askLoan(tx: Write, said: NewLoan): Promise<number> {
  const { authorityId } = await offerOf(tx, said.contentId)
  if (!borrowersOf(tx, authorityId).includes(said.borrowerId))
    throw new BadInput([{ field: 'borrower', message: 'Choisissez une collectivité de la liste.' }])
  await checkDays(tx, said, localDay(tx.now, (await territory(tx)).zone))
  const id = await inWords(insertLoan(tx, said), REFUSALS)
  await tell(tx, 'loan.asked', id, { contentId: said.contentId })
  return id
}

/** @throws NotFound for whoever neither asked nor keeps it */
export async function loanOf(tx: Read, id: number): Promise<Loan> {
  const found = Number.isSafeInteger(id) && id > 0 && id < 2 ** 31 ? await ownLoan(tx, id) : undefined
  if (found === undefined) throw new NotFound()
  return found
}

/** What whoever reads may do next with it. */
export const stepsFor = (tx: Pick<Read, 'actor'>, { state, isKeeper, personId }: Loan) =>
  STEPS[state].filter(({ by }) =>
    by === 'keeper' ? isKeeper : personId !== null && personId === tx.actor.personId,
  )

/** Takes that step. @throws NotFound; Conflict when it is past; BadInput when a word is missing, or when it is lent on these days already */
export async function moveLoan(tx: Write, id: number, to: State, reason = ''): Promise<void> {
  if (!(await holdLoan(tx, id))) throw new NotFound()
  const loan = await loanOf(tx, id)
  const step = stepsFor(tx, loan).find((one) => one.to === to)
  if (step === undefined) throw new Conflict('Ce prêt a changé depuis\u00a0: relisez où il en est.')
  if (step.asksWhy === true && reason.length < 3)
    throw new BadInput([
      { field: 'reason', message: 'Dites pourquoi, en une phrase\u00a0: elle est lue par qui a demandé.' },
    ])
  await inWords(setState(tx, id, to, reason), REFUSALS)
  await tell(tx, 'loan.moved', id, { from: loan.state, to })
}

/** Granted, or refused with why. @throws as `moveLoan` */
export const answerLoan = (tx: Write, id: number, isGranted: boolean, reason = ''): Promise<void> =>
  moveLoan(tx, id, isGranted ? 'granted' : 'refused', reason)

/** One side writes to the other. @throws NotFound */
export async function sayOnLoan(tx: Write, id: number, body: string): Promise<void> {
  if (!(await holdLoan(tx, id))) throw new NotFound()
  const messageId = await say(
    tx,
    { kind: LOAN, id },
    { authorKind: 'agent', authorId: tx.actor.personId, audience: 'all', unitId: null, body },
  )
  await tell(tx, 'loan.said', id, { messageId })
}
