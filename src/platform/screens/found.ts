// What « Chercher un réglage » finds: told by whoever holds it, searched as one by src/administration. Screens are in the menus.
import type { Relation } from '../access.ts'
import type { Read } from '../db/db.ts'
import type { Setting } from '../house/settings.ts'

/** One thing that is set, as far as whoever asks administers it. */
export interface Found {
  /** « Réglage », « Calendrier » */
  readonly kind: string
  readonly name: string
  readonly href: string
  /** What it says: lines, of which the one that holds what is asked is shown. */
  readonly text: string
  /** Whose: « Ville de Bron ». */
  readonly where: string
}

export interface FoundSource {
  readonly id: string
  /** Who finds it. */
  readonly who: Relation
  readonly find: (tx: Read, house: { readonly settings: readonly Setting[] }) => Promise<readonly Found[]>
}
