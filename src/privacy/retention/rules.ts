// The rules of retention that concern a whole person: accounts that nobody uses, mails, the journal of accesses.
import { notify } from '#notices'
import { noteWarned, peopleToClose, peopleToWarn } from '#people'
import { trimAccess } from '#platform/ledger/audit.ts'
import type { Write } from '#platform/db/db.ts'
import { forgetMails } from '#platform/mail/outbox.ts'
import type { RetentionRule, Sweeping } from '#platform/house/retention.ts'
import { localDay, territory } from '#territory'
import { erasePerson } from '../erasure/erasure.ts'
import { forgetIncidents } from '../incidents/queries.ts'
import { CLOSING } from '../words/kinds.ts'
import { closingMail } from './mails.ts'

/** Nobody’s account closes sooner after being told, whatever the durations. */
const NOTICE_DAYS = 30
const CLOSE = 'account.close'

async function warnInactive(tx: Write, { before, most, limitOf, writer }: Sweeping): Promise<number> {
  const people = await peopleToWarn(tx, before, most)
  if (limitOf(CLOSE) === null) return 0
  const { zone } = await territory(tx)
  const day = localDay(new Date(tx.now.getTime() + NOTICE_DAYS * 86_400_000), zone)
  for (const { personId, email } of people)
    await notify(
      tx,
      CLOSING,
      { personId, address: email },
      {
        key: `closing:${personId}:${day}`,
        about: { kind: 'person', id: personId, href: '/compte' },
        detail: '',
        origin: writer.origin,
        mail: closingMail(writer, day),
      },
    )
  await noteWarned(
    tx,
    people.map(({ personId }) => personId),
  )
  return people.length
}

const closeInactive =
  (isTold: boolean) =>
  async (tx: Write, { before, most, writer, held }: Sweeping): Promise<number> => {
    const told = isTold ? new Date(tx.now.getTime() - NOTICE_DAYS * 86_400_000) : null
    const people = await peopleToClose(tx, before, told, most)
    for (const personId of people) await erasePerson(tx, held, { personId, writer })
    return people.length
  }

export const retention: readonly RetentionRule[] = [
  { id: 'account.warn', label: 'Avertissement d’un compte inactif', sweep: warnInactive },
  { id: CLOSE, label: 'Comptes inactifs', sweep: closeInactive(true) },
  {
    id: 'paper-account.close',
    label: 'Comptes inactifs, sans adresse où écrire',
    sweep: closeInactive(false),
  },
  {
    id: 'mail.delete',
    label: 'Courriels envoyés',
    sweep: (tx, { before, most, isDemo }) => (isDemo ? Promise.resolve(0) : forgetMails(tx, before, most)),
  },
  {
    id: 'access.delete',
    label: 'Journal des accès',
    async sweep(tx, { before }) {
      const gone = await trimAccess(tx, before)
      await forgetIncidents(tx)
      return gone
    },
  },
]
