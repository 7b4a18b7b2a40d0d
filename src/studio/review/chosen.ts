// What an authority chooses of its forms.
import { setting } from '#platform/house/settings.ts'
import { z } from 'zod'

export const REVIEWED = setting({
  key: 'studio.reviewed',
  label: 'Faire relire un formulaire avant de le publier',
  hint: 'Une deuxième personne qui administre la collectivité lit ce qui change, et l’approuve ou le renvoie. Personne n’approuve ce qu’il a écrit.',
  levels: ['metropolis', 'commune'],
  control: [
    ['non', 'Non\u00a0: qui l’écrit le publie'],
    ['oui', 'Oui'],
  ],
  type: z.enum(['oui', 'non'], 'Choisissez oui ou non.').transform((typed) => typed === 'oui'),
  otherwise: 'non',
})
