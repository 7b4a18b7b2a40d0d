// What is typed of a body, of a term, and of a seat.
import { z } from 'zod'
import { type Choice, day, dayOrNone, field, lineOf, several, whole } from '#platform/screens/field.ts'
import { formOf, type ReadFields } from '#platform/screens/form.ts'
import { EVERY_KIND, EVERY_POST, type Kind, KINDS, type Post, POSTS } from '../record/kinds.ts'
import type { Body, Seat } from '../record/queries.ts'
import type { SaidOfSeat } from '../record/queries.write.ts'
import { hasRanks, postsOf, seatText } from './words.ts'

/** What a list shows before anything is chosen. */
export const NONE: Choice = ['', 'Choisissez']

const named = (most: number, message: string) => lineOf(most).refine((text) => text.length > 1, message)

const name = field({
  label: 'Nom',
  hint: 'Commission voirie et mobilités, Conférence Val de Saône…',
  control: 'line',
  type: named(120, 'Écrivez le nom de l’instance.'),
})

const from = field({ label: 'Premier jour', medium: true, control: 'day', type: day })
const to = field({
  label: 'Dernier jour',
  hint: 'Vide\u00a0: sans fin prévue.',
  optional: true,
  medium: true,
  control: 'day',
  type: dayOrNone,
})

export const termForm = formOf({ from, to })

export const foundForm = formOf({
  authority: field({
    label: 'Collectivité',
    control: { list: [] },
    type: z.string().min(1, 'Choisissez la collectivité.'),
  }),
  kind: field({
    label: 'Genre',
    control: { list: [NONE, ...EVERY_KIND.map((kind): Choice => [kind, KINDS[kind].label])] },
    type: z.enum(EVERY_KIND as [Kind, ...Kind[]], 'Choisissez un genre.'),
  }),
  name,
  from: { ...from, label: 'Premier jour de la mandature' },
  to: { ...to, label: 'Dernier jour de la mandature' },
})

export const changeForm = formOf({
  name,
  communes: field({
    label: 'Communes réunies',
    hint: 'Leurs maires y siègent, sans que personne les y inscrive. Une commune n’est que dans une conférence.',
    optional: true,
    control: { several: [] },
    type: several,
  }),
})

/** A number of a row, chosen in a list; none: null. */
const chosen = z
  .string()
  .regex(/^\d{0,9}$/, 'Choisissez dans la liste.')
  .transform((text) => (text === '' ? null : Number(text)))

const held = {
  post: field({
    label: 'Fonction',
    control: { list: [] },
    type: z.enum(EVERY_POST as [Post, ...Post[]], 'Choisissez une fonction.'),
  }),
  rank: field({
    label: 'Rang',
    hint: 'Des adjoints et des vice-présidents\u00a0: 1, 2, 3…',
    optional: true,
    medium: true,
    control: 'line',
    type: z
      .string()
      .transform((text) => (text.trim() === '' ? null : text))
      .pipe(whole(1, 200).nullable()),
  }),
  delegation: field({
    label: 'Ce qui lui est délégué',
    hint: 'Voirie et mobilités, écoles…',
    optional: true,
    control: 'line',
    type: lineOf(300),
  }),
  standsFor: field({
    label: 'Remplace',
    hint: 'D’un suppléant ou d’une suppléante\u00a0: qui est remplacé en son absence.',
    optional: true,
    control: { list: [] },
    type: chosen,
  }),
  from,
  to: { ...to, hint: 'Vide\u00a0: jusqu’à la fin de la mandature.' },
}

export const newSeatForm = formOf({
  member: field({
    label: 'Personne déjà connue',
    hint: 'Qui siège, ou a siégé, dans une instance de la collectivité. Relié à un compte\u00a0: ce siège s’ouvre aussitôt à ce compte.',
    optional: true,
    control: { list: [], seek: 'Chercher un nom' },
    type: chosen,
  }),
  newcomer: field({
    label: 'Ou une nouvelle personne',
    hint: 'Prénom et nom.',
    optional: true,
    control: 'line',
    type: lineOf(120),
  }),
  ...held,
})

export const seatForm = formOf({
  name: field({
    label: 'Prénom et nom',
    hint: 'Pour corriger son nom, partout où la collectivité l’écrit. Qui lui succède s’ajoute comme un autre membre\u00a0: sous un autre nom, le même compte resterait relié.',
    control: 'line',
    type: named(120, 'Écrivez le prénom et le nom.'),
  }),
  ...held,
})

type Held = ReadFields<typeof held>

export const saidOf = ({ post, rank, delegation, standsFor, from: first, to: last }: Held): SaidOfSeat => ({
  ...{ post, rank, delegation, standsFor },
  from: first,
  to: last,
})

export const typedOf = ({ name: who, post, rank, delegation, standsFor, ...days }: Seat) => ({
  ...{ name: who, post, delegation },
  rank: rank === null ? '' : String(rank),
  standsFor: standsFor === null ? '' : String(standsFor),
  from: days.from,
  to: days.to ?? '',
})

/** What a body offers, of that term: fields that its posts do not have are not asked. */
export function offeredBy({ kind }: Pick<Body, 'kind'>, seats: readonly Seat[], but?: Seat) {
  const posts = postsOf(kind)
  const titulars = seats.filter(({ post, id }) => post !== 'substitute' && id !== but?.id)
  return {
    choices: {
      post: [NONE, ...posts.map((post): Choice => [post, POSTS[post].label])],
      standsFor: [
        ['', 'Personne'] as const,
        ...titulars.map((seat): Choice => [String(seat.id), `${seat.name}, ${seatText(seat, seats)}`]),
      ],
    },
    without: [...(hasRanks(kind) ? [] : ['rank']), ...(posts.includes('substitute') ? [] : ['standsFor'])],
  }
}
