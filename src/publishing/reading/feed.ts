// Contents as a list that one subscribes to: the same rows as its page, and those that happen on a day for calendars.
import type { Read } from '#platform/db/db.ts'
import type { FeedAsked, FeedEntry, FeedEvent, FeedSource } from '#platform/api/feeds.ts'
import { PUBLIC } from '#audiences'
import { territory } from '#territory'
import type { HeldFile } from '#files'
import { filesOfDocuments } from '../documents/joined.ts'
import { type Dated, datedPage, type Facets, type Updated, updatedPage } from '../record/queries.feeds.ts'
import { judgingIn, soundIn } from '../types/fields.ts'
import { contentTypes, typeVersion } from '../types/kind.ts'
import { themesOf } from '../types/themes.ts'
import { addressOf } from './contents.ts'
import { facetsOf } from './facets.ts'
import { hoursIn } from './hours.ts'
import { HERE } from './pages.ts'

const entryOf =
  (
    titles: ReadonlyMap<string, string>,
    nameOf: (authorityId: number) => string,
    files: readonly HeldFile[],
  ) =>
  (item: Updated): FeedEntry => ({
    key: String(item.id),
    path: addressOf(item),
    title: item.title,
    isPublic: item.audienceId === PUBLIC,
    summary: item.summary,
    categories: [titles.get(item.type) ?? '', item.theme].filter((name) => name !== ''),
    author: nameOf(item.authorityId),
    files: item.documents.flatMap(({ id }) =>
      files
        .filter(({ subject }) => subject.id === id)
        .map(({ fileId, name, mediaType, bytes }) => ({
          path: `/fichiers/${fileId}`,
          ...{ name, mediaType, bytes },
        })),
    ),
    publishedAt: item.datedAt,
    updatedAt: item.updatedAt,
  })

async function entries(tx: Read, asked: FeedAsked, most: number): Promise<FeedEntry[]> {
  const place = await territory(tx)
  const titles = new Map((await contentTypes(tx)).map(({ type }) => [type.id, type.title]))
  const found = await updatedPage(tx, await facetsOf(tx, asked), most)
  const files = await filesOfDocuments(
    tx,
    found.flatMap(({ documents }) => documents),
  )
  return found.map(entryOf(titles, (id) => place.authority(id).name, files))
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** null for one that says no day. */
async function eventOf(tx: Read, item: Dated): Promise<FeedEvent | null> {
  const type = await typeVersion(tx, item.type, item.typeVersion)
  const fields = soundIn(type, item.fields, await judgingIn(tx))
  const first = text(fields.day)
  if (first === '') return null
  const last = text(fields.last) > first ? text(fields.last) : first
  return {
    key: String(item.id),
    path: `${HERE}/${item.id}/lire`,
    title: item.title,
    isPublic: item.audienceId === PUBLIC,
    ...{ first, last, hours: last === first ? hoursIn(text(fields.hours)) : null },
    when: text(fields.hours),
    place: text(fields.place),
    summary: item.summary,
    revision: item.edition - 1,
    revisedAt: item.updatedAt,
    isCancelled: fields.cancelled === true,
  }
}

async function events(tx: Read, asked: FeedAsked, most: number): Promise<FeedEvent[]> {
  const facets: Facets = await facetsOf(tx, asked)
  const dated = (await contentTypes(tx))
    .filter(({ type }) => type.page === 'event')
    .map(({ type }) => type.id)
  const types = facets.type === '' ? dated : dated.filter((id) => id === facets.type)
  const found: FeedEvent[] = []
  for (const type of types)
    for (const item of await datedPage(tx, { ...facets, type }, most)) {
      const event = await eventOf(tx, item)
      if (event !== null) found.push(event)
    }
  return found
}

/** What is asked, in the words of the boxes. */
async function narrowed(tx: Read, { type, rubrique, commune }: FeedAsked): Promise<string[]> {
  const types = await contentTypes(tx)
  const place = await territory(tx)
  return [
    types.find((one) => one.type.id === type)?.type.several,
    (await themesOf(tx, place.metropolis.id)).find((theme) => theme === rubrique),
    place.communes.find(({ code }) => code === commune)?.name,
  ].filter((name) => name !== undefined)
}

export const contentFeed: FeedSource = {
  id: 'contenus',
  title: 'Contenus',
  at: HERE,
  filters: ['type', 'rubrique', 'commune'],
  ...{ narrowed, entries, events },
}
