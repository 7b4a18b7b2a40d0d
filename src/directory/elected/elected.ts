// GET /territoires/annuaire: elected members of the whole territory, found by name, by what is delegated to them, by commune or by body.
import { everySeat } from '#bodies'
import { html } from '#platform/html.ts'
import { listOf } from '#platform/screens/list.ts'
import { type Territory, territory } from '#territory'
import { delegations, peopleOf, type Person, seatText } from './people.ts'

export const HERE = '/territoires/annuaire'
export const SERVICES = `${HERE}/services`

const BODY = 'instance'

interface Row extends Person {
  authority: string
}

/** « Bron », rather than « Ville de Bron ». */
export function townName(id: number, place: Territory): string {
  const { code, name } = place.authority(id)
  return place.area(code)?.name ?? name
}

const rowOf = (person: Person, place: Territory): Row => ({
  ...person,
  authority: townName(person.authorityId, place),
})

/** A line each. */
const lines = (texts: readonly string[]) => texts.map((text, at) => html`${at > 0 && html`<br>`}${text}`)

export const electedList = listOf<Row>({
  at: HERE,
  action: 'directory.read',
  // On a phone, a person is eight lines.
  size: 20,
  title: 'Annuaire des élus',
  one: 'élu',
  several: 'élus',
  intro: html`<p class="reading">Ceux qui siègent aujourd’hui dans les conseils du territoire et dans leurs instances. On leur écrit par leur mairie, ou par la Métropole.</p>`,
  ways: [{ label: 'Annuaire des services', href: SERVICES }],
  columns: [
    { label: 'Nom', text: ({ name }) => name, sort: { name: 'nom', by: ({ name }) => name } },
    {
      label: 'Fonctions',
      text: ({ seats }) => seats.map(seatText).join('\u00a0; '),
      cell: ({ seats }) => lines(seats.map(seatText)),
    },
    { label: 'Ce qui lui est délégué', text: (row) => delegations(row).join('\u00a0; ') },
    {
      label: 'Conseil de',
      text: ({ authority }) => authority,
      sort: { name: 'conseil', by: ({ authority }) => authority },
    },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Nom, délégation, instance',
      in: (row) => [row.name, row.authority, ...delegations(row), ...row.seats.map(seatText)],
    },
    {
      name: 'conseil',
      label: 'Conseil',
      all: 'Tous',
      of: ({ authorityId, authority }) => ({ value: String(authorityId), label: authority }),
    },
    {
      name: BODY,
      label: 'Instance',
      async offered(tx) {
        const bodies = new Map((await everySeat(tx)).map(({ bodyId, body }) => [bodyId, body]))
        const options = [...bodies].map(([id, label]) => ({ value: String(id), label }))
        return { all: 'Toutes', options: options.toSorted((a, b) => a.label.localeCompare(b.label, 'fr')) }
      },
    },
  ],
  id: ({ who }) => who,
  async rows(tx, asked) {
    const place = await territory(tx)
    const body = asked.filters[BODY] ?? ''
    const sits = ({ seats }: Person) => body === '' || seats.some(({ bodyId }) => String(bodyId) === body)
    return peopleOf(await everySeat(tx))
      .filter(sits)
      .map((person) => rowOf(person, place))
  },
  empty: { title: 'Personne ne siège aujourd’hui' },
})
