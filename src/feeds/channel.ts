// What every format says of a list: its name, where it stands, its entries, the instants of its text. Pure.
import type { FeedEntry } from '#platform/api/feeds.ts'

export interface Channel {
  /** `https://parvis.example`: links are absolute. */
  origin: string
  /** Of the source: `contenus`. */
  id: string
  /** « Contenus : Événements, Bron » */
  title: string
  /** Who publishes the whole of it. */
  author: string
  /** The path of the page of the list. */
  at: string
  /** Its own path, for programs; null where it is a secret. */
  self: string | null
}

/** The same for good, whatever becomes of addresses: a tag of this host (RFC 4151). */
export const identityOf = ({ origin, id }: Channel, key: string): string =>
  `tag:${new URL(origin).hostname},2026:${id}/${key}`

/** When something last changed; the first instant of all when nothing is there. */
export const changedAt = (entries: readonly Pick<FeedEntry, 'updatedAt'>[]): Date =>
  new Date(Math.max(0, ...entries.map(({ updatedAt }) => updatedAt.getTime())))

/** A list as it is called, narrowed. */
export const titleOf = (title: string, narrowed: readonly string[]): string =>
  narrowed.length === 0 ? title : `${title}\u00a0: ${narrowed.join(', ')}`
