// A reorganisation in words.
import { of, the, to } from '#platform/french/noun.ts'
import { listSentence, longDate } from '#platform/ui/french.ts'
import { type Territory, unitNoun } from '#territory'
import type { ChangeRow, ChangeState } from './queries.ts'

const named = (place: Territory, ids: readonly number[]): string =>
  listSentence(ids.map((id) => the(unitNoun(place.unit(id)))))

/** « Fermer le service Voirie Est », « Réunir l’équipe A et l’équipe B », « Placer ailleurs le service Arbres ». */
export function titleOf({ kind, units }: Pick<ChangeRow, 'kind' | 'units'>, place: Territory): string {
  const verb = kind === 'move' ? 'Placer ailleurs' : units.length > 1 ? 'Réunir' : 'Fermer'
  return `${verb} ${named(place, units)}`
}

/** What it does, and when: « Tout ce que tient … va au service Voirie Sud, le lundi 4 janvier 2027. » */
export function sentenceOf({ kind, units, target, day }: ChangeRow, place: Territory): string {
  const when = `à partir du ${longDate(day)}`
  if (kind === 'move') {
    const where =
      target === null ? 'à la tête de la collectivité' : `au-dessous ${of(unitNoun(place.unit(target)))}`
    return `${units.length > 1 ? 'Ces unités sont placées' : 'L’unité est placée'} ${where} ${when}, avec tout ce qui en dépend.`
  }
  const into = target === null ? '' : to(unitNoun(place.unit(target)))
  return `Tout ce que ${units.length > 1 ? 'tiennent ces unités' : 'tient cette unité'} passe ${into} ${when}. Les demandes closes gardent le nom sous lequel elles ont été traitées.`
}

export const STATES: Readonly<
  Record<ChangeState, readonly [tone: 'info' | 'warn' | 'good' | 'idle', label: string]>
> = {
  previewed: ['info', 'Aperçu\u00a0: rien n’a bougé'],
  planned: ['warn', 'Décidée'],
  applied: ['good', 'Faite'],
  dropped: ['idle', 'Abandonnée'],
  undone: ['idle', 'Défaite'],
}
