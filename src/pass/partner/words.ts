// Addresses and words of partners.
import { euros } from '../ledger/words.ts'
import type { Tone } from '#platform/ui/feedback.ts'
import type { Day } from '#territory'
import { listSentence } from '#platform/ui/french.ts'
import type { Kind, Partner } from '../record/queries.ts'
import { sectorName } from '../record/sectors.ts'

export const HERE = '/administration/pass'
/** Of one partner. */
export const ONE = `${HERE}/partenaires/:partenaire`
export const addressOf = (partnerId: number): string => `${HERE}/partenaires/${partnerId}`

/** Subject of their events. */
export const PARTNER = 'passpartner'

export const TOLD: Readonly<Record<string, string>> = {
  'passpartner.signed': 'Ajouté',
  'passpartner.changed': 'Modifié',
  'passpartner.lasting': 'L’essai est devenu durable',
  'passpartner.ended': 'Fin avancée',
  'passpartner.placed': 'Lieu ajouté ou modifié',
  'passpartner.offered': 'Produit ajouté',
  'passpartner.reworded': 'Produit modifié',
  'passpartner.opened': 'Porte installée',
  'passpartner.closed': 'Porte retirée',
  'passpartner.invited': 'Personne invitée',
  'passpartner.left': 'Personne retirée',
  'passpartner.settled': 'Décompte arrêté',
  'passpartner.disputed': 'Ligne d’un décompte contestée',
  'passpartner.answered': 'Contestation répondue',
  'passpartner.accepted': 'Décompte accepté',
  'passpartner.paid': 'Décompte payé',
  'passpartner.keyed': 'Clé d’une application faite',
  'passpartner.rekeyed': 'Clé d’une application remplacée',
  'passpartner.unkeyed': 'Clé d’une application retirée',
  'passpartner.hooked': 'Adresse prévenue ajoutée ou modifiée',
  'passpartner.resent': 'Envoi à une adresse prévenue, de nouveau ou pour essai',
  'passpartner.unhooked': 'Adresse prévenue retirée',
  'passpartner.tried': 'Bac à sable ouvert',
  'passpartner.untried': 'Bac à sable fermé',
}

export const STANDINGS = {
  coming: ['À venir', 'info'],
  trial: ['À l’essai', 'warn'],
  running: ['En cours', 'good'],
  ended: ['Terminée', 'idle'],
} as const satisfies Readonly<Record<string, readonly [string, Tone | 'idle']>>
export type Standing = keyof typeof STANDINGS

/** Of its agreement, on a day. */
export function standingOf(
  { since, until, mostHolders }: Pick<Partner, 'since' | 'until' | 'mostHolders'>,
  today: Day,
): Standing {
  if (until < today) return 'ended'
  if (since > today) return 'coming'
  return mostHolders === null ? 'running' : 'trial'
}

export const KINDS: Readonly<Record<Kind, string>> = {
  entry: 'Entrée libre',
  price: 'Tarif',
  entries: 'Carnet d’entrées',
  credit: 'Crédit en euros',
  weekly: 'Passages par semaine',
}

/** « Culture (fermé) et Sport et loisirs » */
export const sectorsWords = ({ sectors, openSectors }: Pick<Partner, 'sectors' | 'openSectors'>): string =>
  listSentence(sectors.map((id) => `${sectorName(id)}${openSectors.includes(id) ? '' : ' (fermé)'}`))

/** « 3,10 »: as it is typed, and for spreadsheets. */
export const plainEuros = (cents: number): string =>
  `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)},${String(Math.abs(cents) % 100).padStart(2, '0')}`

/** « 10 entrées », « 20,00 € », « 2 passages par semaine »; nothing when none is counted. */
export function quantityWords({ kind, quantity }: { kind: Kind; quantity: number | null }): string {
  if (quantity === null) return ''
  if (kind === 'credit') return euros(quantity)
  if (kind === 'weekly') return `${quantity} ${quantity > 1 ? 'passages' : 'passage'} par semaine`
  return `${quantity} ${quantity > 1 ? 'entrées' : 'entrée'}`
}

/** « 3,10 € », « gratuit »; of a credit, « 4,00 € par passage »: what one use takes. */
export function priceWords({ kind }: { kind: Kind }, cents: number): string {
  if (cents === 0) return 'gratuit'
  return kind === 'credit' ? `${euros(cents)} par passage` : euros(cents)
}

/** Usual classes whose id cannot bear an accent. */
const ACCENTS: Readonly<Record<string, string>> = {
  reduit: 'Réduit',
  exterieure: 'Extérieure',
  entiere: 'Entière',
}
/** Classes as people read them: « quotient-1 » gives « Quotient 1 »; none, « Tout le monde ». */
export const className = (id: string): string =>
  ACCENTS[id] ??
  (id === '' ? 'Tout le monde' : (id.charAt(0).toUpperCase() + id.slice(1)).replaceAll('-', ' '))
