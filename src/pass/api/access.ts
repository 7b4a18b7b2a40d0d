// What programs of partners may ask: those with a key of the partner, for that scope.
import type { AccessTable } from '#platform/access.ts'
import { ofPartner } from '../record/access.ts'

export const apiAccess = {
  'passcall.products': ofPartner.by('products'),
  'passcall.places': ofPartner.by('places'),
  'passcall.doors': ofPartner.by('doors'),
  'passcall.uses': ofPartner.by('uses'),
  'passcall.settlements': ofPartner.by('settlements'),
  'passcall.events': ofPartner.by('events'),
} satisfies AccessTable
