// What the search box of the counter finds beside services, indexed and ranked by src/services; and what one search over everything
// finds for agents and elected members, as far as they may read it (src/search). Told by whoever holds it.
import type { Relation } from '../access.ts'
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

export interface Hit {
  readonly href: string
  readonly title: string
  /** What it says, in a sentence or two; '' when the title says all. */
  readonly text: string
}

interface Kind {
  readonly id: string
  /** What they are: « Informations ». */
  readonly label: string
  /** What one is: « Information ». */
  readonly one: string
}

type NamesOf = (tx: Read, subjectIds: readonly number[]) => Promise<ReadonlyMap<number, string>>

/** Kept in the index: `call search.offer(id, view, table)` in a migration of the module; PostgreSQL says who reads each. */
export interface Indexed extends Kind {
  readonly href: (subjectId: number, title: string) => string
  /** What each of these is, where they are of several sorts: « Article », « Événement »; `one` of what it does not name. */
  readonly oneOf?: NamesOf
  /** What each is in: the name of its space; said beside what it is. */
  readonly within?: NamesOf
}

/** Found by the module itself, when somebody asks. */
export interface Live extends Kind {
  readonly who: Relation
  /** @param most how many at most, the best first */
  readonly find: (
    tx: Read,
    words: string,
    most: number,
    house: { readonly searches: readonly SearchSource[] },
  ) => Promise<readonly Hit[]>
}

export type Sought = Indexed | Live

export const isLive = (kind: Sought): kind is Live => 'find' in kind
