// What a replay has found so far: bounded, however many requests there are. Pure.
import { type Finding, type What, WHATS } from './judge.ts'

/** Of so many requests, some by their ids: those that come first. */
export interface Found extends Finding {
  count: number
  ids: number[]
}

export interface Tally {
  /** Requests of which something is said, by what. */
  counts: Record<What, number>
  found: Found[]
}

/** Sentences told apart; beyond, a question is told without its sentence. */
const MOST_FOUND = 300
const MOST_IDS = 20

export const NOTHING: Tally = {
  counts: { refused: 0, dropped: 0, asked: 0, moved: 0 },
  found: [],
}

/** With one more request. */
export function tallied(tally: Tally, id: number, findings: readonly Finding[]): Tally {
  if (findings.length === 0) return tally
  const counts = { ...tally.counts }
  for (const what of WHATS) if (findings.some((one) => one.what === what)) counts[what] += 1
  const found = [...tally.found]
  for (const finding of findings) note(found, id, finding)
  return { counts, found }
}

const FIGURE = /(\d+(?:[.,]\d+)?|…)/

/** They differ by their figures alone: how long an answer was, how many files there are. */
const isAlike = (one: string, other: string): boolean =>
  one === other || one.replaceAll(ALL_FIGURES, '…') === other.replaceAll(ALL_FIGURES, '…')
const ALL_FIGURES = /\d+(?:[.,]\d+)?|…/g

/** With « … » for the figures in which they differ. */
function inCommon(one: string, other: string): string {
  if (one === other) return one
  const parts = other.split(FIGURE)
  return one
    .split(FIGURE)
    .map((part, at) => (part === parts[at] ? part : '…'))
    .join('')
}

function note(found: Found[], id: number, finding: Finding): void {
  const at = found.findIndex(
    ({ what, at: question, sentence }) =>
      what === finding.what && question === finding.at && isAlike(sentence, finding.sentence),
  )
  const known = found[at]
  if (known !== undefined) {
    const ids = known.ids.length < MOST_IDS && !known.ids.includes(id) ? [...known.ids, id] : known.ids
    found[at] = {
      ...known,
      sentence: inCommon(known.sentence, finding.sentence),
      count: known.count + 1,
      ids,
    }
  } else if (found.length < MOST_FOUND || finding.sentence === '') {
    found.push({ ...finding, count: 1, ids: [id] })
  } else note(found, id, { ...finding, sentence: '' })
}
