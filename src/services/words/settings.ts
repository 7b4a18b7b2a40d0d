// What town halls choose about services.
import { z } from 'zod'
import type { Read } from '#platform/db/db.ts'
import { setting } from '#platform/house/settings.ts'
import { day } from '#platform/screens/field.ts'
import { longDate } from '#platform/ui/french.ts'
import { valueOf } from '#settings'
import { localDay, territory } from '#territory'

export const PAGE_NOTE = setting({
  key: 'services.page_note',
  label: 'À savoir avant de commencer',
  hint: 'En haut de la page d’une démarche, pour les habitants de la commune\u00a0: une fermeture, un délai inhabituel. Vide\u00a0: rien.',
  levels: ['metropolis', 'commune', 'service'],
  control: 'text',
  type: z.string().trim().max(400, 'Écrivez 400 caractères au plus\u00a0: on lit cela sur un téléphone.'),
  otherwise: '',
})

const LONGEST = 400

export const OFFERED = setting({
  key: 'services.offered',
  label: 'Proposée dans la commune',
  hint: 'Une démarche qui n’est pas proposée sort des listes de la commune, et sa page le dit. Les agents peuvent toujours enregistrer une demande.',
  levels: ['service'],
  control: [
    ['oui', 'Oui'],
    ['non', 'Non'],
  ],
  type: z.enum(['oui', 'non'], 'Choisissez oui ou non.').transform((typed) => typed === 'oui'),
  otherwise: 'oui',
})

/** « Il vaut dès maintenant » is true of no suspension whose last day is past. */
async function pastDay(tx: Read, until: string): Promise<string | null> {
  const read = day.safeParse(until)
  if (!read.success) return null
  const { zone } = await territory(tx)
  return read.data < localDay(tx.now, zone) ? `${longDate(read.data)} est passé` : null
}

export const SUSPENDED = setting({
  key: 'services.suspended',
  label: 'Démarche suspendue',
  hint: 'Ce que les habitants de la commune lisent à la place du bouton\u00a0: pourquoi, et que faire d’ici là. Vide\u00a0: la démarche est ouverte. Les agents peuvent toujours enregistrer une demande.',
  levels: ['service'],
  control: 'text',
  type: z.string().trim().max(LONGEST, `Écrivez ${LONGEST} caractères au plus.`),
  otherwise: '',
  async refuse(tx, where, typed) {
    const until = typed === null || typed === '' ? '' : await valueOf(tx, SUSPENDED_UNTIL, where)
    const past = await pastDay(tx, until)
    return past === null
      ? null
      : `Rien ne serait suspendu\u00a0: le dernier jour de la suspension, ${past}. Changez-le d’abord, ou videz-le.`
  },
})

export const SUSPENDED_UNTIL = setting({
  key: 'services.suspended_until',
  label: 'Dernier jour de la suspension',
  hint: 'Par exemple 01/01/2027\u00a0: la démarche rouvre d’elle-même le lendemain. Vide\u00a0: quand le message est retiré.',
  levels: ['service'],
  control: 'line',
  medium: true,
  type: z.literal('').or(day),
  otherwise: '',
  async refuse(tx, _where, typed) {
    const past = await pastDay(tx, typed ?? '')
    return past === null
      ? null
      : `Rien ne serait suspendu\u00a0: le ${past}. Écrivez aujourd’hui ou un jour à venir, ou videz le champ.`
  },
})

export const OWN_SITE = setting({
  key: 'services.own_site',
  label: 'Le site de la commune pour cette démarche',
  hint: 'Une adresse en https\u00a0: les habitants de la commune y sont menés, au lieu du formulaire d’ici. Vide\u00a0: le formulaire d’ici.',
  levels: ['service'],
  control: 'line',
  type: z.literal('').or(z.url({ protocol: /^https$/, error: 'Une adresse commence par https://.' })),
  otherwise: '',
})
