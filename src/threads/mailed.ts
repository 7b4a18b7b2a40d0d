// The mail of a thread: what was said since the last one, in its own words, for whoever asked for it; where it is answered, when it may be.
import type { Config } from '#platform/config.ts'
import { replyAddress } from '#platform/mail/incoming/address.ts'
import { ABOVE } from '#platform/mail/incoming/own-words.ts'
import type { OutgoingMail } from '#platform/mail/outbox.ts'
import { capital, dateTime, plural } from '#platform/ui/french.ts'

/** What is said within it is one mail. */
const LOT_MS = 5 * 60_000
/** Messages that a mail holds; those that follow are read on the page. */
const MOST = 20

export type Sending = Pick<Config, 'secret' | 'publicUrl' | 'replyDomain'>

/** When a mail leaves: at the end of the lot, or of their quiet hours. */
export function endOfLot(now: Date, leavesAt: Date): Date {
  const lot = new Date(Math.ceil((now.getTime() + 1) / LOT_MS) * LOT_MS)
  return lot > leavesAt ? lot : leavesAt
}

export interface SaidByMail {
  messageId: number
  /** Its number in the thread, where it has one. */
  n?: number
  author: string
  body: string
  at: Date
}

export interface ThreadMail {
  id: string
  to: string
  /** Of the thread, and of the room where it is. */
  title: string
  room: string
  /** In their order; one at least. */
  messages: readonly SaidByMail[]
  /** How many files each has. */
  files: ReadonlyMap<number | null, number>
  zone: string
  /** Address of its page. */
  page: string
  /** Why they receive it; what becomes of an answer. */
  footer: string
  answer: string
  /** Letter of the kind of answer, and by whom; null: nothing is said in it by mail. */
  answers: { tag: string; personId: number } | null
  choices: string
  unsubscribe: string
  listId: string
}

function paragraphOf({ files, zone }: ThreadMail, { messageId, n, author, body, at }: SaidByMail): string {
  const count = files.get(messageId) ?? 0
  const joined =
    count === 0 ? '' : `\n${capital(plural(count, 'pièce jointe', 'pièces jointes'))}, à ouvrir sur le site.`
  const number = n === undefined ? '' : ` (n°\u00a0${n})`
  return `${capital(author)}, le ${dateTime(at, zone)}${number}\u00a0:\n${body}${joined}`
}

export function threadMail({ secret, replyDomain }: Sending, mail: ThreadMail, now: Date): OutgoingMail {
  const { title, room, messages, page, footer, answer, answers, listId } = mail
  const more = messages.length - MOST
  const aboutId = messages.at(-1)?.messageId ?? 0
  const isAnswered = answers !== null && replyDomain !== null
  return {
    ...(isAnswered && {
      above: ABOVE,
      replyTo: replyAddress(secret, replyDomain, { ...answers, aboutId }, now),
    }),
    ...{ id: mail.id, to: mail.to, site: { name: 'Parvis' }, title },
    subject: `${title} (${room})`,
    paragraphs: [
      ...messages.slice(0, MOST).map((one) => paragraphOf(mail, one)),
      ...(more > 0 ? [`Et ${plural(more, 'autre message', 'autres messages')}, à lire sur le site.`] : []),
    ],
    action: { label: 'Ouvrir le sujet', url: page },
    footer: isAnswered ? `${footer} ${answer}` : footer,
    choices: mail.choices,
    unsubscribe: mail.unsubscribe,
    list: { id: listId, page },
  }
}
