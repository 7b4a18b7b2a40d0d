// The words of syndication: why a source was not read, and the families under which agents read them.
export const WHY = {
  gone: 'Le flux n’existe plus à cette adresse\u00a0: cherchez la nouvelle sur le site.',
  error: 'Le site répond par une erreur. Nous essayons de nouveau dans six heures.',
  silent: 'Le site ne répond pas. Nous essayons de nouveau dans six heures.',
  slow: 'Le site met plus de dix secondes à répondre. Nous essayons de nouveau dans six heures.',
  huge: 'Le flux dépasse 2\u00a0Mo, ou 60\u00a0000 balises\u00a0: demandez au site une adresse qui donne moins d’éléments.',
  lost: 'L’adresse renvoie d’adresse en adresse, sans arriver.',
  inside: 'Cette adresse n’est pas publique.',
  circular: 'Cette adresse mène à ce site\u00a0: ce que nous publions ne se reprend pas par un flux.',
  poisoned: 'Le flux déclare des entités ou un type de document\u00a0: nous ne le lisons pas.',
  unreadable: 'Ce n’est pas un flux RSS, Atom ou JSON.',
} as const

/** In the order of their tabs. */
export const FAMILIES = {
  updates: 'Mises à jour',
  general: 'Généralistes',
  special: 'Spécialisés',
  press: 'Presse',
} as const

export type Family = keyof typeof FAMILIES

export type Why = keyof typeof WHY
