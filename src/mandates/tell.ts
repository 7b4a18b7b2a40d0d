// What the two sides of a mandate are told, once for each fact: by their list, and by mail to whoever has an address.
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import type { JobHandler } from '#platform/jobs.ts'
import type { OutgoingMail } from '#platform/mail/outbox.ts'
import { noticeKind, type NoticeKind } from '#platform/house/notices.ts'
import { longDate } from '#platform/ui/french.ts'
import { notify } from '#notices'
import type { Writer } from '#platform/mail/writer.ts'
import { personEmail } from '#people'
import { addDays, localDay, territory } from '#territory'
import { cameOfAgeMail, endedMail, endingMail, placeOf } from './mails.ts'
import { endingBy, type Mandate, mandateOfEvent } from './queries.ts'

const channels = ['page', 'mail'] as const

export const ACCEPTED = noticeKind({
  id: 'mandates.accepted',
  label: 'Quelqu’un peut agir pour vous, ou pour votre enfant',
  to: 'resident',
  channels,
  owed: 'Vous devez pouvoir y mettre fin.',
})

export const REFUSED = noticeKind({
  id: 'mandates.refused',
  label: 'La personne à qui vous proposez d’agir refuse',
  to: 'resident',
  channels,
})

const ENDING = noticeKind({
  id: 'mandates.ending',
  label: 'Un mandat va prendre fin',
  to: 'resident',
  channels,
})

const ENDED = noticeKind({
  id: 'mandates.ended',
  label: 'Un mandat a pris fin',
  to: 'resident',
  channels,
})

export const mandateNotices = [ACCEPTED, REFUSED, ENDING, ENDED] as const

/** How many days before its end a mandate is said to end. */
const AHEAD_DAYS = 14

/** What is said of a mandate. */
interface Said {
  kind: NoticeKind
  mail: Omit<OutgoingMail, 'id' | 'to'>
  /** With the mandate and the reader, the identity of the notice; '' for its end. */
  fact: string
  detail?: string
}

/** Tells one side. Act as the system. */
export async function tellSide(
  tx: Write,
  { origin }: Pick<Writer, 'origin'>,
  { mandate, reader }: { mandate: Mandate; reader: number },
  { kind, mail, fact, detail = '' }: Said,
): Promise<void> {
  await notify(
    tx,
    kind,
    { personId: reader, address: await personEmail(tx, reader) },
    {
      key: `mandate:${mandate.id}${fact}:${reader}`,
      about: { kind: 'mandate', id: mandate.id, href: placeOf(mandate) },
      detail,
      origin,
      mail,
    },
  )
}

/** The person, the helper, and the parent who gave a child's. */
const sidesOf = ({ personId, helperId, givenBy }: Mandate): number[] => [
  ...new Set([personId, ...(helperId === null ? [] : [helperId]), givenBy]),
]

/** Tells all sides that it is over. */
export function tellEnded(writer: Writer): JobHandler {
  return (db, payload) =>
    db.write(system, async (tx) => {
      const mandate = await mandateOfEvent(tx, Number(payload.eventId))
      // An invitation that nobody accepted ends without a word.
      if (mandate === null || mandate.acceptedAt === null || mandate.helperId === null) return
      const isOfAge = mandate.kind === 'parent' && mandate.endedBy === null
      const mail = isOfAge ? cameOfAgeMail(writer, mandate) : endedMail(writer, mandate)
      for (const reader of sidesOf(mandate))
        await tellSide(tx, writer, { mandate, reader }, { kind: ENDED, mail, fact: '' })
    })
}

/** Tells all sides of those that end within two weeks, once: there is time to give another. Act as the system. */
export async function tellEnding(tx: Write, writer: Writer): Promise<void> {
  const today = localDay(tx.now, (await territory(tx)).zone)
  for (const mandate of await endingBy(tx, addDays(today, AHEAD_DAYS), AHEAD_DAYS)) {
    const mail = endingMail(writer, mandate)
    const detail = `Jusqu’au ${longDate(mandate.validTo)}`
    for (const reader of sidesOf(mandate))
      await tellSide(tx, writer, { mandate, reader }, { kind: ENDING, mail, fact: ':ending', detail })
  }
}
