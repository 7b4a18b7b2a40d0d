// What an agent has in charge, and somebody must take when they leave: each module says what its rows are, counts them, hands them over
// and gives them back. Who leaves, when, and who takes what is src/organisation’s. Sister of what units hold.
import type { Read, Write } from '../db/db.ts'

/** Whose, and in which authority. */
export interface Charged {
  readonly personId: number
  readonly authorityId: number
}

export interface Charge {
  /** `module.thing` */
  readonly id: string
  /** « demande ouverte », « demandes ouvertes » */
  readonly one: string
  readonly several: string
  /** What becomes of those that nobody takes, in a sentence. */
  readonly otherwise: string
  /** As whoever acts, who is told of the agents they keep alone. */
  count(tx: Read, whose: Charged): Promise<number>
  /** All of them go to that person; to nobody (null), or where that person may not have them, back to whoever shares them out. As the system. */
  move(tx: Write, whose: Charged, taker: number | null): Promise<Handed>
  /** Those that have not moved on since go back. As the system. */
  giveBack(tx: Write, rows: Handed['rows']): Promise<void>
}

/** What changed hands. */
export interface Handed {
  /** What `giveBack` needs, as JSON. */
  readonly rows: readonly unknown[]
  /** How many somebody took. */
  readonly taken: number
  /** How many went back to each unit, by its id. */
  readonly left: Readonly<Record<number, number>>
}
