// What the search box of the counter finds beside services: told by whoever holds it, indexed and ranked by src/services.
import type { Read } from '../db/db.ts'

/** Something to read at its address. */
export interface Findable {
  readonly href: string
  /** What it is, said above its title: « Information ». */
  readonly kind: string
  readonly title: string
  /** What it says, in a sentence or two. */
  readonly text: string
  /** What people call it. */
  readonly keywords?: readonly string[]
}

export interface SearchSource {
  readonly id: string
  /** Pages that stand for good: read once. */
  readonly pages?: readonly Findable[]
  /**
   * What comes and goes, as far as whoever asks may read it: asked at each search.
   * @param commune INSEE code of where the person is, when it is known
   * @param most how many at most, those that matter first
   */
  readonly current?: (tx: Read, commune: string | null, most: number) => Promise<readonly Findable[]>
}
