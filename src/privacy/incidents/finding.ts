// The form that closes an access that somebody did not recognise.
import { z } from 'zod'
import { field } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'

export const finding = formOf({
  constat: field({
    label: 'Ce que vous avez trouvé',
    hint: 'La personne le lit tel quel. Ne nommez pas l’agent.',
    control: 'text',
    type: z
      .string()
      .trim()
      .min(20, 'Dites en une phrase au moins ce que vous avez trouvé\u00a0: la personne la lira.')
      .max(2000, 'Deux mille caractères au plus.'),
  }),
})
