// What is asked of a space by whoever keeps it: what it is, who is let in as a group.
import { z } from 'zod'
import { namedBodies } from '#bodies'
import type { Read } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { of } from '#platform/french/noun.ts'
import { type Choice, field, lineOf, whole } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { authoritiesOf, authorityNoun, territory } from '#territory'
import { authorityField, kindField, nameField, purposeField } from '../record/fields.ts'
import { type Group, JOININGS, type Joining } from '../record/kinds.ts'

const joiningField = field<Joining>({
  label: 'Comment on y entre',
  control: Object.entries(JOININGS).map(([id, { label, hint }]): Choice => [id, label, hint]),
  type: z.enum(Object.keys(JOININGS) as [Joining, ...Joining[]], { error: 'Choisissez comment on y entre.' }),
})
const presentationField = field({
  label: 'Page de présentation',
  hint: 'Lue de tous les agents et élus, sauf si l’on n’y entre que sur invitation.',
  optional: true,
  control: 'text',
  rows: 8,
  type: lineOf(6000),
})
const groups = (label: string, hint: string) =>
  field({
    label,
    hint,
    optional: true,
    control: { list: [], seek: 'Chercher une instance, une unité, une collectivité' },
    type: z.string(),
  })

export const newForm = formOf({
  authority: authorityField,
  kind: kindField,
  name: nameField,
  purpose: purposeField,
  joining: joiningField,
  presentation: presentationField,
  members: groups('Qui y contribue', 'Un groupe entier\u00a0: qui y entre ou en part demain suit.'),
  moderators: groups('Qui l’anime', 'Le secrétariat de l’instance, la direction.'),
})

export const changeForm = formOf({
  name: nameField,
  purpose: purposeField,
  joining: joiningField,
  presentation: presentationField,
  quota: field({
    label: 'Place pour ses documents, en mégaoctets',
    control: 'line',
    medium: true,
    type: whole(10, 20000),
  }),
})

/** The groups that a space of that authority may let in, or of any for which whoever acts keeps spaces; of the metropolis, any. */
export async function groupChoices(tx: Read, authorityId: number | null): Promise<Choice[]> {
  const place = await territory(tx)
  const own = authorityId === null ? (await keptAuthorities(tx)).map(({ id }) => id) : [authorityId]
  const mine = (id: number): boolean => own.includes(place.metropolis.id) || own.includes(id)
  const nameOf = (id: number): string => of(authorityNoun(place.authority(id)))
  return [
    ...(await namedBodies(tx))
      .filter((body) => mine(body.authorityId))
      .flatMap(({ id, name, kind, authorityId: its }): Choice[] => [
        [`body:${id}`, name, `Instances ${nameOf(its)}`],
        ...(kind === 'conference' || kind === 'municipal'
          ? ([[`body:${id}:mayor`, `${name}\u00a0: maires`, `Instances ${nameOf(its)}`]] as Choice[])
          : []),
      ]),
    ...place.units
      .filter((unit) => mine(unit.authorityId))
      .map(({ id, name, authorityId: its }): Choice => [`staff:${id}`, name, `Unités ${nameOf(its)}`]),
    ...place.authorities
      .filter(({ id }) => mine(id))
      .flatMap(({ id, name }): Choice[] => [
        [`workplace:${id}`, `${name}\u00a0: tous les agents`, 'Collectivités'],
        [`elected:${id}`, `${name}\u00a0: tous les élus`, 'Collectivités'],
        [`network:${id}`, `${name}\u00a0: réseau des correspondants`, 'Collectivités'],
      ]),
  ]
}

/** The group that was chosen; null: none. @throws BadInput beside the field */
export async function typedGroup(
  tx: Read,
  typed: string,
  authorityId: number,
  name: string,
): Promise<{ kind: Group; holderId: number; heldAs: string | null } | null> {
  if (typed === '') return null
  if (!(await groupChoices(tx, authorityId)).some(([value]) => value === typed))
    throw new BadInput([
      { field: name, message: 'Choisissez dans la liste un groupe de cette collectivité.' },
    ])
  const [kind = '', id = '', heldAs = null] = typed.split(':')
  return { kind: kind as Group, holderId: Number(id), heldAs }
}

/** Those for which whoever acts keeps spaces. */
export const keptAuthorities = async (tx: Read) => authoritiesOf(tx.actor, await territory(tx), ['admin'])

/** @throws BadInput beside the field */
export async function typedAuthority(tx: Read, slug: string): Promise<number> {
  const found = (await keptAuthorities(tx)).find((one) => one.slug === slug)
  if (found === undefined)
    throw new BadInput([{ field: 'authority', message: 'Choisissez la collectivité.' }])
  return found.id
}
