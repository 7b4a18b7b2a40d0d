// Erasures outlive a restored backup: each is written beside the database (number and date, nothing else), and applied again
// to whatever a restore brought back.
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'
import type { JobHandler } from '#platform/jobs.ts'
import type { Held } from '#platform/house/retention.ts'
import { erasePerson } from './erasure.ts'
import { personOfEvent } from './queries.ts'

/** The job caused by `person.closed`. */
export const ERASE = 'privacy.erase'

const fileOf = ({ dataFolder }: Pick<Config, 'dataFolder'>): string => join(dataFolder, 'erasures.jsonl')

/** Notes the erasure beside the database, and takes what came in while it was being done. Twice is as once. */
export function followClosing(config: Config, held: Held): JobHandler {
  return async (db, payload) => {
    const personId = await db.write(system, async (tx) => {
      const found = await personOfEvent(tx, Number(payload.eventId))
      if (found !== null) await erasePerson(tx, held, { personId: found, writer: null })
      return found
    })
    if (personId === null) return
    const file = fileOf(config)
    await mkdir(dirname(file), { recursive: true })
    await appendFile(file, `${JSON.stringify({ personId, at: db.clock().toISOString() })}\n`, { mode: 0o600 })
  }
}

/** Applies again every erasure noted beside the database. @returns how many people it found open again */
export async function replayErasures(
  db: Database,
  config: Config,
  held: Held,
): Promise<{ noted: number; erased: number }> {
  const text = await readFile(fileOf(config), 'utf8').catch(() => '')
  const ids = new Set(
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => Number((JSON.parse(line) as { personId: unknown }).personId)),
  )
  let erased = 0
  for (const personId of ids) if (await replayOne(db, held, personId)) erased += 1
  return { noted: ids.size, erased }
}

// No mail: the person had theirs the first time.
function replayOne(db: Database, held: Held, personId: number): Promise<boolean> {
  return db.write(
    system,
    async (tx) => (await erasePerson(tx, held, { personId, writer: null })).token !== null,
  )
}
