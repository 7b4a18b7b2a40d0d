// What agreements open of the account to an authority: its sites sign people in.
import { feature } from '#platform/house/feature.ts'

export const SITES = feature({
  id: 'identity.sites',
  label: 'Compte et connexion',
  gives: 'Les sites de la commune reconnaissent les habitants par leur compte.',
})
