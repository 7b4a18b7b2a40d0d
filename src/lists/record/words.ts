// The words of lists read at an address: why one was not read, and how old what is proposed is. Pure.

export const WHY = {
  gone: 'Il n’y a plus rien à cette adresse.',
  error: 'Le site répond par une erreur.',
  silent: 'Le site ne répond pas.',
  slow: 'Le site met plus de huit secondes à répondre.',
  huge: 'La réponse dépasse 2\u00a0Mo.',
  lost: 'L’adresse renvoie à une autre\u00a0: écrivez celle où elle arrive.',
  inside: 'Cette adresse n’est pas publique.',
  forbidden: 'Ce site n’est pas de ceux que l’exploitant de la plateforme laisse lire (PARVIS_LIST_ORIGINS).',
  unreadable: 'La réponse n’est pas du JSON.',
  shapeless: 'Aucune liste de lignes n’est à l’endroit que disent les chemins.',
  many: 'La liste a plus de 5\u00a0000 lignes.',
  empty: 'La liste n’a aucune ligne.',
  double: 'Deux lignes ont la même valeur, ou se lisent pareil.',
} as const
export type Why = keyof typeof WHY
