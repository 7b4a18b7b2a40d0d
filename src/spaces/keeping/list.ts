// GET /administration/espaces: the spaces of the authorities that one administers, and those that are wished for.
import type { Read } from '#platform/db/db.ts'
import { html } from '#platform/html.ts'
import { listOf } from '#platform/screens/list.ts'
import { panel } from '#platform/ui/desk.ts'
import { tag } from '#platform/ui/feedback.ts'
import { plural } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { KEPT } from '../members/place.ts'
import { JOININGS, KINDS } from '../record/kinds.ts'
import { membersOf, type Space, spacesFor, wishesWaiting } from '../record/queries.ts'

interface Line extends Space {
  authority: { slug: string; name: string }
  members: number
}

async function lines(tx: Read): Promise<Line[]> {
  const place = await territory(tx)
  const found: Line[] = []
  for (const space of await spacesFor(tx, 'space.keep'))
    found.push({
      ...space,
      authority: place.authority(space.authorityId),
      members: (await membersOf(tx, space.id)).length,
    })
  return found
}

/** Those that are wished for, above the list. */
async function wished(tx: Read) {
  const waiting = await wishesWaiting(tx)
  if (waiting.length === 0) return null
  const items = waiting.map(
    ({ id, name, byName }) =>
      html`<li><a href="${KEPT}/souhaits/${id}">${name}</a> <span class="meta">demandé par ${byName}</span></li>`,
  )
  return panel(
    plural(waiting.length, 'espace demandé', 'espaces demandés'),
    html`<ul class="plain">${items}</ul>`,
  )
}

export const list = listOf<Line>({
  at: KEPT,
  action: 'space.keep',
  title: 'Espaces de travail',
  one: 'espace',
  several: 'espaces',
  intro: html`<p class="reading">Des salles pour travailler à plusieurs. Vous les ouvrez, dites qui y entre, les fermez&nbsp;; ce qui s’y écrit n’est lu que de leurs membres.</p>`,
  note: wished,
  add: { label: 'Ouvrir un espace', href: `${KEPT}/nouveau` },
  columns: [
    {
      label: 'Espace',
      text: ({ name }) => name,
      cell: ({ id, name }) => html`<a href="${KEPT}/${id}">${name}</a>`,
      sort: { name: 'nom', by: ({ name }) => name },
    },
    { label: 'Genre', text: ({ kind }) => KINDS[kind].label },
    { label: 'De', text: ({ authority }) => authority.name },
    { label: 'On y entre', text: ({ joining }) => JOININGS[joining].label },
    {
      label: 'État',
      text: ({ closedAt }) => (closedAt === null ? 'Ouvert' : 'Fermé'),
      cell: ({ closedAt }) => (closedAt === null ? tag('good', 'Ouvert') : tag('idle', 'Fermé')),
    },
    {
      label: 'Membres',
      text: ({ members }) => String(members),
      right: true,
      sort: { name: 'membres', by: ({ members }) => members },
    },
  ],
  filters: [
    { name: 'q', label: 'Mots', placeholder: 'Nom ou but', in: ({ name, purpose }) => [name, purpose] },
    {
      name: 'genre',
      label: 'Genre',
      all: 'Tous',
      of: ({ kind }) => ({ value: kind, label: KINDS[kind].label }),
    },
  ],
  id: ({ id }) => id,
  rows: lines,
  empty: { title: 'Aucun espace', text: 'Ouvrez le premier, à partir d’un modèle.' },
  export: 'espaces',
})
