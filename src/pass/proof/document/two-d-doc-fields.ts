// The fields of a 2D-Doc that are read here, by their id, and what documents must say. Data (specification of the 2D-Doc, version 3).
import type { ShownId } from '../facts.ts'

export interface DocField {
  /** What it says. */
  readonly label: string
  /** Characters at least and at most; equal: no mark ends it. `most` absent: a mark always does. */
  readonly least: number
  readonly most?: number
}

const upTo = (most: number, label: string): DocField => ({ label, least: 0, most })
const exactly = (size: number, label: string): DocField => ({ label, least: size, most: size })
const free = (label: string): DocField => ({ label, least: 0 })

/** A field that is in no table is read up to its mark, and tells nothing. */
export const UNKNOWN = free('inconnu')

export const FIELDS: Readonly<Record<string, DocField>> = {
  '01': free('identifiant du document'),
  '02': free('catégorie'),
  '03': free('sous-catégorie'),
  '04': free('application'),
  '05': free('version'),
  '06': free('adresse du document'),
  '09': exactly(6, 'date et heure de production'),
  '10': upTo(38, 'bénéficiaire'),
  '11': upTo(38, 'qualité du bénéficiaire'),
  '12': upTo(38, 'prénom du bénéficiaire'),
  '13': upTo(38, 'nom du bénéficiaire'),
  '14': upTo(38, 'destinataire de la facture'),
  '15': upTo(38, 'qualité du destinataire'),
  '16': upTo(38, 'prénom du destinataire'),
  '17': upTo(38, 'nom du destinataire'),
  '18': free('numéro de la facture'),
  '19': free('numéro de client'),
  '1A': free('numéro du contrat'),
  '1B': free('souscripteur du contrat'),
  '1C': exactly(8, 'date d’effet du contrat'),
  '1D': upTo(16, 'montant'),
  '20': upTo(38, 'deuxième ligne de l’adresse'),
  '21': upTo(38, 'troisième ligne de l’adresse'),
  '22': upTo(38, 'quatrième ligne de l’adresse'),
  '23': upTo(38, 'cinquième ligne de l’adresse'),
  '24': exactly(5, 'code postal'),
  '25': upTo(32, 'localité'),
  '26': exactly(2, 'pays'),
  '40': exactly(13, 'numéro fiscal'),
  '41': upTo(12, 'revenu fiscal de référence'),
  '42': free('situation'),
  '43': upTo(5, 'nombre de parts'),
  '44': exactly(13, 'référence de l’avis'),
  '45': exactly(4, 'année des revenus'),
  '46': upTo(38, 'premier déclarant'),
  '47': exactly(13, 'numéro fiscal du premier déclarant'),
  '48': upTo(38, 'second déclarant'),
  '49': exactly(13, 'numéro fiscal du second déclarant'),
  '4A': exactly(8, 'date de mise en recouvrement'),
}

/** A document that is read here, and what it must say. */
export interface DocType {
  readonly shown: ShownId
  readonly must: readonly string[]
}

export const TYPES: Readonly<Record<string, DocType>> = {
  '00': { shown: 'homeProof', must: ['24', '25'] },
  '01': { shown: 'bill', must: ['24', '25'] },
  '28': { shown: 'taxNotice', must: ['43', '44', '45', '46', '4A'] },
}
