// First words of the names of services, authorities and sites, with their gender. What is not here is told by its kind.

export type Gender = 'm' | 'f'

export interface Head {
  gender: Gender
  isMany: boolean
  /** « la Métropole de Lyon », « le CCAS »; others lose their capital in a sentence. */
  keepsCapital: boolean
}

const MASCULINE =
  'accueil atelier bureau cabinet centre cimetière comité conseil conservatoire département dispositif espace établissement fonds gymnase groupe groupement guichet jardin kiosque laboratoire lieu musée observatoire office organisme parc point pôle portail programme relais réseau secrétariat secteur service site stade standard syndicat territoire théâtre'
const FEMININE =
  'académie administration agence antenne bibliothèque billetterie boutique brigade caisse cellule circonscription collectivité commission conférence coordination crèche déchèterie délégation direction division école équipe fourrière inspection ludothèque mairie maison médiathèque mission patinoire piscine plateforme police préfecture régie résidence salle section station subdivision unité'
/** Institutions and initials. */
const MASCULINE_CAPITAL = 'CCAS CIAS Département État Grand Syndicat'
const FEMININE_CAPITAL = 'CAF Commune Communauté CPAM MDPH Métropole Région Ville'

const entries = (words: string, gender: Gender, keepsCapital: boolean): [string, Head][] =>
  words.split(' ').map((word) => [word, { gender, isMany: false, keepsCapital }])

const HEADS: ReadonlyMap<string, Head> = new Map([
  ...entries(MASCULINE, 'm', false),
  ...entries(FEMININE, 'f', false),
  ...entries(MASCULINE_CAPITAL, 'm', true),
  ...entries(FEMININE_CAPITAL, 'f', true),
  ['archives', { gender: 'f', isMany: true, keepsCapital: false }],
])

const find = (word: string): Head | undefined => HEADS.get(word) ?? HEADS.get(word.toLowerCase())

/** The head of a name: its first word, in the singular or the plural. */
export function headOf(name: string): Head | undefined {
  const [first = ''] = name.split(/[ \u00a0]/)
  const known = find(first)
  if (known !== undefined) return known
  const one = /(?:eau|au)x$|s$/.test(first) ? find(first.slice(0, -1)) : undefined
  return one && { ...one, isMany: true }
}
