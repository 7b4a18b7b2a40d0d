// Writing to the person of an account, who may have no address: somebody met at a desk, a child.
import type { Write } from '#platform/db.ts'
import { type OutgoingMail, queueMail } from '#platform/mail/outbox.ts'

/** Plans the mail; without an address nothing is written. */
export async function writeTo(
  tx: Write,
  email: string | null,
  mail: Omit<OutgoingMail, 'to'>,
): Promise<void> {
  if (email !== null) await queueMail(tx, { to: email, ...mail })
}
