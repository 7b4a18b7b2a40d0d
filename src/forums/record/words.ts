// What a message is hidden or reported for, in words.
export const RULES = {
  person: 'Nom ou coordonnées d’une personne',
  advert: 'Publicité',
  hurt: 'Propos blessants',
  law: 'Contraire à la loi ou au devoir de réserve',
  other: 'Autre raison',
} as const
export type Rule = keyof typeof RULES

export const isRule = (typed: string): typed is Rule => Object.hasOwn(RULES, typed)

/** « Publicité. Retirez le nom du produit. » */
export const reasonText = (rule: Rule, word: string): string => {
  if (rule === 'other') return word
  return word === '' ? RULES[rule] : `${RULES[rule]}. ${word}`
}

/** When somebody wants to be told of a thread. */
export const WANTS = {
  every: 'À chaque message',
  named: 'Si on me nomme ou me cite',
  never: 'Jamais',
} as const
export type Wants = keyof typeof WANTS
export const isWants = (typed: string): typed is Wants => Object.hasOwn(WANTS, typed)
