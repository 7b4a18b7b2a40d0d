// Telling somebody something, once, by the channels of its kind. Called by jobs and acts of the system, with the fact that it tells.
import type { Write } from '#platform/db.ts'
import { mailIdOf, type OutgoingMail, queueMail } from '#platform/mail/outbox.ts'
import type { Channel, NoticeKind } from '#platform/notices.ts'
import { capital } from '#platform/ui/french.ts'
import { type About, insertNotice } from './queries.ts'

/** Who is told: the person of an account, whose list keeps it; an address alone (of a service, of whoever has no account): a mail. */
export interface Recipient {
  personId: number | null
  /** Where mails go; null: nowhere. */
  address: string | null
}

/** What is said, and what it is about. */
export interface Words {
  /** The same fact for the same reader. It makes the identity of the mail too. */
  key: string
  about: About
  /** A line under the title of the list: which request, which day. The title is the mail’s. */
  detail: string
  mail: Omit<OutgoingMail, 'id' | 'to'>
}

interface Telling {
  kind: NoticeKind
  to: Recipient
  words: Words
}

const id = ({ words }: Telling): string => mailIdOf(words.key)

/** What each channel does. @returns false when it was told before: no other channel says it again */
const carry: Record<Channel, (tx: Write, telling: Telling) => Promise<boolean>> = {
  async page(tx, telling) {
    const { kind, to, words } = telling
    if (to.personId === null) return true
    const { about, detail, mail } = words
    const told = { personId: to.personId, kind: kind.id, about, detail, title: capital(mail.title) }
    return insertNotice(tx, { ...told, key: id(telling) })
  },
  async mail(tx, telling) {
    const { to, words } = telling
    if (to.address !== null) await queueMail(tx, { ...words.mail, id: id(telling), to: to.address })
    return true
  },
}

/** Tells somebody, once for the same key. Act as the system. */
export async function notify(tx: Write, kind: NoticeKind, to: Recipient, words: Words): Promise<void> {
  for (const channel of kind.channels) if (!(await carry[channel](tx, { kind, to, words }))) return
}
