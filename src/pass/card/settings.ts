// What an authority chooses of the cards that it makes.
import { z } from 'zod'
import { setting } from '#platform/house/settings.ts'

export const CARD_VALUES = setting({
  key: 'pass.card_values',
  label: 'Carte du pass perdue ou remplacée\u00a0: ce que gardent les partenaires',
  hint: 'La carte elle-même ne s’ouvre plus dans les deux cas, et les droits restent.',
  levels: ['metropolis', 'commune'],
  control: [
    ['changent', 'La personne leur est nouvelle\u00a0: tous ses numéros changent'],
    ['restent', 'Ils la connaissent par les mêmes numéros sur ses autres supports'],
  ],
  type: z.enum(['changent', 'restent'], 'Choisissez l’un des deux.'),
  otherwise: 'changent',
})
