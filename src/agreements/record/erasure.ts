// The erasure that article 7 promises, told by the history of its agreement: decided by somebody of the metropolis once nothing is read any
// more, then done and counted. Its certificate is made of these two events, which nobody writes again.
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, Conflict } from '#platform/errors.ts'
import { type EventRow, eventsOf } from '#platform/ledger/events.ts'
import type { Counts } from '#platform/partnership/carried.ts'
import { longDate } from '#platform/ui/french.ts'
import { type Ended, endedPartners } from '#settings'
import { type Copy, historyOf, lastCopy, note } from './events.ts'
import type { AgreementRow } from './queries.ts'
import { agreement, holdAgreement, todayOf } from './write.ts'

/** Rows that stay, under the name of the certificate, and why. */
export interface Kept {
  readonly what: string
  readonly because: string
  readonly count: number
}

export interface Decided {
  /** The copy that the commune was given; null: none, for that reason. */
  readonly copy: Copy | null
  readonly without: string
}

export interface Erased {
  readonly erased: Counts
  readonly kept: readonly Kept[]
}

/** What was decided and done, by whom and when. */
export interface Erasure extends Decided, Erased {
  readonly decidedBy: string
  readonly decidedAt: Date
  readonly at: Date
}

/**
 * The days of an agreement whose data may be erased today.
 * @throws Conflict while they are read, or when it has not ended
 */
async function endOf(tx: Read, { authorityId }: AgreementRow): Promise<Ended> {
  const ended = (await endedPartners(tx)).find((one) => one.authorityId === authorityId)
  if (ended === undefined)
    throw new Conflict(
      'Cette commune a une convention, ou s’est réunie à d’autres\u00a0: ses données ne s’effacent pas.',
    )
  if ((await todayOf(tx)) <= ended.until)
    throw new Conflict(
      `Les données se lisent jusqu’au ${longDate(ended.until)}\u00a0: l’effacement se décide ensuite.`,
    )
  return ended
}

/** The copy made since its last day; null: there is none. */
async function copySince(tx: Read, { authorityId }: AgreementRow, { endedOn }: Ended): Promise<Copy | null> {
  const copy = await lastCopy(tx, authorityId)
  return copy !== null && copy.at.slice(0, 10) > endedOn ? copy : null
}

/** What one would decide. @throws as deciding it does */
export async function decidable(tx: Read, row: AgreementRow, without: string): Promise<Decided> {
  if ((await erasureOf(tx, row.id)) !== null) throw new Conflict('Ces données sont déjà effacées.')
  const copy = await copySince(tx, row, await endOf(tx, row))
  if (copy === null && without.length < 10)
    throw new BadInput([
      {
        field: 'without',
        message:
          'Aucune copie n’a été faite depuis la fin de la convention. Faites-la faire, ou écrivez pourquoi l’on s’en passe.',
      },
    ])
  return { copy, without: copy === null ? without : '' }
}

/** Decides it. Decided again before it is done, the last word counts. */
export async function decideErasure(tx: Write, id: number, version: number, without: string): Promise<void> {
  const row = await holdAgreement(tx, id, version)
  await note(tx, id, 'agreement.erasure_decided', { ...(await decidable(tx, row, without)) })
}

const lastOf = (history: readonly EventRow[], name: string) =>
  history.findLast((event) => event.name === name)

/** Whose data are being erased. Act as the system. @throws Conflict when nobody decided it, or it may no longer be */
export async function heldToErase(tx: Write, id: number): Promise<AgreementRow> {
  const row = await holdAgreement(tx, id)
  await endOf(tx, row)
  const history = await eventsOf(tx, 'agreement', id)
  if (lastOf(history, 'agreement.erasure_decided') === undefined || lastOf(history, 'agreement.erased'))
    throw new Conflict('Cet effacement n’est pas décidé, ou est déjà fait.')
  return row
}

/** It is done. Act as the system. */
export const noteErased = (tx: Write, id: number, done: Erased): Promise<number> =>
  note(tx, id, 'agreement.erased', { ...done })

/** null: nothing is erased. */
export async function erasureOf(tx: Read, id: number): Promise<Erasure | null> {
  const history = await historyOf(tx, id)
  const [decided, done] = ['agreement.erasure_decided', 'agreement.erased'].map((name) =>
    lastOf(history, name),
  )
  if (decided === undefined || done === undefined) return null
  return {
    ...(decided.payload as unknown as Decided),
    ...(done.payload as unknown as Erased),
    decidedBy: decided.actorLabel,
    decidedAt: decided.at,
    at: done.at,
  }
}

/** May whoever follows it be led to decide it? */
export async function awaitsErasure(tx: Read, id: number): Promise<boolean> {
  const row = await agreement(tx, id)
  return endOf(tx, row).then(
    async () => (await erasureOf(tx, id)) === null,
    (error: unknown) => {
      if (error instanceof Conflict) return false
      throw error
    },
  )
}
