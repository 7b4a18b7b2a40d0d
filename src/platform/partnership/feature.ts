// A feature that an agreement opens to an authority: its module declares it, and asks whether it is open (src/settings/openings.ts).
import type { Read } from '../db/db.ts'

export interface Feature {
  /** `module.name`. */
  readonly id: string
  /** « Compte et connexion ». */
  readonly label: string
  /** What it gives, in a sentence. */
  readonly gives: string
  /** An agreement names it, whatever its offer; absent: its offer says. */
  readonly isNamed?: true
  /** What moves there the day it opens, or closes, in sentences: told before it is signed, to whoever administers the authority. */
  readonly moves?: (tx: Read, authorityId: number, opens: boolean) => Promise<readonly string[]>
}

/** Says a feature with its type. */
export const feature = (declared: Feature): Feature => declared
