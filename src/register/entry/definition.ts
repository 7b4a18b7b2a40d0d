// What an entry of the register of processing is (GDPR art. 30), and what it may name: categories and sectors.

/** Categories of data, in the words shown. An entry lists those it may hold; nothing else may be collected under it. */
export const CATEGORIES = {
  identity: 'Nom, prénoms, civilité',
  birth: 'Date et lieu de naissance',
  derived: 'Réponse déduite (majeur ou non, habite la commune ou non)',
  contact: 'Adresse e-mail, téléphone',
  address: 'Adresse du domicile',
  place: 'Lieu concerné par la demande',
  family: 'Enfants, parents, lien de parenté',
  schooling: 'Scolarité',
  income: 'Ressources, quotient familial, coordonnées bancaires',
  health: 'Santé ou handicap',
  vehicle: 'Véhicule, plaque d’immatriculation',
  pictures: 'Photos',
  documents: 'Pièces justificatives',
  text: 'Texte libre',
  choices: 'Réponses à des questions fermées, dates',
  messages: 'Messages échangés',
  credentials: 'Moyens de se connecter (empreintes, clés publiques)',
  connection: 'Connexions, appareils, journaux',
  consents: 'Accords donnés ou retirés',
  profession: 'Employeur, service, rôle',
  mandates: 'Mandats et liens entre personnes',
  opinions: 'Appartenance politique rendue publique',
} as const satisfies Record<string, string>
export type CategoryId = keyof typeof CATEGORIES

export const isCategory = (id: string): id is CategoryId => Object.hasOwn(CATEGORIES, id)

/** Sectors of activity of a local authority that must stay watertight (CNIL RU-030); the first three are the counter’s own. */
export const SECTORS = {
  compte: 'Compte du territoire',
  relation: 'Accueil et relation avec les habitants',
  'espace-public': 'Espace public et cadre de vie',
  'etat-civil': 'État civil et population',
  scolaire: 'Scolaire et périscolaire',
  'petite-enfance': 'Petite enfance',
  social: 'Action sociale et santé',
  culture: 'Culture',
  sport: 'Sport et loisirs',
  urbanisme: 'Urbanisme et logement',
  elections: 'Élections et vie citoyenne',
  mobilite: 'Transports et stationnement',
  fiscalite: 'Fiscalité et aides',
} as const satisfies Record<string, string>
export type SectorId = keyof typeof SECTORS

/** How long: one unit, never both. Months are those of the calendar, at the same hour. */
export type Duration = { readonly days: number } | { readonly months: number }

export interface RetentionLine {
  /** What is forgotten: a rule that a module brings (platform/house/retention.ts). */
  rule: string
  keep: Duration
  /** « la dernière connexion »: completes « à partir de ». */
  from: string
  /** What happens then, in words. */
  action: string
  /** Why this long. */
  basis: string
}

export interface ProcessingEntry {
  id: string
  title: string
  /** What is declared: a part of the platform, a family of services, or sites that rely on the account. */
  kind: 'platform' | 'services' | 'sites'
  /** `platform`: the metropolis, for the account; `each-authority`: each for its own services and sites; or one’s code. */
  controller: string
  sector: SectorId
  purpose: string
  legalBase: {
    /** Article 6, 1 of the GDPR. */
    letter: 'a' | 'b' | 'c' | 'd' | 'e' | 'f'
    text: string
  }
  people: string[]
  categories: CategoryId[]
  recipients: string[]
  retention: RetentionLine[]
  security: string[]
  /** Outside the European Union; an empty list says that there is none. */
  transfers: string[]
}

/** What is older than that instant is no longer kept. */
export function limitOf(keep: Duration, now: Date): Date {
  if ('days' in keep) return new Date(now.getTime() - keep.days * 86_400_000)
  const limit = new Date(now)
  const day = limit.getUTCDate()
  limit.setUTCDate(1)
  limit.setUTCMonth(limit.getUTCMonth() - keep.months)
  const last = new Date(Date.UTC(limit.getUTCFullYear(), limit.getUTCMonth() + 1, 0)).getUTCDate()
  limit.setUTCDate(Math.min(day, last))
  return limit
}
