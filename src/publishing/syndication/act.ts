// What is done with sources: added, renamed, given up; an item taken up as a content, which then follows what it says.
import { notationOf, type RichText } from '#writing'
import type { Read, Write } from '#platform/db/db.ts'
import { inWords } from '#platform/db/in-words.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { isWebAddress } from '#platform/outside/web-address.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { authorityNoun, lastWriter, localDay, territory } from '#territory'
import { of } from '#platform/french/noun.ts'
import { beginContent, writeContent } from '../record/act.ts'
import { CONTENT_SUBJECT } from '../record/events.ts'
import { editionOf, type Kept } from '../record/queries.ts'
import { originOf } from '../record/queries.origin.ts'
import { type ContentType, contentTypes, isRich, type StandingType, typeVersion } from '../types/kind.ts'
import { withoutPictures } from '../types/pictures.ts'
import { asTyped } from '../types/typed.ts'
import {
  changeSourceRow,
  deleteSource,
  holdSource,
  insertSource,
  insertSyndicated,
  type Item,
  type OfferedText,
  offeredText,
  type SaidOfSource,
  setEndsWith,
  setLookedAt,
  type Source,
} from './queries.ts'

/** Subject of their events. */
export const SOURCE = 'source'

const tell = (tx: Write, name: string, subjectId: number) =>
  emit(tx, { name, subjectKind: SOURCE, subjectId, payload: {}, isFirst: name === 'source.added' })

const TWICE = { field: 'address', message: 'Cette source est déjà dans votre liste.' }

/** @returns its id; refused by PostgreSQL for an authority of others. @throws BadInput */
export async function addSource(tx: Write, said: SaidOfSource): Promise<number> {
  const id = await inWords(insertSource(tx, said), { '23505': TWICE })
  await tell(tx, 'source.added', id)
  return id
}

async function held(tx: Write, id: number, seen: number): Promise<void> {
  const version = await holdSource(tx, id)
  if (version === undefined) throw new NotFound()
  if (version !== seen) throw new Outdated(await lastWriter(tx, SOURCE, id))
}

/** @throws NotFound for whoever may not; Outdated when somebody changed it since it was read */
export async function changeSource(
  tx: Write,
  id: number,
  seen: number,
  said: Pick<Source, 'name' | 'family'>,
): Promise<void> {
  await held(tx, id, seen)
  await changeSourceRow(tx, id, said)
  await tell(tx, 'source.renamed', id)
}

/** It is read no more; what was made of it keeps its link. @throws as `changeSource` */
export async function removeSource(tx: Write, id: number, seen: number): Promise<void> {
  await held(tx, id, seen)
  await tell(tx, 'source.removed', id)
  await deleteSource(tx, id)
}

/** Types that an item may become, in that order: those that lead to a page of the web say its address. */
const TAKEN_AS = ['press', 'link', 'article', 'brief'] as const
const hasAddress = ({ fields }: ContentType): boolean => fields.some(({ type }) => type === 'web-address')

const typesOfWeb = (types: readonly StandingType[], { href }: Pick<Item, 'href'>): StandingType[] =>
  TAKEN_AS.flatMap((id) => types.filter(({ type }) => type.id === id)).filter(
    ({ type }) => !href.startsWith('/') || !hasAddress(type),
  )

/** What some only read is taken up as what it is. */
export async function typesFor(tx: Read, item: Item): Promise<StandingType[]> {
  const types = await contentTypes(tx)
  const { offered } = await offeredOf(tx, item)
  return offered === undefined
    ? typesOfWeb(types, item)
    : types.filter(({ type }) => type.id === offered.type)
}

/** Its few words, then the way to it. */
function textOf({ summary, href }: Item, { name }: Source): RichText {
  const said =
    summary === ''
      ? []
      : [{ type: 'paragraph' as const, content: [{ type: 'text' as const, text: summary }] }]
  const marks = /^(?:https:|\/)/.test(href) ? [{ type: 'link' as const, attrs: { href } }] : []
  const way = {
    type: 'text' as const,
    text: marks.length > 0 ? `Lire la suite\u00a0: ${name}` : `${name}, ${href}`,
    marks,
  }
  return { type: 'doc', content: [...said, { type: 'paragraph', content: [way] }] }
}

/** A reference to an article of the press says it in one’s own words: the text of a newspaper is its own. */
const isOwnWords = ({ page }: ContentType): boolean => page === 'press'

async function answers(
  tx: Read,
  type: ContentType,
  item: Item,
  source: Source,
): Promise<Record<string, string>> {
  const { zone } = await territory(tx)
  return Object.fromEntries(
    type.fields.flatMap((field): [string, string][] => {
      if (isRich(field)) return [[field.id, notationOf(textOf(item, source))]]
      // An address that is not for readers to follow is asked of whoever takes the item up.
      if (field.type === 'web-address') return isWebAddress(item.href) ? [[field.id, item.href]] : []
      if (field.type === 'date' && item.datedAt !== null) return [[field.id, localDay(item.datedAt, zone)]]
      return field.id === 'source' ? [[field.id, source.name.slice(0, 80)]] : []
    }),
  )
}

/** What is offered of it to whoever publishes here, without its pictures, and whence it is said to come; nothing of what everybody reads. */
export async function offeredOf(
  tx: Read,
  { ofContentId }: { ofContentId: number | null },
): Promise<{ offered?: OfferedText; whence?: string }> {
  const offered = ofContentId === null ? undefined : await offeredText(tx, ofContentId)
  if (offered === undefined) return {}
  const { authority, unit } = await territory(tx)
  const type = await typeVersion(tx, offered.type, offered.typeVersion)
  const from = `${FACES[offered.face]} ${of(authorityNoun(authority(offered.authorityId)))}`
  return {
    offered: { ...offered, fields: withoutPictures(type, offered.fields) },
    whence: `${from}, ${unit(offered.unitId).name}`.slice(0, 120),
  }
}

const FACES = { intranet: 'Intranet', extranet: 'Extranet' } as const

/** Begins a content of an item: a draft, which says where it comes from. @returns its id. @throws BadInput when it was taken already */
export async function takeItem(
  tx: Write,
  source: Source,
  item: Item,
  { type, title, unitId, endsWith }: { type: ContentType; title: string; unitId: number; endsWith: boolean },
): Promise<number> {
  if (item.contentId !== null)
    throw new BadInput([
      { field: '', message: 'Cet élément est déjà repris\u00a0: retrouvez-le dans les contenus.' },
    ])
  const { offered, whence } = await offeredOf(tx, item)
  const { typeVersion, fields } =
    offered ?? (await asTyped(tx, type.id, await answers(tx, type, item, source)))
  const summary = offered === undefined && isOwnWords(type) ? '' : item.summary
  const text = { typeVersion, fields, title, summary, theme: '', about: [] }
  const id = await beginContent(tx, { authorityId: source.authorityId, unitId, type: type.id }, text)
  await insertSyndicated(tx, id, item, { sourceName: whence ?? source.name, endsWith })
  return id
}

/** What its source says now was looked at; `follows`: its title, its essential and its address are taken, as a new edition. @throws as `writeContent` */
export async function lookAtSource(
  tx: Write,
  kept: Kept,
  seen: number,
  type: ContentType,
  follows: boolean,
): Promise<void> {
  const origin = await originOf(tx, kept.id)
  const last = await editionOf(tx, kept.id, kept.edition)
  if (!origin?.now || last === undefined) throw new NotFound()
  const { title, summary, href, digest } = origin.now
  const address = type.fields.find((field) => field.type === 'web-address')
  const { offered } = origin.ofFace === 'public' ? {} : await offeredOf(tx, origin)
  const { typeVersion, fields } = offered?.type === kept.type ? offered : last
  if (follows)
    await writeContent(tx, kept.id, seen, {
      ...{ typeVersion, theme: last.theme, about: last.about, picture: last.picture },
      ...{ title: title.length < 5 ? last.title : title, summary: isOwnWords(type) ? last.summary : summary },
      fields: address === undefined || !isWebAddress(href) ? fields : { ...fields, [address.id]: href },
    })
  await setLookedAt(tx, kept.id, digest)
}

/** Whether it is put away when its source is. @throws NotFound for whoever may not decide of it; Outdated as `writeContent` */
export async function chooseEnd(tx: Write, kept: Kept, seen: number, endsWith: boolean): Promise<void> {
  if (kept.version !== seen) throw new Outdated(await lastWriter(tx, CONTENT_SUBJECT, kept.id))
  await setEndsWith(tx, kept.id, endsWith)
}
