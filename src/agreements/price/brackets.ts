// Brackets as people type them: one a line, three figures.
import { z } from 'zod'
import { type Bracket, bracketsFault } from './grid.ts'

const LINE = /^(\d[\d\s]*)[;\t]\s*(\d[\d\s]*(?:,\d{2})?)\s*[;\t]\s*(\d[\d\s]*(?:,\d{2})?)$/
const cents = (text: string): number => Math.round(Number(text.replaceAll(/\s/g, '').replace(',', '.')) * 100)

/** « 5 000 ; 5 400 ; 4 200 », one a line. */
export const brackets = z.string().transform((text, issues): Bracket[] => {
  const made: Bracket[] = []
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue
    const [, from = '', full = '', restricted = ''] = LINE.exec(line) ?? []
    if (from === '') {
      const message = `Cette ligne ne se lit pas\u00a0: «\u00a0${line.slice(0, 60)}\u00a0».`
      issues.addIssue({ code: 'custom', message })
    } else
      made.push({
        from: Number(from.replaceAll(/\s/g, '')),
        full: cents(full),
        restricted: cents(restricted),
      })
  }
  const fault = bracketsFault(made)
  if (fault !== null) issues.addIssue({ code: 'custom', message: fault })
  return made
})

/** The same, as it would be typed. */
export const typedBrackets = (list: readonly Bracket[]): string =>
  list.map(({ from, full, restricted }) => [from, full / 100, restricted / 100].join(' ; ')).join('\n')
