// What spaces there are: for each kind its words, and the template a new one begins with. PostgreSQL knows the same names.

interface Template {
  readonly label: string
  /** Where it stands in lists: « Conférences des maires ». */
  readonly several: string
  readonly hint: string
  /** Its folders on its first day. */
  readonly folders: readonly string[]
  readonly joining: Joining
}

/** How one comes in, when no group brings one. */
export const JOININGS = {
  invited: {
    label: 'Sur invitation',
    hint: 'Qui n’en est pas ne sait pas que l’espace existe.',
  },
  asked: {
    label: 'Sur demande',
    hint: 'Sa page de présentation est lue de tous les agents et élus, qui demandent à entrer.',
  },
  free: {
    label: 'Librement',
    hint: 'Tout agent ou élu y entre de lui-même, et en sort.',
  },
} as const satisfies Record<string, { label: string; hint: string }>

export type Joining = keyof typeof JOININGS

export const KINDS = {
  conference: {
    label: 'Conférence des maires',
    several: 'Conférences des maires',
    hint: 'Une page lue de tous, une salle pour les maires.',
    folders: ['Ordres du jour', 'Comptes rendus', 'Avis rendus'],
    joining: 'asked',
  },
  directorate: {
    label: 'Espace métier',
    several: 'Espaces métier',
    hint: 'Ce qu’une direction partage avec les communes.',
    folders: ['Guides', 'Modèles', 'Réunions'],
    joining: 'asked',
  },
  commission: {
    label: 'Commission',
    several: 'Commissions',
    hint: 'Les dossiers d’une commission et ses échanges.',
    folders: ['Convocations', 'Rapports', 'Comptes rendus'],
    joining: 'invited',
  },
  club: {
    label: 'Club',
    several: 'Clubs',
    hint: 'Des communes mettent leurs expériences en commun.',
    folders: ['Expériences', 'Rencontres'],
    joining: 'free',
  },
  project: {
    label: 'Projet',
    several: 'Projets',
    hint: 'Une équipe, un but, une fin.',
    folders: ['Cadrage', 'Réunions', 'Livrables'],
    joining: 'invited',
  },
} as const satisfies Record<string, Template>

export type Kind = keyof typeof KINDS
export const EVERY_KIND = Object.keys(KINDS) as readonly Kind[]

/** From the narrowest to the widest. */
export const ROLES = {
  reader: { label: 'Lecture', one: 'lit', hint: 'Lit tout, n’écrit rien.' },
  contributor: {
    label: 'Contribution',
    one: 'contribue',
    hint: 'Dépose, répond, propose des réunions et des tâches.',
  },
  moderator: { label: 'Animation', one: 'anime', hint: 'Fait aussi entrer et sortir les personnes.' },
} as const satisfies Record<string, { label: string; one: string; hint: string }>

export type Role = keyof typeof ROLES
export const EVERY_ROLE = Object.keys(ROLES) as readonly Role[]

/** Groups that may be let in whole: the kinds of keys of `spaces.group_holder`. */
export type Group = 'staff' | 'workplace' | 'body' | 'elected' | 'network'
