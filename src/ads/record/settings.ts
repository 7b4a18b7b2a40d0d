// What an authority chooses about its classified ads: their categories.
import { setting } from '#platform/house/settings.ts'
import { z } from 'zod'

const MOST = 12

export const CATEGORIES = setting({
  key: 'ads.categories',
  label: 'Rubriques des petites annonces',
  hint: 'Une par ligne\u00a0: elles sont proposées à vos agents.',
  levels: ['metropolis', 'commune'],
  control: 'text',
  type: z
    .string()
    .transform((text) =>
      [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== ''),
    )
    .refine((list) => list.length > 0 && list.length <= MOST, `Écrivez d’une à ${MOST} rubriques.`)
    .refine(
      (list) => list.every((line) => line.length > 1 && line.length <= 40),
      'Une rubrique compte de 2 à 40 caractères.',
    ),
  otherwise: 'Ventes\nDons\nTrajets\nRecherches\nLocations',
})
