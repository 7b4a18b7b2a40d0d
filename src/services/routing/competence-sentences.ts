// What a routing decision says, to the agent and to the administrator.
import { type Noun, the, to } from '#platform/french/noun.ts'
import { longDate } from '#platform/ui/french.ts'
import { type Area, areaNoun } from '#territory'
import type { Category, CompetenceRule } from '../words/definition.ts'

export const PLACE_KINDS: Readonly<Record<string, string>> = {
  street: 'dans une rue ou sur une place',
  cycleway: 'sur une piste cyclable',
  park: 'dans un parc ou un jardin',
  school: 'dans une école ou une crèche',
  cemetery: 'dans un cimetière',
  private: 'sur un terrain privé',
}

/** « dans un parc ou un jardin »; a kind that the program does not know is named as it is. */
export const placeKindPhrase = (kind: string): string =>
  PLACE_KINDS[kind] ?? `lieu de type «\u00a0${kind}\u00a0»`

/** For the agent: what the place is. */
export function placeSentence(area: Area, placeKind: string | null | undefined): string {
  const kind = placeKind ? `, ${placeKindPhrase(placeKind)}` : ''
  return `Le lieu : ${area.name} (${area.code})${kind}.`
}

/** For the agent: which rule, its dates and its ground. Its id is for whoever edits the files, never for the screen. */
export function ruleSentence(
  source: { category(code: string): Category | undefined },
  rule: CompetenceRule,
  area: Area,
): string {
  const where = rule.commune === undefined ? '' : `, propre ${to(areaNoun(area))}`
  const kind = rule.placeKind === undefined ? '' : `, ${placeKindPhrase(rule.placeKind)}`
  const until = rule.to === undefined ? '' : ` jusqu’au ${longDate(rule.to)}`
  const label = source.category(rule.category)?.label ?? rule.category
  return `Règle «\u00a0${label}\u00a0»${where}${kind}, en vigueur depuis le ${longDate(rule.from)}${until}. ${rule.basis}.`
}

/** A rule read as a sentence, for the administrator. */
export function ruleAsSentence(
  rule: CompetenceRule,
  words: { category: string; commune?: Noun | undefined; metropolis: Noun; unit: string },
): string {
  const where = words.commune === undefined ? 'partout' : to(words.commune)
  const kind = rule.placeKind === undefined ? '' : `, ${placeKindPhrase(rule.placeKind)}`
  const who = rule.answers === 'metropolis' ? the(words.metropolis) : 'la commune du lieu'
  const until = rule.to === undefined ? '' : ` jusqu’au ${longDate(rule.to)}`
  return `«\u00a0${words.category}\u00a0», ${where}${kind} : ${who} répond (${words.unit}), depuis le ${longDate(rule.from)}${until}.`
}
