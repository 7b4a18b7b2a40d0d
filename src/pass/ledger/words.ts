// Words of what is held and moved.
import { plural } from '#platform/ui/french.ts'
import type { Entitlement } from '../record/entitlements.ts'

const euro = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' })
/** « 15,00 € » */
export const euros = (cents: number): string => euro.format(cents / 100)

/** « 6 entrées » of what is left; '' where nothing is counted. */
export function leftText({ kind, remaining }: Pick<Entitlement, 'kind' | 'remaining'>): string {
  if (remaining === null) return ''
  return kind === 'credit' ? euros(remaining) : plural(remaining, 'entrée', 'entrées')
}

export const MEANS = { cash: 'Espèces', card: 'Carte bancaire', cheque: 'Chèque' } as const
