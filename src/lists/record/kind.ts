// Reference lists as a kind of definition: what one is made of, what keeps it back, how its versions are compared.
import { definitionKind } from '#platform/house/definition.ts'
import { territory } from '#territory'
import { listSchema, type ReferenceList, tableFaults } from './definition.ts'

export const REFERENCE = definitionKind<ReferenceList>({
  kind: 'reference',
  one: 'liste de référence',
  isFeminine: true,
  schema: listSchema,
  idOf: ({ id }) => id,
  folder: 'references',
  async refuse(list, ground) {
    const place = await ground.once('territory', territory)
    const unknown = place.authorityByCode(list.authority) === undefined
    return [
      ...(unknown ? [{ at: 'authority', sentence: 'Cette collectivité n’est pas du territoire.' }] : []),
      ...(list.address === undefined ? tableFaults(list).map((sentence) => ({ at: 'rows', sentence })) : []),
    ]
  },
  parts: {
    title: 'le nom',
    authority: 'la collectivité',
    columns: 'les autres colonnes',
    rows: {
      one: 'ligne',
      isFeminine: true,
      id: 'value',
      title: 'label',
      parts: { value: 'la valeur', label: 'l’intitulé', more: 'les autres cases' },
    },
    address: {
      parts: {
        url: 'l’adresse',
        rows: 'le chemin des lignes',
        value: 'le chemin de la valeur',
        label: 'le chemin de l’intitulé',
        minutes: 'le délai entre deux lectures, en minutes,',
        days: 'la durée de ce qui a été lu, en jours,',
      },
    },
  },
})
