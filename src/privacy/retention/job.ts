// The daily job of retention, and who signs its mails.
import type { Config } from '#platform/config.ts'
import type { JobHandler } from '#platform/jobs.ts'
import type { Held } from '#platform/house/retention.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { runRetention } from './run.ts'

export const RETENTION = 'privacy.retention'

export const writerAt = (origin: string): Writer => ({ site: { name: 'Parvis' }, origin })

/** `privacy.retention`, once a day. A rule that fails is in the report, and fails the job once the others are done. */
export function retentionJob(
  { publicUrl, demo }: Pick<Config, 'publicUrl' | 'demo'>,
  held: Held,
): JobHandler {
  return async (db) => {
    const rows = await runRetention(db, held, { isDry: false, writer: writerAt(publicUrl), isDemo: demo })
    const failed = rows.filter((row) => row.failed !== null).map(({ rule }) => rule)
    if (failed.length > 0) throw new Error(`retention failed: ${failed.join(', ')}`)
  }
}
