// What town halls choose about requests.
import { z } from 'zod'
import type { Read } from '#platform/db/db.ts'
import { setting } from '#platform/house/settings.ts'
import { valueOf } from '#settings'
import type { RequestRow } from '../record/queries.ts'

export const RECEIPT_NOTE = setting({
  key: 'requests.receipt_note',
  label: 'Un mot dans l’accusé de réception',
  hint: 'Ajouté au courriel et à la page qui confirment l’envoi\u00a0: un conseil, un numéro d’urgence. Vide\u00a0: rien n’est ajouté.',
  levels: ['metropolis', 'commune', 'unit', 'service'],
  control: 'text',
  type: z.string().trim().max(600, 'Écrivez 600 caractères au plus\u00a0: c’est un mot dans un courriel.'),
  otherwise: '',
})

export const ASKS_RATING = setting({
  key: 'requests.asks_rating',
  label: 'Demander un avis une fois la demande close',
  hint: 'Les avis font les chiffres de satisfaction du tableau de bord.',
  levels: ['metropolis', 'commune', 'unit', 'service'],
  control: [
    ['oui', 'Oui'],
    ['non', 'Non'],
  ],
  type: z.enum(['oui', 'non'], 'Choisissez oui ou non.').transform((typed) => typed === 'oui'),
  otherwise: 'oui',
})

/** What the town hall in charge of that request has chosen. */
export const chosenOf = <T>(
  tx: Read,
  request: RequestRow,
  asked: ReturnType<typeof setting<T>>,
): Promise<T> =>
  valueOf(tx, asked, {
    authorityId: request.authorityId,
    unitId: request.unitId,
    serviceSlug: request.serviceSlug,
  })
