// What is written of a list on screen, part by part; the rows of a table are imported. Data.
import { z } from 'zod'
import type { Group, Part } from '#drafting'
import type { ListAddress, ReferenceList } from '#lists'
import { field, lineOf } from '#platform/screens/field.ts'

type ListPart = Part<ReferenceList>

export const TITLE = field({
  label: 'Nom de la liste',
  hint: 'Ce que l’on y choisit\u00a0: «\u00a0Écoles publiques\u00a0», «\u00a0Marchés\u00a0».',
  control: 'line',
  type: lineOf(200).pipe(z.string().min(1, 'Donnez-lui un nom.')),
})
export const AUTHORITY = field({
  label: 'Collectivité',
  hint: 'Celle qui en répond, et la tient à jour.',
  control: { list: [] },
  medium: true,
  type: z.string().min(1, 'Choisissez la collectivité.'),
})

const line = (
  name: 'url' | 'rows' | 'value' | 'label',
  said: { label: string; hint: string; optional?: true },
): ListPart => ({
  field: field({ ...said, control: 'line', type: lineOf(1000) }),
  at: ['address', name],
  read: ({ address }) => address?.[name] ?? '',
  write: (typed) => typed,
})

const count = (name: 'minutes' | 'days', said: { label: string; hint: string }): ListPart => ({
  field: field({
    ...said,
    control: 'line',
    medium: true,
    type: z
      .string()
      .trim()
      .regex(/^\d{1,6}$/, 'Écrivez un nombre entier, en chiffres.'),
  }),
  at: ['address', name],
  read: ({ address }) => String(address?.[name] ?? ''),
  write: Number,
})

/** What a list begins with, when it is read at an address. */
export const NEW_ADDRESS: ListAddress = {
  ...{ url: '', rows: '', value: '/id', label: '/nom' },
  ...{ minutes: 60, days: 30 },
}

export const ADDRESS_PART = 'adresse'

export const NAME_GROUP: Group<ReferenceList> = {
  name: 'nom',
  title: 'Nom et collectivité',
  parts: {
    titre: { field: TITLE, at: ['title'], read: ({ title }) => title, write: (typed) => typed },
    collectivite: {
      ...{ field: AUTHORITY, at: ['authority'] },
      ...{ read: ({ authority }) => authority, write: (typed) => typed },
    },
  },
}

export const ADDRESS_GROUP: Group<ReferenceList> = {
  name: 'adresse',
  title: 'Adresse de la liste',
  parts: {
    [ADDRESS_PART]: line('url', {
      label: 'Adresse des données, en JSON',
      hint: 'En https, sur un site que l’exploitant de la plateforme laisse lire.',
    }),
    lignes: line('rows', {
      label: 'Où sont les lignes',
      hint: 'Le chemin jusqu’à la liste\u00a0: «\u00a0/records\u00a0». Rien, si la réponse est la liste elle-même.',
      optional: true,
    }),
    valeur: line('value', {
      label: 'Où est la valeur, dans une ligne',
      hint: 'Ce que gardent les réponses, et qui ne change pas\u00a0: «\u00a0/id\u00a0».',
      optional: true,
    }),
    intitule: line('label', {
      label: 'Où est l’intitulé, dans une ligne',
      hint: 'Ce que lisent les personnes\u00a0: «\u00a0/nom\u00a0».',
      optional: true,
    }),
    minutes: count('minutes', {
      label: 'Relue toutes les',
      hint: 'En minutes, 10 au moins. Aucune personne n’attend jamais cette lecture.',
    }),
    jours: count('days', {
      label: 'Proposée encore pendant',
      hint: 'En jours, quand l’adresse ne répond plus\u00a0: la dernière liste lue, avec son âge. Ensuite, ce que dit chaque question\u00a0: un texte libre, ou «\u00a0réessayez plus tard\u00a0».',
    }),
  },
}
