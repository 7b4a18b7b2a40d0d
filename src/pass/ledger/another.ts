// An entry keeps the class that it was had in: entries of two classes are not put together.
import type { Read } from '#platform/db/db.ts'
import { plural } from '#platform/ui/french.ts'
import { entitlementsOf, type NewEntitlement } from '../record/entitlements.ts'
import { euros } from './words.ts'

/** What is left of a product in another class than the one that would be given, in words. Null: nothing. */
export async function leftInAnother(
  tx: Read,
  { passId, product, class: name, since }: Pick<NewEntitlement, 'passId' | 'product' | 'class' | 'since'>,
): Promise<string | null> {
  const left = (await entitlementsOf(tx, passId, since)).find(
    (one) => one.productId === product.id && one.class !== name && (one.remaining ?? 0) > 0,
  )
  if (left?.remaining == null) return null
  const much = left.kind === 'credit' ? euros(left.remaining) : plural(left.remaining, 'entrée', 'entrées')
  return `Il reste ${much} à un autre tarif (${left.label})\u00a0: cela garde son tarif. On en ajoute au même, ou une fois que tout est utilisé.`
}
