// Why a link leads nowhere, in words.
export const WHY = {
  gone: 'la page n’existe plus',
  error: 'le site répond par une erreur',
  silent: 'le site ne répond pas',
  lost: 'elle renvoie d’adresse en adresse, sans arriver',
  inside: 'cette adresse n’est pas publique',
  unknown: 'aucune page de ce site n’a cette adresse, ou elle n’est plus en ligne',
} as const

export type Why = keyof typeof WHY

/** « 3 liens ne répondent plus » */
export const brokenText = (count: number): string =>
  count > 1 ? `${count} liens ne répondent plus` : 'Un lien ne répond plus'
