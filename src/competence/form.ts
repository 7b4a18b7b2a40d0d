// The form of a rule, and what it says of one.
import { z } from 'zod'
import type { Values } from '#platform/http/route.ts'
import { type Choice, field, lineOf } from '#platform/screens/field.ts'
import { formOf, type ReadFields } from '#platform/screens/form.ts'
import { capital } from '#platform/ui/french.ts'
import { type CompetenceRule, type Ground, PLACE_KINDS, placeKindPhrase, type RuleText } from '#services'
import type { Authority, Territory } from '#territory'

const day = z.iso.date('Indiquez le jour.')
const PLACES = /\{(?:commune|authority)\}/g

const because = z
  .string()
  .trim()
  .min(1, 'Écrivez la phrase que l’habitant lira.')
  .max(300, 'Écrivez 300 caractères au plus.')
  .refine(
    (text) => !/[{}]/.test(text.replace(PLACES, '')),
    'Seules {commune} et {authority} sont remplacées\u00a0: retirez les autres accolades, l’habitant les lirait.',
  )

export const RULE = formOf({
  commune: field({ label: 'Commune', control: { list: [] }, type: z.string(), medium: true }),
  lieu: field({ label: 'Genre de lieu', control: { list: [] }, type: z.string(), medium: true }),
  repond: field({
    label: 'Qui répond',
    control: [
      ['metropolis', 'La métropole'],
      ['commune', 'La commune du lieu'],
    ],
    // A town says its own: it is not asked.
    type: z.enum(['metropolis', 'commune', ''], 'Choisissez qui répond.'),
  }),
  fonction: field({
    label: 'Fonction du service',
    hint: 'Le service qui remplit cette fonction à cet endroit reçoit les demandes.',
    control: { list: [] },
    type: z.string().min(1, 'Choisissez la fonction.'),
    medium: true,
  }),
  du: field({ label: 'À partir du', control: 'day', type: day, medium: true }),
  au: field({
    label: 'Jusqu’au',
    hint: 'Dernier jour. Vide\u00a0: sans fin.',
    optional: true,
    control: 'day',
    type: day.or(z.literal('')),
    medium: true,
  }),
  fondement: field({
    label: 'Texte de référence',
    hint: 'Pour l’agent\u00a0: la loi, la convention et son article.',
    control: 'line',
    type: lineOf(300).pipe(z.string().min(1, 'Dites sur quoi la règle se fonde.')),
  }),
  phrase: field({
    label: 'Ce que lit l’habitant',
    hint: '{commune} et {authority} sont remplacées par leur nom, avec l’article qui convient\u00a0: «\u00a0à {commune}\u00a0», «\u00a0de {authority}\u00a0».',
    control: 'text',
    rows: 2,
    type: because,
  }),
})

/** The form that ends a rule. */
export const END = formOf({
  au: field({
    label: 'Dernier jour',
    hint: 'La règle décide encore ce jour-là.',
    control: 'day',
    type: day,
    medium: true,
  }),
})

/** The form that takes one away asks nothing. */
export const REMOVE = formOf({})

/** The rule that is typed, on that subject. */
export const readRule = (
  { commune, lieu, repond, fonction, du, au, fondement, phrase }: ReadFields<(typeof RULE)['fields']>,
  category: string,
): RuleText => ({
  category,
  ...(commune !== '' && { commune }),
  ...(lieu !== '' && { placeKind: lieu }),
  answers: repond === '' ? 'commune' : repond,
  function: fonction,
  from: du,
  ...(au !== '' && { to: au }),
  basis: fondement,
  because: phrase,
})

/** A rule as its form shows it. */
export const typedOf = (rule: Omit<CompetenceRule, 'id' | 'category'>): Values => ({
  commune: rule.commune ?? '',
  lieu: rule.placeKind ?? '',
  repond: rule.answers,
  fonction: rule.function,
  du: rule.from,
  au: rule.to ?? '',
  fondement: rule.basis,
  phrase: rule.because,
})

const inFrench = new Intl.Collator('fr')
const byLabel = ([, a]: Choice, [, b]: Choice) => inFrench.compare(a, b)

/** What its lists hold for whoever writes: towns see their own communes, and the functions of communes. */
export function choicesOf(
  { place, rules }: Ground,
  towns: readonly Authority[] | null,
): Record<string, Choice[]> {
  const communes: Choice[] = place.communes
    .filter(({ authorityId }) => towns === null || towns.some(({ id }) => id === authorityId))
    .map(({ code, name }) => [code, name])
  const kinds = new Set([...Object.keys(PLACE_KINDS), ...rules.flatMap(({ placeKind }) => placeKind ?? [])])
  return {
    commune: towns === null ? [['', 'Toutes les communes'], ...communes] : communes,
    lieu: [
      ['', 'Tous les genres de lieu'],
      ...[...kinds].map((kind): Choice => [kind, capital(placeKindPhrase(kind))]),
    ],
    fonction: functionsOf(place, towns),
  }
}

function functionsOf(place: Territory, towns: readonly Authority[] | null): Choice[] {
  const authorities = towns ?? place.authorities
  const filled = new Set(
    authorities.flatMap(({ id }) => place.unitsOf(id).flatMap(({ functions }) => functions)),
  )
  const named = [...filled].map((fn): Choice => [fn, place.functionName(fn)]).toSorted(byLabel)
  return [['', 'Choisissez'], ...named]
}
