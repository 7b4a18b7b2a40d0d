// What a reader makes of what it is given: a few lines of words, whatever the format. Pure.
import { FeedRefused, plainWords } from '#publishing'

/** One thing that is so now. */
export interface Line {
  title: string
  detail: string
  /** Of the web; null: none. */
  href: string | null
  /** ISO instants between which it is so; null: not said. */
  from: string | null
  until: string | null
  tone: 'info' | 'warn' | 'bad'
}

/** What is kept of one answer, the most pressing first. */
export const MOST_LINES = 5
const [MOST_TITLE, MOST_DETAIL] = [120, 160]

export type Reader = (body: Buffer, base: string, now: Date) => Line[]

export type Node = Readonly<Record<string, unknown>>
export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const nodesOf = (value: unknown): Node[] => [value ?? []].flat().filter(isNode)

/** @throws FeedRefused for what is no JSON */
export function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    throw new FeedRefused('unreadable')
  }
}

/** An instant, or a day, as formats write it; null for anything else. */
export function instantOf(said: unknown): string | null {
  if (typeof said !== 'string' && typeof said !== 'number') return null
  const text = String(said).trim()
  const french = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text)
  const at = new Date(french === null ? text : `${french[3]}-${french[2]}-${french[1]}`)
  const year = at.getUTCFullYear()
  return text === '' || Number.isNaN(at.getTime()) || year < 1990 || year > 2200 ? null : at.toISOString()
}

/** A day alone lasts until its end. */
export function endOf(said: unknown): string | null {
  const at = instantOf(said)
  const isDay = at !== null && /^\d{4}-\d{2}-\d{2}$|^\d{2}\/\d{2}\/\d{4}$/.test(String(said).trim())
  return isDay ? new Date(new Date(at).getTime() + 24 * 3600 * 1000 - 1).toISOString() : at
}

export const words = (said: unknown, most: number): string => plainWords(said, most)

/** A line of what was said, cut to what is shown; none without a title. */
export function lineOf(said: {
  title: unknown
  detail?: unknown
  href?: string | null
  from?: string | null
  until?: string | null
  tone?: Line['tone']
}): Line[] {
  const title = words(said.title, MOST_TITLE)
  if (title === '') return []
  const detail = words(said.detail, MOST_DETAIL)
  const { href = null, from = null, until = null, tone = 'info' } = said
  return [{ title, detail: detail === title ? '' : detail, href, from, until, tone }]
}

/** Is it so now, or will it be within that time? */
export const isNow = ({ from, until }: Pick<Line, 'from' | 'until'>, now: Date, aheadMs = 0): boolean =>
  (until === null || new Date(until) > now) &&
  (from === null || new Date(from).getTime() <= now.getTime() + aheadMs)
