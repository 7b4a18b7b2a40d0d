// What is typed about an agent: whom to invite, a post, its days.
import { z } from 'zod'
import { type AgentLine, agentsPage, keepers, keptUnits } from '#people'
import type { Read } from '#platform/db/db.ts'
import { EVERY_ROLE, type Role, ROLES } from '#platform/roles.ts'
import { type Choice, day, dayOrNone, field } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { territory } from '#territory'
import { keptTowns, unitsText } from './words.ts'

const unit = field({
  label: 'Service',
  control: { list: [] },
  type: z
    .string()
    .regex(/^\d{1,9}$/, 'Choisissez un service.')
    .transform(Number),
})

const role = field({
  label: 'Fonction',
  control: EVERY_ROLE.map((name): Choice => [name, ROLES[name].label, ROLES[name].does]),
  type: z.enum(EVERY_ROLE as [Role, ...Role[]], 'Choisissez une fonction.'),
})

const from = field({
  label: 'Premier jour',
  medium: true,
  control: 'day',
  type: day,
})

const to = field({
  label: 'Dernier jour',
  medium: true,
  hint: 'Vide\u00a0: sans fin prévue.',
  optional: true,
  control: 'day',
  type: dayOrNone,
})

export const postForm = formOf({ unit, role, from, to })
export const daysForm = formOf({ from, to })

export const invitationForm = formOf({
  name: field({
    label: 'Prénom et nom',
    medium: true,
    control: 'line',
    type: z
      .string()
      .trim()
      .min(1, 'Écrivez le prénom et le nom.')
      .max(120, 'Écrivez 120 caractères au plus.'),
  }),
  email: field({
    label: 'Adresse e-mail professionnelle',
    hint: 'Le lien qui ouvre l’accès y est envoyé.',
    medium: true,
    control: 'email',
    type: z.string().trim().min(1, 'Écrivez une adresse e-mail.').max(254, 'Cette adresse est trop longue.'),
  }),
  unit,
  role,
  from,
  to,
})

/** The units of whoever acts, those of several authorities with its name. */
export async function unitChoices(tx: Read): Promise<Choice[]> {
  const place = await territory(tx)
  const units = keptUnits(tx.actor, place)
  const isOne = new Set(units.map(({ authorityId }) => authorityId)).size === 1
  return [
    ['', 'Choisir…'],
    ...units.map(
      ({ id, name, authorityId }): Choice => [
        String(id),
        isOne ? name : `${place.authority(authorityId).name}\u00a0: ${name}`,
      ],
    ),
  ]
}

export const absenceForm = formOf({
  from,
  to: field({ label: 'Dernier jour', medium: true, control: 'day', type: day }),
  stand_in: field({
    label: 'Qui prend sa place',
    hint: 'Cette personne voit et apprend, ces jours-là, ce que voit et apprend la personne absente.',
    optional: true,
    control: { list: [] },
    type: z
      .string()
      .regex(/^\d{0,12}$/, 'Choisissez une personne de la liste.')
      .transform((text) => (text === '' ? null : Number(text))),
  }),
})

/** Colleagues of that agent, those of the same services first. */
export async function standInChoices(tx: Read, agent: AgentLine): Promise<Choice[]> {
  const place = await territory(tx)
  const own = new Set(agent.posts.map(({ unitId }) => unitId))
  const authorityId = place.unit(agent.posts[0]?.unitId ?? 0).authorityId
  const { rows } = await agentsPage(tx, keepers, { authorityId }, { ...EVERYBODY, most: 2000 })
  const others = rows.filter(
    ({ personId, standing }) => personId !== null && personId !== agent.personId && standing !== 'left',
  )
  const isNear = ({ posts }: AgentLine) => posts.some(({ unitId }) => own.has(unitId))
  const isOneTown = keptTowns(tx.actor, place).length === 1
  const choice = ({ personId, name, posts }: AgentLine): Choice => [
    String(personId),
    `${name}, ${unitsText(posts, place, isOneTown)}`,
  ]
  return [
    ['', 'Personne'],
    ...others.filter(isNear).map(choice),
    ...others.filter((line) => !isNear(line)).map(choice),
  ]
}

/** What a list is asked when the whole is wanted. */
export const EVERYBODY = {
  filters: {},
  order: { name: 'nom', descending: false },
  after: null,
  before: null,
  most: 2,
  isExport: false,
} as const
