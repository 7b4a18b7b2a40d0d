// What an agent has begun that is on no request yet: a call being entered, a text for several requests. Found again after a
// closed tab, an ended session, on another machine; gone once sent.
import { createHash } from 'node:crypto'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { dayOf, longDate, plural, time } from '#platform/ui/french.ts'
import { catalogue } from '#services'
import { territory } from '#territory'
import { dropWriting, trimWritings } from '#threads'
import {
  listBegun,
  NOWHERE,
  stillToDo,
  type TypedBulk,
  type TypedEntry,
  upsertBegun,
} from './queries.begun.ts'

/** How many an agent keeps at once: the oldest gives way. */
export const MOST_BEGUN = 30
/** What one may hold: ten times the longest form filled to its bounds. */
const MOST_LENGTH = 200_000

/** What is written when a call is entered. */
export const entryWriting = (slug: string, id: string): string => `saisie/${slug}/${id}`

/** What is written for a selection: the same requests, in any order, find the same text again. */
export function bulkWriting(kind: string, refs: readonly string[]): string {
  const digest = createHash('sha256').update(refs.toSorted().join(' ')).digest('hex').slice(0, 32)
  return `lot/${kind}/${digest}`
}

/** Keeps what is typed. @throws BadInput when it is longer than any form */
export async function keepBegun(
  tx: Write,
  begun: { writing: string; typed: TypedEntry | TypedBulk; once: string },
): Promise<void> {
  if (JSON.stringify(begun.typed).length > MOST_LENGTH)
    throw new BadInput('Ce texte est trop long pour être gardé\u00a0: raccourcissez-le, ou envoyez-le.')
  await upsertBegun(tx, begun)
  await trimWritings(tx, NOWHERE, MOST_BEGUN)
}

/** It was sent, or is not wanted any more. */
export const forgetBegun = (tx: Write, writing: string): Promise<void> => dropWriting(tx, NOWHERE, writing)

/** One line of what is begun: « Signaler un nid-de-poule, Mme Raynal : saisie commencée à 10 h 12 ». */
export interface BegunLine {
  writing: string
  href: string
  what: string
  /** « saisie commencée à 10 h 12 » */
  since: string
}

const BULK: Record<string, string> = {
  repondre: 'Réponse à',
  noter: 'Note à',
  programmer: 'Programmation de',
  clore: 'Clôture de',
}

/** What this agent has begun, latest first. */
export async function begunLines(tx: Read): Promise<BegunLine[]> {
  const list = await listBegun(tx)
  if (list.length === 0) return []
  const [{ zone }, known] = [await territory(tx), await catalogue(tx)]
  const today = dayOf(tx.now, zone)
  const when = (at: Date) =>
    dayOf(at, zone) === today ? `à ${time(at, zone)}` : `le ${longDate(at, zone)} à ${time(at, zone)}`
  const lines: BegunLine[] = []
  for (const { writing, typed, savedAt, once } of list) {
    if ('slug' in typed) {
      const title = known.service(typed.slug)?.definition.title ?? 'Démarche retirée'
      const what = typed.name === '' ? title : `${title}, ${typed.name}`
      const href = `/agents/saisir/${typed.slug}?saisie=${once}`
      lines.push({ writing, href, what, since: `saisie commencée ${when(savedAt)}` })
      continue
    }
    const left = await stillToDo(tx, typed, savedAt)
    if (left === 0) continue
    const done = typed.refs.length - left
    const since = `commencée ${when(savedAt)}`
    const what = `${BULK[typed.kind] ?? 'Réponse à'} ${plural(typed.refs.length, 'demande', 'demandes')}`
    lines.push({
      writing,
      href: bulkHref(typed.refs, typed.kind, typed.back),
      what,
      since: done === 0 ? since : `${since}, dont ${plural(done, 'déjà faite', 'déjà faites')} depuis`,
    })
  }
  return lines
}

/** Address of the page that writes to a selection. */
export function bulkHref(refs: readonly string[], kind: string, back: string): string {
  const query = new URLSearchParams([
    ...refs.map((ref) => ['ref', ref] as [string, string]),
    ['faire', kind],
    ['retour', back],
  ])
  return `/agents/demandes/lot?${query}`
}
