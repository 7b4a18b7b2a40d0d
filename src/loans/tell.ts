// Who is told of a loan: the service that lends of what is asked, whoever asked of the answer, both of a late return and of a message.
import { say } from '#notices'
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { noticeKind } from '#platform/house/notices.ts'
import type { Jobs } from '#platform/jobs.ts'
import { eventById } from '#platform/ledger/events.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { capital } from '#platform/ui/french.ts'
import { localDay, territory } from '#territory'
import { FOLLOWED } from './list.ts'
import { LOAN } from './loan.ts'
import { loanTold, recipientsOf, tellLate } from './queries.ts'
import { daysText, type State } from './words.ts'

const channels = ['page', 'mail'] as const
const label = 'Un prêt entre communes\u00a0: demande, réponse, retour'
const TOLD = {
  agent: noticeKind({ id: 'loans.told', to: 'agent', label, channels }),
  resident: noticeKind({ id: 'loans.told_elected', to: 'resident', label, channels }),
}
export const kinds = [TOLD.agent, TOLD.resident]

const MOST_AT_ONCE = 100
const FOOTER = 'Vous recevez ce message parce que vous prêtez ou empruntez du matériel entre communes.'

interface Sentence {
  key: string
  title: string
  text: string
  /** Which side; both when absent. */
  to?: 'owner' | 'borrower'
  /** Whoever did it knows. */
  but?: number | null
}

async function tellBoth(tx: Write, writer: Writer, id: number, said: Sentence): Promise<void> {
  for (const to of await recipientsOf(tx, id)) {
    if (to.personId === said.but || (said.to !== undefined && (said.to === 'owner') !== to.isOwner)) continue
    await say(tx, writer, to.isAgent ? TOLD.agent : TOLD.resident, to, {
      key: `loan:${id}:${said.key}:${to.personId}`,
      about: { kind: LOAN, id, href: `${FOLLOWED}/${id}` },
      ...{ title: said.title, text: said.text, label: 'Voir ce prêt', footer: FOOTER },
    })
  }
}

const MOVED: Partial<Record<State, readonly [title: string, to: 'owner' | 'borrower']>> = {
  granted: ['Votre prêt est accordé', 'borrower'],
  refused: ['Votre prêt est refusé', 'borrower'],
  returned: ['Le retour de votre prêt est noté', 'borrower'],
  cancelled: ['Un prêt demandé est annulé', 'owner'],
}

type Event = NonNullable<Awaited<ReturnType<typeof eventById>>>

/** What each event says, to whom; null: nothing to anybody. */
async function sentenceOf(tx: Write, event: Event): Promise<Sentence | null> {
  const loan = await loanTold(tx, event.subjectId)
  if (loan === undefined) return null
  const borrower = (await territory(tx)).authority(loan.borrowerId).name
  const days = daysText(loan.fromDay, loan.toDay)
  const [key, but] = [`${event.name}:${event.id}`, event.actorId]
  if (event.name === 'loan.asked')
    return {
      key,
      but,
      to: 'owner',
      title: `${borrower} vous demande un prêt`,
      text: `${capital(days)}. Accordez-le, ou refusez-le.`,
    }
  if (event.name === 'loan.said')
    return {
      key,
      but,
      title: 'Un message sur un prêt entre communes',
      text: `${capital(event.actorLabel)} vous a écrit.`,
    }
  const [title, to] = MOVED[event.payload.to as State] ?? []
  if (title === undefined || to === undefined) return null
  return { key, but, to, title, text: `${capital(days)}.${loan.reason === '' ? '' : ` ${loan.reason}`}` }
}

const TELL = 'loans.tell'
export const TELL_LATE = 'loans.tell_late'
export const listeners = { 'loan.asked': [TELL], 'loan.moved': [TELL], 'loan.said': [TELL] }

export const jobs = (writer: Writer): Jobs => ({
  [TELL]: (db, { eventId }) =>
    db.write(system, async (tx) => {
      const event = await eventById(tx, Number(eventId))
      const said = event === undefined ? null : await sentenceOf(tx, event)
      if (event !== undefined && said !== null) await tellBoth(tx, writer, event.subjectId, said)
    }),
  [TELL_LATE]: (db) =>
    db.write(system, async (tx) => {
      const today = localDay(tx.now, (await territory(tx)).zone)
      for (const id of await tellLate(tx, today, MOST_AT_ONCE)) {
        const loan = await loanTold(tx, id)
        const days = loan === undefined ? '' : daysText(loan.fromDay, loan.toDay)
        await tellBoth(tx, writer, id, {
          key: `late:${today}`,
          title: 'Un prêt n’est pas rendu',
          text: `Il était prêté ${days}\u00a0: écrivez-vous, ou notez son retour.`,
        })
      }
    }),
})
