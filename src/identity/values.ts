// The values a site may ask for: what people are shown, and the claims of OpenID Connect they stand for (Core 5.1, 5.4).

export type ValueId = 'name' | 'email' | 'phone' | 'commune'

export interface SharedValue {
  id: ValueId
  label: string
  /** The scope that asks for it. */
  scope: string
  claims: readonly string[]
}

export const VALUES: readonly SharedValue[] = [
  { id: 'name', label: 'Prénom et nom', scope: 'profile', claims: ['name'] },
  { id: 'email', label: 'Adresse e-mail', scope: 'email', claims: ['email', 'email_verified'] },
  {
    id: 'phone',
    label: 'Numéro de téléphone',
    scope: 'phone',
    claims: ['phone_number', 'phone_number_verified'],
  },
  { id: 'commune', label: 'Commune où vous habitez', scope: 'address', claims: ['address'] },
]

export const VALUE_IDS = VALUES.map(({ id }) => id)

/** Scopes and claims, as the engine wants them. */
export const SCOPE_CLAIMS: Record<string, string[]> = Object.fromEntries(
  VALUES.map(({ scope, claims }) => [scope, [...claims]]),
)

export const claimsOf = (ids: readonly string[]): string[] =>
  VALUES.filter(({ id }) => ids.includes(id)).flatMap(({ claims }) => claims)

/** The values that scopes and single claims ask for. */
export function valuesAsked(scopes: readonly string[], claims: readonly string[]): SharedValue[] {
  return VALUES.filter(
    (value) => scopes.includes(value.scope) || value.claims.some((claim) => claims.includes(claim)),
  )
}

export const labelOf = (id: string): string => VALUES.find((value) => value.id === id)?.label ?? id
