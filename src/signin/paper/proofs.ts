// What an agent sees at the desk, and what each document proves.
import { PROFILE_VALUES } from '#people'
import { type ProfileValueId } from '#people'
import { type Level } from '#people'

export interface Document {
  /** As posted. */
  id: string
  /** As kept with the value and told to the person. */
  label: string
  proves: readonly ProfileValueId[]
}

const CIVIL = ['given_name', 'family_name', 'birthdate'] as const
const HOME = ['address', 'commune'] as const

/** Documents that say who somebody is. */
export const IDENTITY_DOCUMENTS: readonly Document[] = [
  { id: 'cni', label: 'Carte nationale d’identité', proves: CIVIL },
  { id: 'passeport', label: 'Passeport', proves: CIVIL },
  { id: 'titre-de-sejour', label: 'Titre de séjour', proves: CIVIL },
  { id: 'permis', label: 'Permis de conduire', proves: CIVIL },
]

/** What is written when nothing was seen: the person said so. */
export const NO_DOCUMENT: Document = { id: 'aucune', label: 'Aucune pièce', proves: [] }

const OTHER_DOCUMENTS: readonly Document[] = [
  { id: 'domicile', label: 'Justificatif de domicile', proves: HOME },
]

/** Everything an agent may have seen. */
export const DOCUMENTS: readonly Document[] = [...IDENTITY_DOCUMENTS, ...OTHER_DOCUMENTS]

/** The name of a value when it is said of somebody else. */
export const labelAtDesk = (id: ProfileValueId): string =>
  id === 'commune' ? 'Commune de résidence' : (PROFILE_VALUES.find((kind) => kind.id === id)?.label ?? id)

/** The values that a document can prove, in the order of the profile. */
export const PROVABLE = PROFILE_VALUES.filter(({ id }) =>
  DOCUMENTS.some(({ proves }) => proves.includes(id)),
).map(({ id }) => ({ id, label: labelAtDesk(id) }))

export const documentOf = (id: string): Document =>
  [...DOCUMENTS, NO_DOCUMENT].find((document) => document.id === id) ?? NO_DOCUMENT

/** An identity document proves; without one, the person said so. */
export const levelOf = ({ id }: Document): Level => (id === NO_DOCUMENT.id ? 'declared' : 'proved')

/** Where a value written at the desk comes from. */
export const deskValue = (personId: number, recordedBy: number, { label: proof }: Document) =>
  ({ personId, source: 'desk', recordedBy, proof }) as const
