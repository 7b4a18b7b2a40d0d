// Under which family agents read a source: the question that its forms share.
import { field } from '#platform/screens/field.ts'
import { z } from 'zod'
import { FAMILIES, type Family } from './words.ts'

export const NO_FAMILY = 'aucune'

const isFamily = (typed: string): typed is Family => Object.hasOwn(FAMILIES, typed)

export const family = field({
  label: 'Sur l’accueil des agents',
  hint: 'L’onglet sous lequel les agents de votre collectivité en lisent les titres.',
  control: { list: [[NO_FAMILY, 'Non, pour qui publie seulement'], ...Object.entries(FAMILIES)] },
  medium: true,
  type: z.string().transform((typed): Family | null => (isFamily(typed) ? typed : null)),
})
