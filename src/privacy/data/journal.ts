// The journal of accesses as the person reads it: newest first, verified, and what they did not recognise told (GDPR art. 33).
import { type Noun } from '#platform/french/noun.ts'
import { notify } from '#notices'
import { administratorsOf } from '#people'
import {
  type AccessEntry,
  accessAnchorOf,
  accessEntriesOf,
  type Anchor,
  journalFault,
  saidOf,
} from '#platform/ledger/audit.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { dateTime } from '#platform/ui/french.ts'
import { authorityNoun, territory } from '#territory'
import type { Writer } from '#platform/mail/writer.ts'
import { unknownAccessMail } from '../words/mails.ts'
import { ACCESS_REPORTED } from '../words/kinds.ts'
import { incidentsOf, insertIncident } from '../incidents/queries.ts'
import type { OwnIncident } from '../words/words.ts'

export interface JournalView {
  /** Newest first; what was written down late stands at its own hour. */
  entries: readonly (AccessEntry & { incident: OwnIncident | null })[]
  /** Does every entry follow from the one before it, unchanged? */
  isWhole: boolean
  /** Older entries were forgotten at the end of their duration. */
  isTrimmed: boolean
}

/** The journal of a person, for themselves and for the system. */
export async function journalOf(tx: Read, personId: number): Promise<JournalView> {
  const entries = await accessEntriesOf(tx, personId)
  const anchor = await accessAnchorOf(tx, personId)
  const told = new Map((await incidentsOf(tx, personId)).map((one) => [one.entryId, one]))
  return {
    entries: entries
      .map((entry) => ({ ...entry, incident: told.get(entry.id) ?? null }))
      .toSorted((a, b) => b.at.getTime() - a.at.getTime() || b.seq - a.seq),
    isWhole: journalFault(entries, anchor) === null,
    isTrimmed: anchor !== null,
  }
}

/** What lets anybody check the journal without us (docs/guides/privacy.md). */
export async function proofOf(tx: Read, personId: number): Promise<Record<string, unknown>> {
  const anchor: Anchor | null = await accessAnchorOf(tx, personId)
  const entries = await accessEntriesOf(tx, personId)
  return {
    anchor: anchor === null ? null : anchor.hash.toString('hex'),
    entries: entries.map((entry) => ({ said: saidOf(entry), hash: entry.hash.toString('hex') })),
  }
}

/**
 * « Je ne reconnais pas cet accès »: written down, and told to the administrators of the authority, once.
 * @param seq number of the entry in the person's journal
 * @returns the authority that was told
 * @throws NotFound when there is no such entry
 */
export async function reportAccess(tx: Write, personId: number, seq: number, writer: Writer): Promise<Noun> {
  const entry = (await accessEntriesOf(tx, personId)).find((item) => item.seq === seq)
  if (entry === undefined) throw new NotFound()
  const place = await territory(tx)
  const authority = entry.authorityId === null ? place.metropolis : place.authority(entry.authorityId)
  const id = await insertIncident(tx, { personId, entryId: entry.id, authorityId: authority.id })
  if (id === null) return authorityNoun(authority)
  await emit(tx, {
    name: 'incident.told',
    subjectKind: 'incident',
    subjectId: id,
    payload: {},
    isFirst: true,
  })
  for (const to of await administratorsOf(tx, authority.id))
    await notify(tx, ACCESS_REPORTED, to, {
      key: `incident:${id}:${to.personId}`,
      about: { kind: 'incident', id, href: '/administration/acces-signales' },
      detail: `Accès du ${dateTime(entry.at, place.zone)}`,
      origin: writer.origin,
      mail: unknownAccessMail(writer, entry, place.zone),
    })
  return authorityNoun(authority)
}
