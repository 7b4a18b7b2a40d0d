// The words of the journal of accesses: who, what and why, without the name of an agent.
import { thing, to } from '#platform/french/noun.ts'
import { valueLabel } from '#identity'
import type { AccessEntry, AccessKind } from '#platform/ledger/audit.ts'
import { listSentence } from '#platform/ui/french.ts'

const ROLES: Record<string, string> = {
  handler: 'Agent qui traite les demandes',
  manager: 'Responsable de service',
  reception: 'Agent d’accueil',
  admin: 'Administration',
  site: 'Site connecté',
  helper: 'Aidant ou parent',
  collaborator: 'Collaborateur, pour vous',
  self: 'Vous',
}

const ACTS: Record<AccessKind, (object: string) => string> = {
  request: (object) => `A ouvert votre demande ${object}`,
  file: (object) => `A ouvert une pièce de votre demande ${object}`,
  account: () => 'A ouvert votre compte au guichet',
  site: (object) => `Vos informations ont été données ${to(thing(object, 'site'))}`,
  export: () => 'Vous avez emporté une copie de vos données',
  mandate: (object) => object,
  pass: (object) => object,
}

/** « Agent d’accueil » */
export const roleWords = (role: string): string => ROLES[role] ?? role

/** « A ouvert votre demande 2026-00042 » */
export const actWords = ({ kind, object }: Pick<AccessEntry, 'kind' | 'object'>): string => ACTS[kind](object)

/** For whoever checks: what was opened, without « your ». */
const OPENED: Record<AccessKind, (object: string) => string> = {
  request: (object) => `Demande ${object}`,
  file: (object) => `Pièce de la demande ${object}`,
  account: () => 'Compte ouvert au guichet, par son numéro',
  site: (object) => `Informations données à «\u00a0${object}\u00a0»`,
  export: () => 'Copie des données',
  mandate: () => 'Acte d’un aidant, d’un parent ou d’un collaborateur',
  pass: () => 'Pass, à un guichet',
}

/** « Demande 2026-00042 » */
export const openedWords = ({ kind, object }: Pick<AccessEntry, 'kind' | 'object'>): string =>
  OPENED[kind](object)

/** « l’agent est de la même collectivité que vous » */
export function closenessWords({ closeness }: Pick<AccessEntry, 'closeness'>): string | null {
  if (closeness === null) return null
  return closeness === 'self'
    ? 'Vous avez ouvert votre propre dossier, comme agent.'
    : 'Cette personne est agent de la même collectivité que vous.'
}

/** « Prénom et nom, adresse e-mail » */
export const valueWords = (ids: readonly string[]): string => listSentence(ids.map(valueLabel))

/** An entry in an export: without who, and without what joins it to others. */
export function exportedEntry(entry: AccessEntry, incident?: OwnIncident): Record<string, unknown> {
  return {
    Le: entry.at,
    Qui: roleWords(entry.role),
    Quoi: actWords(entry),
    ...(entry.valueIds.length === 0 ? {} : { Informations: entry.valueIds.map(valueLabel) }),
    ...(incident === undefined ? {} : { 'Je ne le reconnais pas': incident.finding ?? 'signalé' }),
    ...(entry.closeness === null ? {} : { Remarque: closenessWords(entry) }),
  }
}

/** What the person knows of an access they did not recognise; `handledAt` and `finding` null until it was checked. */
export interface OwnIncident {
  entryId: number
  handledAt: Date | null
  finding: string | null
}
