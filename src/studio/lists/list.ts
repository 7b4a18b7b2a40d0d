// The list of reference lists, and what one search over all that is set finds of it.
import { drafts, live } from '#definitions'
import { offeredOf, readings, REFERENCE, type ReferenceList } from '#lists'
import { metropolitanAdministrator } from '#platform/access.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import { html } from '#platform/html.ts'
import type { FoundSource } from '#platform/screens/found.ts'
import { listOf } from '#platform/screens/list.ts'
import { tag } from '#platform/ui/feedback.ts'
import { territory } from '#territory'
import { ACTION, listAddress, LISTS } from './address.ts'
import { usesOfLists } from './uses.ts'

interface Line {
  list: ReferenceList
  /** 0: it is being written, and was never published. */
  version: number
  isDrafted: boolean
  authority: string
  /** Of what is proposed now. */
  count: number
  /** The last reading of its address failed. */
  isUnread: boolean
  forms: readonly string[]
}

async function rows(tx: Read): Promise<Line[]> {
  const [place, uses, read] = [await territory(tx), await usesOfLists(tx), await readings(tx)]
  const inForce = await live(tx, REFERENCE)
  const begun = (await drafts(tx)).filter(({ kind }) => kind === REFERENCE.kind)
  const lineOf = async (list: ReferenceList, version: number): Promise<Line> => ({
    ...{ list, version, isDrafted: begun.some(({ id }) => id === list.id) },
    authority: place.authorityByCode(list.authority)?.name ?? list.authority,
    count: version === 0 ? (list.rows?.length ?? 0) : ((await offeredOf(tx, list.id))?.entries.length ?? 0),
    isUnread: list.address !== undefined && (read.get(list.id)?.why ?? null) !== null,
    forms: (uses.get(list.id) ?? []).map(({ title }) => title),
  })
  const fresh = begun.filter(({ id }) => inForce.every((row) => row.id !== id))
  const lines: Line[] = []
  for (const { body } of fresh) lines.push(await lineOf(body as unknown as ReferenceList, 0))
  for (const { body, version } of inForce) lines.push(await lineOf(body, version))
  return lines
}

const STATES = {
  fresh: ['Brouillon', 'info'],
  unread: ['En ligne, non lue', 'bad'],
  both: ['En ligne, avec un brouillon', 'warn'],
  live: ['En ligne', 'good'],
} as const
const stateOf = ({ version, isDrafted, isUnread }: Line): keyof typeof STATES =>
  version === 0 ? 'fresh' : isUnread ? 'unread' : isDrafted ? 'both' : 'live'

const whereOf = ({ list }: Line): string => (list.address === undefined ? 'Un tableau' : 'Une adresse')

/** GET /administration/listes */
export const listsList = listOf<Line>({
  at: LISTS,
  action: ACTION,
  title: 'Listes de référence',
  one: 'liste',
  several: 'listes',
  intro: html`<p class="reading">Ce que des questions proposent à choisir, tenu à jour une fois pour tous les formulaires&nbsp;: un tableau importé d’un tableur, ou une adresse relue d’elle-même. Une réponse garde la valeur et l’intitulé du jour où elle est choisie.</p>`,
  add: { label: 'Nouvelle liste', href: `${LISTS}/nouvelle`, who: metropolitanAdministrator },
  columns: [
    {
      label: 'Liste',
      text: ({ list }) => list.title,
      cell: ({ list }) => html`<a href="${listAddress(list.id)}">${list.title}</a>`,
      sort: { name: 'titre', by: ({ list }) => list.title },
    },
    { label: 'D’où elle vient', text: whereOf },
    { label: 'Lignes', text: ({ count }) => String(count), right: true },
    { label: 'Collectivité', text: ({ authority }) => authority },
    {
      label: 'Utilisée par',
      text: ({ forms }) => forms.join(', '),
      cell: ({ forms }) =>
        forms.length === 0 ? html`<span class="soft">Aucun formulaire</span>` : forms.join(', '),
    },
    {
      label: 'État',
      text: (line) => STATES[stateOf(line)][0],
      cell: (line) => tag(STATES[stateOf(line)][1], STATES[stateOf(line)][0]),
    },
  ],
  filters: [
    {
      ...{ name: 'q', label: 'Mots', placeholder: 'Nom, formulaire' },
      in: ({ list, forms }) => [list.title, ...forms],
    },
    {
      ...{ name: 'etat', label: 'État', all: 'Tous' },
      of: (line) => ({ value: stateOf(line), label: STATES[stateOf(line)][0] }),
    },
  ],
  id: ({ list }) => list.id,
  order: 'titre',
  size: 100,
  rows,
  empty: { title: 'Aucune liste', text: 'Commencez-en une, puis choisissez-la dans une question.' },
})

export const countLists = ({ db, actor }: { db: Database; actor: Actor }): Promise<number> =>
  db.read(actor, async (tx) => (await live(tx, REFERENCE)).length)

export const listsSet: FoundSource = {
  id: 'studio.list',
  who: metropolitanAdministrator,
  async find(tx) {
    const place = await territory(tx)
    return (await live(tx, REFERENCE)).map(({ body: { id, title, authority, address } }) => ({
      ...{ kind: 'Listes de référence', name: title, href: listAddress(id), text: address?.url ?? '' },
      where: place.authorityByCode(authority)?.name ?? authority,
    }))
  },
}
