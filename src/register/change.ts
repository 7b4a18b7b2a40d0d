// A duration of the register is changed on screen: another version of its entry, judged and published at once.
import { publishEdited } from '#definitions'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import type { Defining } from '#platform/house/definition.ts'
import type { Duration, ProcessingEntry } from './definition.ts'
import { PROCESSING } from './kind.ts'

/** How long, and why. */
export interface SaidOfLine {
  keep: Duration
  basis: string
}

/** The entry as it would be. */
export const withLine = (entry: ProcessingEntry, rule: string, said: SaidOfLine): ProcessingEntry => ({
  ...entry,
  retention: entry.retention.map((line) => (line.rule === rule ? { ...line, ...said } : line)),
})

/**
 * @param seen number of the version that was shown
 * @throws Outdated, BadInput, Conflict; NotFound for whoever does not draft definitions
 */
export const changeLine = (
  db: Database,
  actor: Actor,
  house: Defining,
  { entry, rule, seen }: { entry: string; rule: string; seen: number },
  { keep, basis }: SaidOfLine,
): Promise<void> =>
  publishEdited(
    db,
    actor,
    house,
    { kind: PROCESSING, id: entry },
    {
      seen,
      commands: [
        { do: 'set', at: ['retention', rule, 'keep'], to: { ...keep } },
        { do: 'set', at: ['retention', rule, 'basis'], to: basis },
      ],
    },
  )
