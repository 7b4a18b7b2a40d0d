// The reorganisations of the authorities one administers.
import { html } from '#platform/html.ts'
import { listOf } from '#platform/screens/list.ts'
import { tag } from '#platform/ui/feedback.ts'
import { longDate } from '#platform/ui/french.ts'
import { administeredAuthorities, territory } from '#territory'
import { CHANGES, changeHref } from '../units/addresses.ts'
import { changesOf } from './queries.ts'
import { STATES, titleOf } from './words.ts'

interface ChangeLine {
  id: number
  title: string
  authority: string
  day: string
  state: keyof typeof STATES
}

/** GET /administration/organisation/changements */
export const changesList = listOf<ChangeLine>({
  at: CHANGES,
  action: 'unit.reorganise',
  title: 'Réorganisations',
  one: 'réorganisation',
  several: 'réorganisations',
  columns: [
    {
      label: 'Réorganisation',
      text: ({ title }) => title,
      cell: ({ id, title }) => html`<a href="${changeHref(id)}">${title}</a>`,
    },
    { label: 'À partir du', text: ({ day }) => longDate(day), sort: { name: 'jour', by: ({ day }) => day } },
    { label: 'État', text: ({ state }) => STATES[state][1], cell: ({ state }) => tag(...STATES[state]) },
    { label: 'Collectivité', text: ({ authority }) => authority },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Nom d’une unité',
      in: ({ title, authority }) => [title, authority],
    },
  ],
  id: ({ id }) => id,
  async rows(tx) {
    const place = await territory(tx)
    const own = administeredAuthorities(tx, place).map(({ id }) => id)
    return (await changesOf(tx, own)).map((change) => ({
      ...change,
      title: titleOf(change, place),
      authority: place.authority(change.authorityId).name,
    }))
  },
  empty: {
    title: 'Aucune réorganisation',
    text: 'Pour fermer une unité, en réunir plusieurs ou en placer une ailleurs, ouvrez sa page.',
  },
})
