// A content as it is read, by its readers or by who writes it: everything its page says, named.
import { type Noun } from '#platform/french/noun.ts'
import type { Read } from '#platform/db/db.ts'
import { typo } from '#platform/ui/french.ts'
import { authorityNoun, type Day, localDay, type Territory, territory, unitNoun } from '#territory'
import { monthsBetween } from '../record/days.ts'
import { documentsIn, type JoinedDocument } from '../documents/joined.ts'
import type { Joined } from '../record/queries.ts'
import type { Reading } from '../record/queries.read.ts'
import { aboutWords } from '../types/about.ts'
import { judgingIn, soundIn, type Values } from '../types/fields.ts'
import { type ContentType, typeVersion } from '../types/kind.ts'
import { picturesIn, type Pictures, picturesOfText } from '../types/pictures.ts'

/** What is read of an edition, published or not. */
export interface Said {
  authorityId: number
  unitId: number
  /** The space that answers for it; null: its unit does. */
  spaceId: number | null
  type: string
  typeVersion: number
  title: string
  summary: string
  theme: string
  about: readonly string[]
  fields: Values
  documents: readonly Joined[]
  /** Key of the one that lists show; null: none. */
  picture: string | null
  /** null: not published. */
  shown: { datedAt: Date; reviewedAt: Date; reviewOn: Day } | null
}

export interface ContentView extends Pick<Said, 'title' | 'summary' | 'theme' | 'fields' | 'picture'> {
  type: ContentType
  documents: readonly JoinedDocument[]
  /** Those of the library that it shows, as far as they may be shown. */
  pictures: Pictures
  about: string[]
  /** Whoever answers for it, and the authority that publishes it. */
  owner: Noun
  authority: Noun
  place: Territory
  /** null: not published. */
  datedOn: Day | null
  reviewedOn: Day | null
  /** For how many months nobody has read it again, once somebody should have; null before. */
  unread: number | null
}

/** What a space is called, by the kind of keys that says it; null for none, and for whoever may not know it. */
export async function spaceNoun(tx: Read, spaceId: number | null): Promise<Noun | null> {
  if (spaceId === null) return null
  const named = tx.keys.find(({ kind }) => kind === 'space')?.named
  return (await named?.noun(tx, spaceId)) ?? null
}

export async function viewOf(tx: Read, said: Said): Promise<ContentView> {
  const place = await territory(tx)
  const { title, summary, theme, shown, picture } = said
  const type = await typeVersion(tx, said.type, said.typeVersion)
  const today = localDay(tx.now, place.zone)
  const reviewedOn = shown === null ? null : localDay(shown.reviewedAt, place.zone)
  const fields = soundIn(type, said.fields, await judgingIn(tx))
  const isLate = shown !== null && shown.reviewOn <= today
  return {
    ...{ title: typo(title), summary: typo(summary), theme, place, reviewedOn, type, fields, picture },
    documents: await documentsIn(tx, said.documents),
    pictures: await picturesIn(tx, picturesOfText(type, fields, picture)),
    about: await aboutWords(tx, said.about),
    owner: (await spaceNoun(tx, said.spaceId)) ?? unitNoun(place.unit(said.unitId)),
    authority: authorityNoun(place.authority(said.authorityId)),
    datedOn: shown === null ? null : localDay(shown.datedAt, place.zone),
    unread: isLate && reviewedOn !== null ? monthsBetween(reviewedOn, today) : null,
  }
}

/** One as its readers have it. */
export const viewOfReading = (tx: Read, found: Reading): Promise<ContentView> =>
  viewOf(tx, { ...found, shown: found })
