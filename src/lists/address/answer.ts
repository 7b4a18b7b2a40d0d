// What a site answered, read as the rows of a list by the pointers that its author wrote. All of it, or nothing. Pure.
import { type Entry, LONGEST, type ListAddress, MOST_ROWS, plainLabel } from '../record/definition.ts'
import { pointed } from './pointer.ts'
import type { Why } from '../record/words.ts'

export type Answered = { entries: readonly Entry[] } | { why: Why }

/** A text or a number, in one line; undefined for anything else. */
function textOf(said: unknown, most: number): string | undefined {
  if (typeof said !== 'string' && typeof said !== 'number') return undefined
  const text = String(said)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
  return text === '' || text.length > most ? undefined : text
}

export function entriesIn(body: Uint8Array, at: Pick<ListAddress, 'rows' | 'value' | 'label'>): Answered {
  let answer: unknown
  try {
    answer = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return { why: 'unreadable' }
  }
  const rows = pointed(answer, at.rows)
  if (!Array.isArray(rows)) return { why: 'shapeless' }
  if (rows.length === 0) return { why: 'empty' }
  if (rows.length > MOST_ROWS) return { why: 'many' }
  const entries: Entry[] = []
  for (const row of rows) {
    const value = textOf(pointed(row, at.value), LONGEST.value)
    const label = textOf(pointed(row, at.label), LONGEST.label)
    if (value === undefined || label === undefined || plainLabel(label) === '') return { why: 'shapeless' }
    entries.push({ value, label })
  }
  const distinct = (texts: readonly string[]) => new Set(texts).size === texts.length
  return distinct(entries.map(({ value }) => value)) &&
    distinct(entries.map(({ label }) => plainLabel(label)))
    ? { entries }
    : { why: 'double' }
}
