// What is shown in an application of a phone: the square of one partner and sector, in words. What makes files is another matter of each maker.
export interface ShownCard {
  /** Drawn for this one: nothing of the pass. */
  serial: string
  /** Who gives the pass: the territory. */
  issuer: string
  partner: string
  sector: string
  /** « Carte de lecteur, tarif gratuite » */
  rights: readonly string[]
  /** What the square says. */
  square: string
  until: Date
}

export const BACK =
  'Bon chez ce partenaire seul. La première fois, la porte demande le réseau. Perdu\u00a0: arrêtez-le dans «\u00a0Mon pass\u00a0».'
