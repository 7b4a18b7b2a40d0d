// Where the payslip is: a content that the authority wrote, which it names for its kiosks. Nothing of anybody’s pay is shown there.
import { readableContent } from '#publishing'
import { valueOf } from '#settings'
import type { Read } from '#platform/db/db.ts'
import { setting } from '#platform/house/settings.ts'
import { z } from 'zod'

/** « /contenus/73 » or « 73 » */
const ADDRESS = /^(?:\/contenus\/)?([1-9]\d{0,8})$/
const numberIn = (typed: string): number => Number(ADDRESS.exec(typed)?.[1] ?? 0)

export const PAY = setting({
  key: 'kiosk.text_pay',
  label: 'Ma paie, aux bornes',
  hint: 'La page qui dit où trouver son bulletin de paie, par son adresse\u00a0: /contenus/ puis son numéro. Vide, les bornes n’en disent rien. Aucun montant n’y est montré.',
  levels: ['metropolis', 'commune'],
  control: 'line',
  type: z
    .string()
    .trim()
    .refine(
      (typed) => typed === '' || ADDRESS.test(typed),
      'Écrivez l’adresse de la page, comme /contenus/73, ou laissez vide.',
    )
    .transform(numberIn),
  otherwise: '',
  refuse: async (tx, _where, typed) =>
    typed === null || typed.trim() === '' || (await readableContent(tx, numberIn(typed.trim()))) !== undefined
      ? null
      : 'Aucune page en ligne n’a cette adresse, ou vous ne la lisez pas\u00a0: recopiez-la de sa page.',
})

/** Its number, as far as whoever is there reads it; null otherwise. */
export async function payPage(tx: Read, authorityId: number): Promise<number | null> {
  const id = await valueOf(tx, PAY, { authorityId, unitId: null, serviceSlug: null })
  return id > 0 && (await readableContent(tx, id)) !== undefined ? id : null
}
