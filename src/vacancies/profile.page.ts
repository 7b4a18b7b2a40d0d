// GET and POST /intranet/emplois/profil: what an agent looks for. They alone read it; emptied, it is forgotten.
import type { Read } from '#platform/db/db.ts'
import { html } from '#platform/html.ts'
import { redirect, type Route, type Values } from '#platform/http/route.ts'
import { type Choice, field, several } from '#platform/screens/field.ts'
import { formOf, formRoutes } from '#platform/screens/form.ts'
import { intranetFrame } from '#territory'
import { z } from 'zod'
import { HERE, NEAR, PROFILE } from './record/where.ts'
import { dropProfile, keepProfile, ownProfile } from './record/queries.ts'
import { BRANCHES, CATEGORIES, isBranch, isCategory, type Profile } from './record/words.ts'

const MOST = 8
const MOST_EACH = 60
const typedList = z
  .string()
  .transform((text) => [...new Set(text.split(',').map((one) => one.trim().replaceAll(/\s+/g, ' ')))])
  .transform((list) => list.filter((one) => one !== ''))
  .refine((list) => list.length <= MOST, `Écrivez-en ${MOST} au plus.`)
  .refine(
    (list) => list.every((one) => one.length <= MOST_EACH),
    `${MOST_EACH} caractères au plus pour chacun.`,
  )
  .refine(
    (list) => list.every((one) => /[\p{L}\p{N}]/u.test(one)),
    'Écrivez des mots, séparés par des virgules.',
  )

const form = formOf({
  categories: field({
    label: 'Catégories',
    optional: true,
    control: { several: CATEGORIES.map((one): Choice => [one, `Catégorie ${one}`]) },
    type: several.transform((list) => list.filter(isCategory)),
  }),
  branches: field({
    label: 'Filières',
    optional: true,
    control: { several: Object.entries(BRANCHES).map(([value, label]): Choice => [value, label]) },
    type: several.transform((list) => list.filter(isBranch)),
  }),
  places: field({
    label: 'Lieux',
    hint: 'Séparés par des virgules\u00a0: une commune, un quartier.',
    optional: true,
    control: 'line',
    type: typedList,
  }),
  words: field({
    label: 'Métiers et souhaits',
    hint: 'Séparés par des virgules\u00a0: voirie, accessibilité, encadrement.',
    optional: true,
    control: 'line',
    type: typedList,
  }),
  alerts: field({
    label: 'Alertes',
    optional: true,
    control: {
      several: [
        ['oui', 'Me prévenir des nouvelles offres qui ont 4 points sur 5, une fois par jour au plus'],
      ],
    },
    type: several.transform((list) => list.includes('oui')),
  }),
})

const typedOf = ({ categories, branches, places, words, alerts }: Profile): Values => ({
  ...{
    categories: [...categories],
    branches: [...branches],
    places: places.join(', '),
    words: words.join(', '),
  },
  alerts: alerts ? ['oui'] : [],
})

const isEmpty = ({ categories, branches, places, words }: Profile): boolean =>
  [categories, branches, places, words].every((list) => list.length === 0)

export const profileRoutes: Route[] = formRoutes(
  {
    at: PROFILE,
    ...{ face: 'agent', action: 'vacancy.seek', title: 'Mon profil d’emploi', form, button: 'Enregistrer' },
    back: { href: HERE, label: 'Toutes les offres' },
    async shown(tx: Read) {
      const kept = await ownProfile(tx)
      return {
        typed: kept === undefined ? { alerts: ['oui'] } : typedOf(kept),
        intro: html`<p class="reading">Vous seul le voyez. Ni votre responsable ni le recrutement ne savent ce que vous cherchez. Pour l’effacer, videz-le et enregistrez.</p>`,
      }
    },
    async act(tx, typed) {
      if (isEmpty(typed)) {
        await dropProfile(tx)
        return redirect(HERE, 'Votre profil est effacé.')
      }
      await keepProfile(tx, typed)
      return redirect(
        NEAR,
        'Votre profil est enregistré\u00a0: les offres qui lui ressemblent viennent d’abord.',
      )
    },
  },
  intranetFrame,
)
