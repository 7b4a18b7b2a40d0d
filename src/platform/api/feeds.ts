// Lists that one may subscribe to: what a module publishes, as entries of a feed and as events of a calendar. Its module says what whoever
// reads has; addresses, formats and secrets are written once (src/feeds).
import type { Read } from '../db/db.ts'

/** What narrows a list, by the names of its page: `type`, `commune`. Absent: not asked. */
export type FeedAsked = Readonly<Record<string, string>>

interface Told {
  /** The same for good, unique in its source: `12`. */
  readonly key: string
  /** Its page on this site. Of an event, it says nothing by itself: titles are not for shared screens. */
  readonly path: string
  readonly title: string
  /** Is it for everybody? */
  readonly isPublic: boolean
}

export interface FeedFile {
  readonly path: string
  readonly name: string
  readonly mediaType: string
  readonly bytes: number
}

export interface FeedEntry extends Told {
  readonly summary: string
  /** What it is, its theme. */
  readonly categories: readonly string[]
  /** Who publishes it. */
  readonly author: string
  /** What is joined to it; absent: nothing. */
  readonly files?: readonly FeedFile[]
  readonly publishedAt: Date
  readonly updatedAt: Date
}

export interface FeedEvent extends Told {
  /** `YYYY-MM-DD`, in the territory’s time. */
  readonly first: string
  readonly last: string
  /** `HH:MM`, on the first day; null: the whole of each day. */
  readonly hours: { readonly from: string; readonly to: string | null } | null
  /** When, as it was written. */
  readonly when: string
  readonly place: string
  readonly summary: string
  /** Grows with each text that is published. */
  readonly revision: number
  readonly revisedAt: Date
  readonly isCancelled: boolean
}

export interface FeedSource {
  /** In its addresses: `contenus`. */
  readonly id: string
  readonly title: string
  /** The page of the list. */
  readonly at: string
  /** What its page narrows it by. */
  readonly filters: readonly string[]
  /** The same, in words; empty for the whole list. */
  readonly narrowed: (tx: Read, asked: FeedAsked) => Promise<readonly string[]>
  /** What whoever reads has, the newest first. */
  readonly entries: (tx: Read, asked: FeedAsked, most: number) => Promise<readonly FeedEntry[]>
  /** Those that happen on a day; absent: none does. */
  readonly events?: (tx: Read, asked: FeedAsked, most: number) => Promise<readonly FeedEvent[]>
}
