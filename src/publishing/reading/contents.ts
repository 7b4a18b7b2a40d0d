// Contents for readers: lists of what is shown to them now, and one of them.
import { PUBLIC } from '#audiences'
import type { Actor } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { slugFor } from '#platform/plain-words.ts'
import { typo } from '#platform/ui/french.ts'
import { type Day, localDay, territory } from '#territory'
import {
  type Item,
  newestAnnounced,
  newestForAudience,
  newestUnder,
  readablePage,
  readableTypes,
} from '../record/queries.read.ts'
import { contentTypes } from '../types/kind.ts'
import { picturesIn } from '../types/pictures.ts'
import { HERE, type Line } from './pages.ts'

/** Where one is read. */
export const addressOf = ({ id, title }: Pick<Item, 'id' | 'title'>): string =>
  `${HERE}/${id}/${slugFor(title) || 'lire'}`

/** What types are called, by their names in the program. */
const typeTitles = async (tx: Read): Promise<ReadonlyMap<string, string>> =>
  new Map((await contentTypes(tx)).map(({ type }) => [type.id, type.title]))

/** What each of these is called, as far as whoever reads has it: « Article », « Événement ». */
export async function typesOf(tx: Read, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const titles = await typeTitles(tx)
  const found = [...(await readableTypes(tx, ids))]
  return new Map(found.flatMap(([id, type]) => (titles.has(type) ? [[id, titles.get(type) ?? '']] : [])))
}

/** Lines of lists. */
export async function linesOf(tx: Read, items: readonly Item[]): Promise<Line[]> {
  const place = await territory(tx)
  const pictures = await picturesIn(
    tx,
    items.flatMap(({ picture }) => picture ?? []),
  )
  const titles = await typeTitles(tx)
  return items.map((item) => ({
    href: addressOf(item),
    title: typo(item.title),
    summary: typo(item.summary),
    type: titles.get(item.type) ?? '',
    theme: item.theme,
    picture: item.picture === null ? null : (pictures.get(item.picture) ?? null),
    authority: place.authority(item.authorityId).name,
    day: localDay(item.datedAt, place.zone),
    isPublic: item.audienceId === PUBLIC,
  }))
}

/** What is new for whoever reads, for a home. */
export interface RecentContent {
  id: number
  title: string
  summary: string
  href: string
  type: string
  theme: string
  authority: string
  day: Day
}

/** The newest of what was said to be new to `actor`, who is whoever reads in `tx`. @throws for anybody else: nobody reads as another */
export async function recentContents(tx: Read, actor: Actor, limit: number): Promise<RecentContent[]> {
  if (actor.personId !== tx.actor.personId) throw new TypeError('contents are read as whoever reads')
  const items = await newestAnnounced(tx, limit)
  const lines = await linesOf(tx, items)
  return lines.map((line, at) => ({ ...line, id: items[at]?.id ?? 0 }))
}

const FIRST = { after: null, before: null }

/** The newest for that audience, or of what speaks of that part of the territory (`conference:7`), as whoever reads has them. */
export async function contentsWithin(
  tx: Read,
  within: { readonly audienceId: number } | { readonly about: string },
  limit: number,
): Promise<Line[]> {
  const items =
    'about' in within
      ? (await readablePage(tx, { type: '', theme: '', about: [within.about] }, { ...FIRST, most: limit }))
          .rows
      : await newestForAudience(tx, within.audienceId, limit)
  return linesOf(tx, items)
}

/** The newest under that rubrique, as whoever reads has them; what is for everybody, of these authorities alone. */
export const contentsUnder = async (
  tx: Read,
  theme: string,
  here: readonly number[],
  limit: number,
): Promise<Line[]> => linesOf(tx, await newestUnder(tx, theme, here, limit))
