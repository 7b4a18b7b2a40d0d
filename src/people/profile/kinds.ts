// The words of a profile: which values there are, who says them, and how sure they are.

/** Who says so: the person, FranceConnect, an agent who saw a document. */
export type Source = 'declared' | 'franceconnect' | 'desk'

/** How sure it is, the least first: said, read on a document at a desk, read in the civil register. */
export type Level = 'declared' | 'proved' | 'certified'

export type ProfileValueId =
  | 'given_name'
  | 'family_name'
  | 'birthdate'
  | 'gender'
  | 'birthplace'
  | 'birthcountry'
  | 'phone'
  | 'address'
  | 'commune'

export interface NewValue {
  personId: number
  valueId: ProfileValueId
  value: string
  source: Source
  level: Level
  /** After it, the value is shown with its date and proves nothing. */
  expiresAt?: Date | null
  /** For the desk: the agent who saw the document, and which (« carte d’identité »). Both, or neither. */
  recordedBy?: number | null
  proof?: string | null
}
