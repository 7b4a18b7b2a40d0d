// How agents are said: what they do there, whether they are away, the words by which they are looked for. Pure.
import { wordsOf } from '#platform/plain-words.ts'
import { ROLES, type Role } from '#platform/roles.ts'
import { dayDate } from '#platform/ui/french.ts'
import { addDays, nextWorkingDay, type Territory } from '#territory'
import type { AgentLine, Word } from './queries.ts'

export const HERE = '/intranet/annuaire'
export const TASKS = '/intranet/qui-fait-quoi'
export const OWN = '/intranet/ma-fiche'
export const PHOTO = `${OWN}/photo`

export const addressOf = (id: number): string => `${HERE}/${id}`

/** In their own words, else that they direct: the other roles are what the program lets one do, which is nobody’s function. */
export const jobOf = ({ job, role }: { job: string; role: Role }): string =>
  job === '' && role === 'manager' ? ROLES.manager.label : job

/** « Voirie Est, Métropole de Lyon » */
export const whereOf = (
  { unitId, authorityId }: Pick<AgentLine, 'unitId' | 'authorityId'>,
  place: Territory,
): string => `${place.unit(unitId).name}, ${place.authority(authorityId).name}`

/** « Coordonnatrice de chantiers, Voirie Est, Métropole de Lyon » */
export const jobAndPlace = (line: AgentLine, place: Territory): string =>
  [jobOf(line), whereOf(line, place)].filter((text) => text !== '').join(', ')

/** « de retour lundi 30 novembre »: the first day that their unit works, after the last of their absence; null when they are there. */
export function backText(
  { awayUntil, unitId }: Pick<AgentLine, 'awayUntil' | 'unitId'>,
  place: Territory,
): string | null {
  if (awayUntil === null) return null
  return `de retour ${dayDate(nextWorkingDay(place.calendarOf(unitId), addDays(awayUntil, 1)))}`
}

/** « 04 65 71 58 16 » and « 04.65.71.58.16 » are one number. */
const asTyped = (text: string): string => text.replaceAll(/(?<=\d)[\s.\-\u00a0]+(?=\d)/g, '')

/** What is found by its beginning is found in the plural too: « nids » is « nid ». */
const singular = (word: string): string => (word.length > 3 ? word.replace(/[sx]$/, '') : word)

/** The words that were typed, each with the units whose name says it. */
export function saidWords(text: string, place: Territory): Word[] {
  const units = place.authorities
    .flatMap(({ id }) => place.unitsOf(id))
    .map(({ id, name }) => ({ id, words: wordsOf(name) }))
  return wordsOf(asTyped(text)).map((word) => ({
    text: singular(word),
    unitIds: units
      .filter(({ words }) => words.some((one) => one.startsWith(singular(word))))
      .map(({ id }) => id),
  }))
}

/** Lines that were typed, the empty ones left out. */
export const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
