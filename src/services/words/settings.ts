// What town halls choose about services.
import { z } from 'zod'
import { setting } from '#platform/house/settings.ts'

export const PAGE_NOTE = setting({
  key: 'services.page_note',
  label: 'À savoir avant de commencer',
  hint: 'En haut de la page d’une démarche, pour les habitants de la commune\u00a0: une fermeture, un délai inhabituel. Vide\u00a0: rien.',
  levels: ['metropolis', 'commune', 'service'],
  control: 'text',
  type: z.string().trim().max(400, 'Écrivez 400 caractères au plus\u00a0: on lit cela sur un téléphone.'),
  otherwise: '',
})
