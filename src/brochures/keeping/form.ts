// What is asked of a brochure: what it says, for whom, how many copies an order and a commune may have.
import { PUBLIC } from '#audiences'
import { pictureChoices } from '#media'
import type { Read } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import type { Values } from '#platform/http/route.ts'
import { type Choice, dayOrNone, field, lineOf, whole } from '#platform/screens/field.ts'
import { formOf, type ReadFields } from '#platform/screens/form.ts'
import { addressee, audienceChoices } from '#publishing'
import { z } from 'zod'
import type { Brochure, Said } from '../record/queries.ts'
import { EACH, isEach } from '../record/words.ts'

const eachChoices: readonly Choice[] = Object.entries(EACH)
const MOST_LANGUAGES = 12

const fields = {
  title: field({
    label: 'Titre',
    control: 'line',
    type: lineOf(120).refine((text) => text.length > 2, 'Écrivez le titre de la brochure.'),
  }),
  abstract: field({
    label: 'Résumé',
    hint: 'Ce qu’elle explique, et à qui la donner.',
    control: 'text',
    rows: 4,
    type: lineOf(1200).refine((text) => text.length > 9, 'Résumez-la en une ou deux phrases.'),
  }),
  languages: field({
    label: 'Langues',
    hint: 'Séparées par des virgules\u00a0: français, anglais, facile à lire.',
    control: 'line',
    type: lineOf(300)
      .transform((text) => [
        ...new Set(text.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]))),
      ])
      .refine((list) => list.length > 0, 'Dites en quelle langue elle est.')
      .refine((list) => list.length <= MOST_LANGUAGES, `Écrivez ${MOST_LANGUAGES} langues au plus.`),
  }),
  picture: field({
    label: 'Couverture',
    hint: 'Une image de la médiathèque.',
    optional: true,
    control: { list: [] },
    medium: true,
    type: z.string(),
  }),
  audience: field({
    label: 'Pour qui',
    hint: 'Eux seuls la voient, parmi les élus, leurs collaborateurs et les agents.',
    control: { list: [] },
    medium: true,
    type: z.string().min(1, 'Choisissez pour qui.'),
  }),
  least: field({ label: 'Au moins, par commande', control: 'line', medium: true, type: whole(1, 10_000) }),
  most: field({ label: 'Au plus, par commande', control: 'line', medium: true, type: whole(1, 10_000) }),
  quota: field({
    label: 'Quota de chaque commune',
    hint: 'Vide\u00a0: autant qu’il en reste.',
    optional: true,
    control: 'line',
    medium: true,
    type: z
      .string()
      .trim()
      .transform((typed) => (typed === '' ? null : typed))
      .pipe(whole(1, 100_000).nullable()),
  }),
  each: field({
    label: 'Ce quota vaut',
    control: { list: eachChoices },
    medium: true,
    type: z.string().refine(isEach, 'Choisissez dans la liste.'),
  }),
  low: field({
    label: 'Prévenir à partir de',
    hint: 'Exemplaires restants\u00a0: de quoi réimprimer à temps.',
    control: 'line',
    medium: true,
    type: whole(0, 100_000),
  }),
  withdrawn: field({
    label: 'Retirée le',
    hint: 'À partir de ce jour, plus personne ne la voit.',
    optional: true,
    control: 'day',
    medium: true,
    type: dayOrNone,
  }),
}

export const changeForm = formOf(fields)

export const newForm = formOf({
  authority: field({
    label: 'Collectivité',
    control: { list: [] },
    type: z.string().min(1, 'Choisissez la collectivité.'),
  }),
  ...fields,
})

export type Typed = ReadFields<typeof fields>

/** What stands there in a new one. */
export const NEW: Values = {
  languages: 'français',
  audience: String(PUBLIC),
  ...{ least: '10', most: '100', quota: '200', each: 'quarter', low: '100' },
}

export const typedOf = (kept: Brochure): Values => ({
  ...{ title: kept.title, abstract: kept.abstract, picture: kept.picture ?? '' },
  ...{ languages: kept.languages.join(', '), audience: String(kept.audienceId) },
  ...{ least: String(kept.least), most: String(kept.most), low: String(kept.lowAt) },
  ...{ quota: kept.quota === null ? '' : String(kept.quota), each: kept.quotaEach },
  withdrawn: kept.withdrawnOn ?? '',
})

const pictures = async (tx: Read, authorityId: number | null, kept: string | null): Promise<Choice[]> => {
  const offered = authorityId === null ? [] : await pictureChoices(tx, authorityId)
  const own: Choice[] =
    kept === null || offered.some(([key]) => key === kept) ? [] : [[kept, 'Celle d’aujourd’hui']]
  return [['', 'Aucune'], ...offered.map(([key, name]): Choice => [key, name]), ...own]
}

/** What its lists hold, for that authority, or for any of one’s own. */
export const choicesFor = async (tx: Read, authorityId: number, kept: string | null) => ({
  audience: await audienceChoices(tx, authorityId),
  picture: await pictures(tx, authorityId, kept),
})

/** What is said of it once it is read again. @throws BadInput */
export async function saidOf(tx: Read, typed: Typed, authorityId: number, kept?: Brochure): Promise<Said> {
  const { title, abstract, languages, least, most, quota, each, low, withdrawn } = typed
  if (least > most)
    throw new BadInput([{ field: 'most', message: 'Le plus grand nombre vient avant le plus petit.' }])
  if (quota !== null && quota < least)
    throw new BadInput([
      {
        field: 'quota',
        message: 'Ce quota est plus petit que la plus petite commande\u00a0: personne ne pourrait commander.',
      },
    ])
  const offered = await pictures(tx, authorityId, kept?.picture ?? null)
  if (!offered.some(([key]) => key === typed.picture))
    throw new BadInput([{ field: 'picture', message: 'Choisissez une image de la liste.' }])
  const audience = await addressee(tx, typed.audience, authorityId, kept)
  return {
    ...{ title, abstract, languages, least, most, quota, lowAt: low, withdrawnOn: withdrawn },
    ...{ audienceId: audience.id, picture: typed.picture === '' ? null : typed.picture },
    quotaEach: isEach(each) ? each : 'year',
  }
}
