// What is of one commune: its forms bear its code, and are asked by its own services alone. Pure.
import type { FormDefinition } from '#forms'
import { of } from '#platform/french/noun.ts'
import type { Problem } from '#platform/house/definition.ts'
import { quoted, someOf } from '#platform/ui/french.ts'
import { authorityNoun, type Territory } from '#territory'
import type { ServiceDefinition } from '../words/definition.ts'

/** « de la Ville de Bron » */
const ofCommune = (place: Territory, code: string): string => {
  const town = communeOf(place, code)
  return town === undefined ? `de la commune ${code}` : of(authorityNoun(town))
}

const communeOf = (place: Territory, code: string) =>
  place.authorities.find((one) => one.level === 'commune' && one.code === code)

/** Why a form is not its commune’s to publish. */
export function ownedProblems(
  { id, owner }: Pick<FormDefinition, 'id' | 'owner'>,
  services: readonly ServiceDefinition[],
  place: Territory,
): Problem[] {
  if (owner === undefined)
    return place.authorities.some(({ level, code }) => level === 'commune' && id.startsWith(`${code}-`))
      ? [{ sentence: 'l’identifiant d’un formulaire commun ne commence pas par le code d’une commune.' }]
      : []
  if (communeOf(place, owner) === undefined)
    return [{ sentence: `l’autorité ${quoted(owner)} n’est pas une commune du territoire.` }]
  const misnamed = id.startsWith(`${owner}-`)
    ? []
    : [{ sentence: `l’identifiant d’un formulaire ${ofCommune(place, owner)} commence par ${owner}-.` }]
  const others = services.filter(({ form, commune }) => form === id && commune !== owner)
  return others.length === 0
    ? misnamed
    : [
        ...misnamed,
        {
          sentence: `Ce formulaire est ${ofCommune(place, owner)}\u00a0: seules ses démarches le demandent, et non ${someOf(others.map(({ title }) => quoted(title)))}.`,
        },
      ]
}

/** Why a service does not ask that form. */
export function notItsForm(
  { commune }: ServiceDefinition,
  form: FormDefinition | undefined,
  place: Territory,
): Problem[] {
  if (form?.owner === undefined || form.owner === commune) return []
  return [
    {
      at: 'form',
      sentence: `le formulaire ${quoted(form.title)} est ${ofCommune(place, form.owner)}\u00a0: seules ses démarches le demandent.`,
    },
  ]
}
