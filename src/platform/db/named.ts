// What a kind of key lets rules of audiences name (src/audiences): its words, and what one picks from.
import type { Noun } from '../french/noun.ts'

/** One value that may be picked. */
export interface Nameable {
  readonly id: number
  readonly name: string
  /** With which others it stands in a list: « Ville de Bron ». */
  readonly group: string
}

/** `Named` (db.ts) is that of our transactions. */
export interface NamedOf<Read> {
  /** Those who hold one of its keys: « agents ». */
  readonly people: string
  /** Those who hold any of them, when one may say so: « tous les agents ». */
  readonly everybody?: string
  /** As what one holds it, and how these are called: « responsables ». */
  readonly roles: Readonly<Record<string, string>>
  /** What an id is: « la direction de la voirie »; null when there is no such thing any more. */
  readonly noun: (tx: Read, id: number) => Promise<Noun | null>
  /** What whoever holds that id holds with it, as the same: `staff:12`, of a unit above. Absent: nothing. */
  readonly also?: (tx: Read, id: number) => Promise<readonly string[]>
  /** What one picks from, as far as whoever acts may name it. */
  readonly values: (tx: Read) => Promise<readonly Nameable[]>
}
