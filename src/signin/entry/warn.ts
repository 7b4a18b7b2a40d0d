// Telling people what happens to the safety of their account, once, in the transaction that makes it happen.
import { randomUUID } from 'node:crypto'
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import type { JobHandler } from '#platform/jobs.ts'
import type { OutgoingMail } from '#platform/mail/outbox.ts'
import type { NoticeKind } from '#platform/house/notices.ts'
import { notify } from '#notices'
import type { Writer } from '#platform/mail/writer.ts'
import { accountById } from '#people'
import { DEVICE_SEEN } from './kinds.ts'
import { unusualMail } from './mails.ts'

/** What is said: its mail, and in the list the page that answers it. */
export interface Warning {
  kind: NoticeKind
  mail: Omit<OutgoingMail, 'id' | 'to'>
  /** The security of the account when absent. */
  href?: string
  /** A line under the title of the list. */
  detail?: string
  /** When a job tells it, which may run twice; absent: told once, with the fact. */
  key?: string
}

/**
 * Warns the owner of an account, who may have no address: then it is read in their list. Without a person, an address alone (one
 * that was the account’s). Act as the system.
 */
export async function warn(
  tx: Write,
  { personId, email }: { personId: number | null; email: string | null },
  { origin }: Pick<Writer, 'origin'>,
  { kind, mail, href = '/compte/securite', detail = '', key = randomUUID() }: Warning,
): Promise<void> {
  const about = { kind: 'person', id: personId ?? 0, href }
  await notify(tx, kind, { personId, address: email }, { key: `warning:${key}`, about, detail, origin, mail })
}

/** The job of a device never seen, so that coming in waits for no mail. It holds all it says: whoever came in may have taken the device off by then, to be unseen. */
export const TELL_DEVICE = 'accounts.tell_device'

/** Tells it, once. @param origin public */
export function tellDevice(origin: string): JobHandler {
  return (db, { personId, deviceId, browser, site }) =>
    db.write(system, async (tx) => {
      const account = await accountById(tx, Number(personId))
      if (account === null) return
      const writer = { site: { name: String(site) }, origin }
      await warn(tx, account, writer, {
        kind: DEVICE_SEEN,
        mail: unusualMail(writer, String(browser)),
        detail: String(browser),
        key: `device:${String(deviceId)}`,
      })
    })
}
