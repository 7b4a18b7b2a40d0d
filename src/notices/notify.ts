// Telling somebody something, once, by the channels of its kind that they want, when they want. Called by jobs and acts of the
// system, with the fact that it tells.
import type { Read, Write } from '#platform/db/db.ts'
import { mailIdOf, type OutgoingMail, queueMail } from '#platform/mail/outbox.ts'
import type { Channel, NoticeKind } from '#platform/house/notices.ts'
import { capital } from '#platform/ui/french.ts'
import { accountById } from '#people'
import { territory } from '#territory'
import { CHOICES, placeOf } from './places.ts'
import { type About, insertNotice } from './queries.ts'
import { type Choice, quietOf, wishesOf } from './queries.wishes.ts'
import { opening, type Quiet } from './quiet.ts'
import { channelsOf, isChosen } from './wishes.ts'

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
  /** Public origin: the foot of the mail leads to where one chooses. */
  origin: string
  mail: Omit<OutgoingMail, 'id' | 'to' | 'leavesAt' | 'choices'>
  /** Plans one mail that tells this with what else is said by then, in place of its own. */
  gather?: ((leavesAt: Date) => Promise<void>) | undefined
}

interface Telling {
  kind: NoticeKind
  to: Recipient
  words: Words
  /** When they are left alone; null: never, or it does not wait. */
  quiet: Quiet | null
}

const id = ({ words }: Telling): string => mailIdOf(words.key)

/** What each channel does. @returns false when it was told before: no other channel says it again */
const carry: Record<Channel, (tx: Write, telling: Telling) => Promise<boolean>> = {
  async page(tx, telling) {
    const { kind, to, words } = telling
    // A closed account reads nothing, and nothing is written of it again.
    if (to.personId === null || (await accountById(tx, to.personId)) === null) return true
    const { about, detail, mail } = words
    const told = { personId: to.personId, kind: kind.id, about, detail, title: capital(mail.title) }
    return insertNotice(tx, { ...told, key: id(telling) })
  },
  async mail(tx, telling) {
    const { kind, to, words, quiet } = telling
    if (to.address === null) return true
    const leavesAt = quiet === null ? tx.now : opening(quiet, tx.now, (await territory(tx)).zone)
    if (words.gather !== undefined) {
      await words.gather(leavesAt)
      return true
    }
    const choices = to.personId === null ? undefined : words.origin + CHOICES[placeOf(kind)]
    await queueMail(tx, { ...words.mail, choices, leavesAt, id: id(telling), to: to.address })
    return true
  },
}

const NONE: { choices: Choice[]; quiet: Quiet | null } = { choices: [], quiet: null }

/** Tells somebody, once for the same key. Act as the system. */
export async function notify(tx: Write, kind: NoticeKind, to: Recipient, words: Words): Promise<void> {
  const { personId } = to
  // What is owed and does not wait asks nobody.
  const asks = personId !== null && (isChosen(kind) || kind.urgent !== true)
  const { choices, quiet } = asks ? await wishesOf(tx, personId, kind.id, placeOf(kind)) : NONE
  const telling = { kind, to, words, quiet: kind.urgent === true ? null : quiet }
  for (const channel of channelsOf(kind, choices)) if (!(await carry[channel](tx, telling))) return
}

/** Does somebody want that kind by mail, as they say today? As the system. */
export async function isMailed(tx: Read, kind: NoticeKind, personId: number): Promise<boolean> {
  const { choices } = await wishesOf(tx, personId, kind.id, placeOf(kind))
  return channelsOf(kind, choices).includes('mail')
}

/** When a mail that may wait leaves to somebody: at the end of their quiet hours, wherever they have some. As the system. */
export async function quietAt(tx: Write, personId: number): Promise<Date> {
  const { zone } = await territory(tx)
  return (await quietOf(tx, personId)).reduce((at, quiet) => opening(quiet, at, zone), tx.now)
}
