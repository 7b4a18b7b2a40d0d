// The values a site may ask for: what people are shown, and the claims of OpenID Connect they stand for (Core 5.1, 5.4).
// A derived answer says yes or no and never the value it is made from.

export type ValueId =
  | 'name'
  | 'email'
  | 'phone'
  | 'commune'
  | 'given_name'
  | 'family_name'
  | 'birthdate'
  | 'gender'
  | 'address'
  | 'is_adult'
  | 'lives_in_commune'

export interface SharedValue {
  id: ValueId
  label: string
  /** The same to whoever administers a site, where the label speaks to the person. */
  asked?: string
  /** The scope that asks for it: one for each, so that each is asked and given alone. */
  scope: string
  claims: readonly string[]
  /** For a derived answer: what the site does not learn, in a sentence for the person. */
  instead?: string
  /** A new site may ask for it unless its registration says otherwise. */
  isUsual?: true
}

export const VALUES: readonly SharedValue[] = [
  { id: 'name', label: 'Prénom et nom', scope: 'profile', claims: ['name'], isUsual: true },
  {
    id: 'email',
    label: 'Adresse e-mail',
    scope: 'email',
    claims: ['email', 'email_verified'],
    isUsual: true,
  },
  {
    id: 'phone',
    label: 'Numéro de téléphone',
    scope: 'phone',
    claims: ['phone_number', 'phone_number_verified'],
    isUsual: true,
  },
  {
    id: 'commune',
    label: 'Commune où vous habitez',
    asked: 'Commune où la personne habite',
    scope: 'address',
    claims: ['address'],
    isUsual: true,
  },
  {
    id: 'lives_in_commune',
    label: 'Habiter la commune du site (oui ou non)',
    scope: 'resident',
    claims: ['lives_in_commune'],
    instead: 'Ni votre adresse ni votre commune ne sont transmises.',
    isUsual: true,
  },
  {
    id: 'is_adult',
    label: 'Avoir 18\u00a0ans ou plus (oui ou non)',
    scope: 'age_over_18',
    claims: ['is_adult'],
    instead: 'Votre date de naissance n’est pas transmise.',
    isUsual: true,
  },
  { id: 'given_name', label: 'Prénoms', scope: 'given_name', claims: ['given_name'] },
  { id: 'family_name', label: 'Nom de naissance', scope: 'family_name', claims: ['family_name'] },
  { id: 'birthdate', label: 'Date de naissance', scope: 'birthdate', claims: ['birthdate'] },
  { id: 'gender', label: 'Sexe à l’état civil', scope: 'gender', claims: ['gender'] },
  { id: 'address', label: 'Adresse complète', scope: 'postal_address', claims: ['postal_address'] },
]

export const VALUE_IDS = VALUES.map(({ id }) => id)

/** What a site may ask when its registration names nothing. */
export const USUAL_IDS = VALUES.filter(({ isUsual }) => isUsual).map(({ id }) => id)

/** The claim that says where the others come from; given with them, for nothing more than them. */
export const PROVENANCE = 'provenance'

/** Scopes and claims, as the engine wants them. */
export const SCOPE_CLAIMS: Record<string, string[]> = Object.fromEntries(
  VALUES.map(({ scope, claims }) => [scope, [...claims, PROVENANCE]]),
)

export const claimsOf = (ids: readonly string[]): string[] =>
  VALUES.filter(({ id }) => ids.includes(id)).flatMap(({ claims }) => claims)

/** The values that scopes and single claims ask for. */
export function valuesAsked(scopes: readonly string[], claims: readonly string[]): SharedValue[] {
  return VALUES.filter(
    (value) => scopes.includes(value.scope) || value.claims.some((claim) => claims.includes(claim)),
  )
}

/** The label on the screens of whoever administers a site. */
export const askedLabel = (id: string): string =>
  VALUES.find((value) => value.id === id)?.asked ?? labelOf(id)

export const labelOf = (id: string): string => VALUES.find((value) => value.id === id)?.label ?? id
