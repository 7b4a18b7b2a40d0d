// Opens the door by which answers come, where the operator says so; what becomes of each is told in the journal, of nobody.
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'
import { readAddress } from '#platform/mail/incoming/address.ts'
import type { ReplyKind } from '#platform/mail/incoming/kind.ts'
import { listenForMail } from '#platform/mail/incoming/listen.ts'
import { receive } from './receive.ts'

interface Log {
  info(line: object): void
  warn(line: object): void
}

/** @returns the port, and how to stop; null: this process takes no mail in */
export async function openReplies(
  config: Config,
  db: Database,
  { replies }: { replies: readonly ReplyKind[] },
  log: Log,
): Promise<{ port: number; close(): Promise<void> } | null> {
  const { replyListen, replyDomain, secret } = config
  if (replyListen === null || replyDomain === null) return null
  return listenForMail({
    ...replyListen,
    name: replyDomain,
    knows: (address) => readAddress(secret, replyDomain, address, db.clock()) !== null,
    receive: (raw, to, sender) =>
      receive({ config, db, kinds: replies }, raw, to, sender, (outcome) => log.info({ reply: outcome })),
    failed: (code) => log.warn({ reply: 'failed', code }),
  })
}
