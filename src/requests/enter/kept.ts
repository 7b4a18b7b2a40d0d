// A call being entered, kept as it is typed and gone on with later.
import type { Read, Write } from '#platform/db/db.ts'
import {
  type Answers,
  answerByRole,
  fieldsOf,
  type FileAnswer,
  type FilePlace,
  filePlaces,
  heldAt,
  type RawAnswers,
  withHeld,
} from '#forms'
import { channelOf, type Entry, type Filled, judge } from './enter.ts'
import type { EntryAccount } from './account.ts'
import { entryWriting, forgetBegun, keepBegun } from '../write/begun.ts'
import { looseFiles } from '#files'
import type { Begun, TypedEntry } from '../write/queries.begun.ts'
import type { Channel } from '../record/channel.ts'

interface Kept {
  draftId: string
  channel: Channel
  account: EntryAccount
  raw: RawAnswers
}

const isTyped = (raw: RawAnswers): boolean =>
  Object.values(raw).some((parts) =>
    Object.values(parts).some((text) => [text].flat().some((one) => one !== '')),
  )

const fileIdsAt = (raw: RawAnswers, place: FilePlace): string[] =>
  heldAt(raw, place).map(({ fileId }) => fileId)

const nameIn = ({ form }: Entry, answers: Answers): string => {
  const name = answerByRole(form, answers, 'contactName')
  return typeof name === 'string' ? name.trim().slice(0, 80) : ''
}

/** Keeps what is typed of a call; nothing typed is nothing kept. */
export async function keepEntry(
  tx: Write,
  entry: Entry,
  { draftId, channel, account, raw }: Kept,
): Promise<void> {
  const { slug } = entry.service
  const writing = entryWriting(slug, draftId)
  if (!isTyped(raw) && account.typed === '') return forgetBegun(tx, writing)
  const kept = filePlaces(fieldsOf(entry.form), raw).flatMap((place) => fileIdsAt(raw, place))
  const name = nameIn(entry, judge(entry, raw, tx.now).answers)
  await keepBegun(tx, {
    writing,
    once: draftId,
    typed: { slug, channel, account: account.typed, name, raw, kept },
  })
}

export interface Resumed {
  filled: Filled
  draftId: string
  channel: Channel
  files: Map<string, FileAnswer[]>
  account: EntryAccount
  savedAt: Date
}

/** What was begun, as a form to go on with: nobody is told off for what is not filled yet. */
export async function resumed(
  tx: Read,
  entry: Entry,
  { typed, once, savedAt }: Begun<TypedEntry>,
): Promise<Resumed> {
  let raw: RawAnswers = { ...typed.raw }
  const files = new Map<string, FileAnswer[]>()
  for (const place of filePlaces(fieldsOf(entry.form), raw)) {
    const list = await looseFiles(tx, fileIdsAt(raw, place))
    files.set(place.name, list)
    raw = withHeld(raw, place, list)
  }
  return {
    filled: { ...judge(entry, raw, tx.now), problems: [] },
    draftId: once,
    channel: channelOf({ canal: typed.channel }),
    files,
    account: { typed: typed.account, holder: null, problems: [] },
    savedAt,
  }
}
