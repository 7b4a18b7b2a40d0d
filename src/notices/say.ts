// A notice that is one sentence: the same on the page and in the mail.
import type { Write } from '#platform/db/db.ts'
import type { NoticeKind } from '#platform/house/notices.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { notify, type Recipient, type Words } from './notify.ts'

interface Sentence extends Pick<Words, 'key' | 'about' | 'gather'> {
  title: string
  text: string
  /** The line of the list: the sentence, unless another is said. */
  detail?: string
  /** What the link of the mail is called; it leads where the notice does. */
  label?: string
  /** Why they receive it. */
  footer: string
}

/** Tells it, as `notify` does. Act as the system. */
export function say(
  tx: Write,
  { site, origin }: Writer,
  kind: NoticeKind,
  to: Recipient,
  { key, about, gather, title, text, detail = text, label, footer }: Sentence,
): Promise<void> {
  const action = label === undefined ? {} : { action: { label, url: `${origin}${about.href}` } }
  const mail = { site, subject: title, title, paragraphs: [text], ...action, footer }
  return notify(tx, kind, to, { key, about, gather, detail, origin, mail })
}
