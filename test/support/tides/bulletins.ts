// A screen of the administration in one file: the bulletins of harbours, their list and the form that writes one.
import { z } from 'zod'
import { BadInput } from '#platform/errors.ts'
import { redirect } from '#platform/http/route.ts'
import { field } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { adminForm, adminList } from '#territory'
import { type BulletinLine, bulletinsPage, insertBulletin } from './queries.ts'

const HERE = '/administration/marees'

const list = listOf<BulletinLine>({
  at: HERE,
  action: 'bulletin.write',
  title: 'Avis aux ports',
  one: 'avis',
  several: 'avis',
  add: { label: 'Écrire un avis', href: `${HERE}/nouveau` },
  columns: [
    { label: 'Avis', text: ({ said }) => said, sort: { name: 'avis', by: ({ said }) => said } },
    { label: 'Port', text: ({ harbour }) => harbour, sort: { name: 'port', by: ({ harbour }) => harbour } },
  ],
  filters: [{ name: 'q', label: 'Mots' }],
  id: ({ id }) => id,
  order: 'port',
  size: 2,
  rows: bulletinsPage,
  empty: { title: 'Aucun avis' },
  export: 'avis',
})

const form = formOf({
  said: field({ label: 'Avis', control: 'line', type: z.string().trim().min(3, 'Écrivez l’avis.') }),
  harbour: field({
    label: 'Port',
    control: [
      ['1', 'Brest'],
      ['2', 'Saint-Malo'],
    ],
    type: z.enum(['1', '2'], 'Choisissez un port.'),
  }),
})

export const bulletinScreens = [
  ...adminList(list),
  ...adminForm({
    at: `${HERE}/nouveau`,
    action: 'bulletin.write',
    title: 'Écrire un avis',
    form,
    button: 'Publier',
    back: { href: HERE, label: 'Revenir aux avis' },
    async act(tx, { said, harbour }) {
      if (!(await insertBulletin(tx, Number(harbour), said)))
        throw new BadInput([{ field: 'said', message: 'Cet avis est déjà publié.' }])
      return redirect(HERE, 'L’avis est publié.')
    },
  }),
]
