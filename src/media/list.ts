// The library of media as its keepers have it: each picture, where it stands, until when, in how many things.
import type { Read } from '#platform/db/db.ts'
import { html } from '#platform/html.ts'
import { wordsOf } from '#platform/plain-words.ts'
import { WRITING } from '#platform/roles.ts'
import type { Asked, Page } from '#platform/screens/asked.ts'
import { listOf } from '#platform/screens/list.ts'
import { tag } from '#platform/ui/feedback.ts'
import { mediumDate } from '#platform/ui/french.ts'
import { authoritiesOf, territory, type Territory } from '#territory'
import { smallOf } from './address.ts'
import { countUses } from './picture.ts'
import { keptPage, type Picture } from './queries.ts'
import { LICENCES, licenceChoices, STATE_WORDS, STATES, type State } from './words.ts'

export const HERE = '/administration/images'

interface Line extends Picture {
  place: Territory
  uses: number
}

export const stateTag = (state: State) => tag(STATE_WORDS[state][1], STATE_WORDS[state][0])

async function lines(tx: Read, asked: Asked): Promise<Page<Line>> {
  const place = await territory(tx)
  const { q = '', etat: state = '', droit: licence = '', collectivite = '' } = asked.filters
  const authority = place.authorities.find(({ slug }) => slug === collectivite)
  const authorityId = collectivite === '' ? null : (authority?.id ?? 0)
  const found = await keptPage(tx, { words: wordsOf(q), state, licence, authorityId }, asked)
  const uses = await countUses(
    tx,
    found.rows.map(({ key }) => key),
  )
  return { ...found, rows: found.rows.map((one) => ({ ...one, place, uses: uses.get(one.key) ?? 0 })) }
}

/** Scaled to the height of a line; its words are beside it. */
const small = (picture: Picture) =>
  html`<img class="thumb" src="${smallOf(picture)}" alt="" width="56" height="44" loading="lazy">`

/** GET /administration/images */
export const list = listOf<Line>({
  at: HERE,
  action: 'picture.keep',
  title: 'Images',
  one: 'image',
  several: 'images',
  intro: html`<p class="reading">Les images que montrent vos contenus&nbsp;: ce qu’elles disent à qui ne les voit pas, leur auteur, et jusqu’à quand vous avez le droit de les montrer. Passé ce jour, elles ne sont plus montrées nulle part.</p>`,
  add: { label: 'Envoyer une image', href: `${HERE}/nouvelle` },
  columns: [
    {
      label: 'Image',
      text: ({ name }) => name,
      cell: (one) =>
        html`<span class="pictured">${small(one)}<a href="${HERE}/${one.id}">${one.name}</a></span>`,
    },
    { label: 'État', text: ({ state }) => STATE_WORDS[state][0], cell: ({ state }) => stateTag(state) },
    { label: 'Auteur', text: ({ credit }) => credit },
    {
      label: 'Droit',
      text: ({ licence, rightsUntil }) =>
        rightsUntil === null
          ? LICENCES[licence]
          : `${LICENCES[licence]}, jusqu’au ${mediumDate(rightsUntil)}`,
    },
    { label: 'De', text: ({ place, authorityId }) => place.authority(authorityId).name },
    { label: 'Sert dans', text: ({ uses }) => String(uses), right: true },
    {
      label: 'Modifiée',
      text: ({ changedAt }) => changedAt.toISOString(),
      cell: ({ changedAt, place }) => mediumDate(changedAt, place.zone),
      sort: { name: 'change', by: ({ changedAt }) => changedAt.toISOString() },
    },
  ],
  filters: [
    { name: 'q', label: 'Mots', placeholder: 'Nom, description, auteur' },
    {
      name: 'etat',
      label: 'État',
      all: 'Tous',
      options: STATES.map((state) => ({ value: state, label: STATE_WORDS[state][0] })),
    },
    {
      name: 'droit',
      label: 'Droit',
      all: 'Tous',
      options: licenceChoices.map(([value, label]) => ({ value, label })),
    },
    {
      name: 'collectivite',
      label: 'Collectivité',
      offered: async (tx) => {
        const own = authoritiesOf(tx.actor, await territory(tx), WRITING)
        const options = own.length > 1 ? own.map(({ slug, name }) => ({ value: slug, label: name })) : []
        return { all: 'Toutes', options }
      },
    },
  ],
  id: ({ id }) => id,
  order: '-change',
  rows: lines,
  empty: {
    title: 'Aucune image',
    text: 'La première que vous envoyez se décrit ici, puis se place dans un contenu.',
  },
  export: 'images',
})
