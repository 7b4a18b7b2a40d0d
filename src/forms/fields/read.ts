// How what was typed in a question is read, by what conditions read of it: one way, on the server and in the browser, whose islands
// import this file. Pure, and light.
import type { FactType } from '#rules'

/** What was typed, by the part of the control: '' for a single control, `-jour`, `-commune`... Kept even when wrong. */
export type Raw = Readonly<Record<string, string | string[]>>

/** First text of a part, without spaces around. */
export const text = (raw: Raw, part = ''): string => ([raw[part]].flat()[0] ?? '').trim()

/** What is ticked, or held. */
export const texts = (raw: Raw, part = ''): string[] => [raw[part] ?? []].flat().filter((one) => one !== '')

/** A number as people write it: `1,5`, `1.50`, `01`, `1 200`, `12 €`; undefined for anything else. */
export function numberIn(raw: Raw, part = ''): number | undefined {
  const typed = text(raw, part)
    .replace(/\s*(?:€|euros?)$/i, '')
    .replace(/\s/g, '')
    .replace(',', '.')
  return /^[+-]?\d{1,15}(?:\.\d{1,15})?$/.test(typed) ? Number(typed) + 0 : undefined
}

/** « oui » or « non »; undefined for anything else. */
export function yesNoIn(raw: Raw): boolean | undefined {
  const typed = text(raw)
  return typed === 'oui' ? true : typed === 'non' ? false : undefined
}

/** The day of one box or of three, `YYYY-MM-DD`; undefined when the calendar has no such day. */
export function dayIn(raw: Raw): string | undefined {
  const boxes = ['-annee', '-mois', '-jour'].map((part) => text(raw, part))
  const day = text(raw) || boxes.map((part) => part.replace(/^0+/, '').padStart(2, '0')).join('-')
  const date = /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(day) : null
  return date !== null && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
    ? day
    : undefined
}

const isTyped = (raw: Raw): true | undefined =>
  Object.keys(raw).some((part) => texts(raw, part).some((one) => one.trim() !== '')) || undefined

const READERS: Readonly<Record<FactType, (raw: Raw) => unknown>> = {
  text,
  choice: text,
  choices: texts,
  number: numberIn,
  'yes-no': yesNoIn,
  date: dayIn,
  // Only answered or not.
  other: isTyped,
}

/** What conditions read of what was typed. */
export const readAs = (fact: FactType, raw: Raw): unknown => READERS[fact](raw)
