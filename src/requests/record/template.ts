// Reply templates: filling their variables for one request, and finding the places that somebody must still fill.
import { fill, type Values } from '#platform/french/fill.ts'
import { longDate } from '#platform/ui/french.ts'
import { authorityNoun, type Territory, unitNoun } from '#territory'
import { dayOf } from './clocks.ts'
import { placeSaid } from './words.ts'
import type { RequestRow } from './queries.ts'

/** Who signs, and what only the act knows. */
export interface Signature {
  /** null: the authority itself writes. */
  agent: string | null
  /** What the resident is told of the why: never what is written for colleagues. */
  explanation?: string
  /** Promised day before the act. */
  previousDueAt?: Date | null
}

/** What a person wrote of themselves leaves no place to fill in a reply to them. */
const asWritten = (text: string): string => text.replace(/[{}]/g, ' ').replace(/\s+/g, ' ').trim()

/**
 * What variables become for one request.
 * @param service title of the service
 */
export function valuesOf(
  request: RequestRow,
  place: Territory,
  service: string,
  { agent, explanation, previousDueAt }: Signature,
): Values {
  const unit = place.unit(request.unitId)
  const area = place.area(request.areaCode)?.name ?? ''
  const date = (at: Date | null) => (at === null ? '{{la date}}' : longDate(dayOf(place, at)))
  const name = asWritten(request.contactName)
  return {
    name,
    civility: name,
    reference: request.ref,
    service,
    place: placeSaid(asWritten(request.placeAddress), area),
    solutionDate: date(request.solutionDueAt),
    previousDate: date(previousDueAt ?? null),
    agent: agent ?? '',
    unit: unitNoun(unit),
    authority: authorityNoun(place.authority(request.authorityId)),
    explanation,
  }
}

/** The text with its {variables} replaced. What is not known becomes, or stays, a place to fill. */
export const fillTemplate = (text: string, ...about: Parameters<typeof valuesOf>): string =>
  fill(text, valuesOf(...about))
    .replace(/\n{3,}/g, '\n\n')
    .trim()

// {{la raison}} of a template, a {variable} nobody knows, and « parce que : » followed by nothing.
const MARKED = /\{\{[^{}]*\}\}|\{\w+\}/g
const LIST_LINE = /^\s*(?:[-–•*]|\d+[.)])\s/

function endsOnColon(line: string, after: readonly string[]): boolean {
  if (!/[:\uff1a]\s*$/.test(line) || after[0]?.trim()) return false
  return !LIST_LINE.test(after.find((next) => next.trim() !== '') ?? '')
}

/** The places of a text that somebody must still fill, as they read, in order. Empty when it may be sent. */
export function holesIn(text: string): string[] {
  const lines = text.split('\n')
  return lines.flatMap((line, at) => {
    const marked = line.match(MARKED) ?? []
    if (!endsOnColon(line, lines.slice(at + 1))) return marked
    const words = line.trim().split(/[ \u00a0\u202f]+/)
    return [...marked, words.slice(-6).join(' ')]
  })
}

// « Bonjour Zoé Martin-Durand, » alone; « Bonjour, c’est réparé. » already says something.
const GREETING =
  /^(?:[Bb]onjour|[Bb]onsoir|[Mm]adame|[Mm]onsieur|[Cc]her|[Cc]hère)(?:\s+(?:\p{Lu}[\p{L}'’.-]*|de|du|la|le|et|madame|monsieur|à|tous|toutes)){0,6}\s*[,.!]?$/u

/** Is there nothing in this text but a greeting and who signs? `signers`: names of the agent, the unit, the authority. */
export function saysNothing(text: string, signers: readonly string[]): boolean {
  const known = new Set(signers.map((name) => name.toLowerCase()))
  const isSignature = (line: string) => line.split(',').every((part) => known.has(part.trim().toLowerCase()))
  return text
    .split('\n')
    .map((line) => line.trim())
    .every((line) => !/[\p{L}\p{N}]/u.test(line) || GREETING.test(line) || isSignature(line))
}
