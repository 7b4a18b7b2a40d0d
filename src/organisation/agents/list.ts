// The agents of one's own units: a list filtered by PostgreSQL, in which nobody else is named, counted or offered.
import {
  type AgentFilter,
  type AgentLine,
  agentsPage,
  countByStanding,
  keepers,
  keptUnits,
  STANDINGS,
} from '#people'
import { placesOf, placesWords } from '#agreements'
import type { Read } from '#platform/db/db.ts'
import { html, type Html } from '#platform/html.ts'
import { wordsOf } from '#platform/plain-words.ts'
import { EVERY_ROLE, ROLES } from '#platform/roles.ts'
import type { Asked } from '#platform/screens/asked.ts'
import { type ChoiceFilter, listOf } from '#platform/screens/list.ts'
import { mediumDate, number } from '#platform/ui/french.ts'
import { localDay, type Territory, territory } from '#territory'
import {
  addressOf,
  HERE,
  keptTowns,
  roleNames,
  shownPosts,
  STANDING_WORDS,
  standingTag,
  standingText,
  unitsText,
} from './words.ts'

/** Units of one authority that the list names; its file names them all. */
const MOST_UNITS = 3

interface Line extends AgentLine {
  units: string
  firstUnits: string
  roles: string[]
  zone: string
}

/** The authorities of whoever keeps several; nothing to choose for the others. */
const offeredAuthorities: ChoiceFilter<never> = {
  name: 'collectivite',
  label: 'Collectivité',
  async offered(tx) {
    const place = await territory(tx)
    const kept = new Set(keptUnits(tx.actor, place).map(({ authorityId }) => authorityId))
    const options = place.authorities
      .filter(({ id }) => kept.has(id))
      .map(({ slug, name }) => ({ value: slug, label: name }))
    return { all: 'Toutes', options: options.length > 1 ? options : [] }
  },
}

/** Units, of whoever keeps those of one authority. */
const offeredUnits: ChoiceFilter<never> = {
  name: 'service',
  label: 'Service',
  async offered(tx) {
    const units = keptUnits(tx.actor, await territory(tx))
    const isOne = new Set(units.map(({ authorityId }) => authorityId)).size === 1
    return {
      all: 'Tous',
      options: isOne ? units.map(({ id, name }) => ({ value: String(id), label: name })) : [],
    }
  },
}

const offeredStandings: ChoiceFilter<never> = {
  name: 'etat',
  label: 'État',
  async offered(tx) {
    const counts = await countByStanding(tx, keepers, {})
    const options = STANDINGS.flatMap((standing) => {
      const count = counts.get(standing) ?? 0
      return count === 0
        ? []
        : [{ value: standing, label: `${STANDING_WORDS[standing].label} (${number(count)})` }]
    })
    return { all: 'Tous', options }
  },
}

/** What the address asks, as the query takes it. What names none of one's own units finds nobody. */
async function filterOf(tx: Read, { filters }: Asked): Promise<AgentFilter> {
  const place = await territory(tx)
  const { q = '', collectivite = '', service = '', fonction = '', etat = '' } = filters
  const authority = place.authorities.find(({ slug }) => slug === collectivite)
  return {
    words: wordsOf(q),
    role: fonction,
    standing: etat,
    ...(collectivite === '' ? {} : { authorityId: authority?.id ?? 0 }),
    ...(service === '' ? {} : { unitIds: below(place, Number(service)) }),
  }
}

/** A unit and those below it. */
const below = (place: Territory, unitId: number): number[] =>
  place.authorities
    .flatMap(({ id }) => place.unitsOf(id))
    .filter(({ id }) => place.lineage(id).includes(unitId))
    .map(({ id }) => id)

async function rows(tx: Read, asked: Asked) {
  const place = await territory(tx)
  const today = localDay(tx.now, place.zone)
  const page = await agentsPage(tx, keepers, await filterOf(tx, asked), asked)
  const isOneTown = keptTowns(tx.actor, place).length === 1
  const lines = page.rows.map((line): Line => {
    const posts = shownPosts(line.posts, today)
    const units = (most?: number) => unitsText(posts, place, isOneTown, most)
    const said = { units: units(), firstUnits: units(MOST_UNITS), roles: roleNames(posts) }
    return { ...line, ...said, zone: place.zone }
  })
  return { ...page, rows: lines }
}

const seenText = ({ lastSeenAt, zone, standing }: Line): string =>
  lastSeenAt === null ? (standing === 'invited' ? '' : 'Jamais') : mediumDate(new Date(lastSeenAt), zone)

/** Places of agents, of the one authority that is asked or administered. */
async function places(tx: Read, { filters: { collectivite = '' } }: Asked): Promise<Html | null> {
  const place = await territory(tx)
  const own = keptTowns(tx.actor, place)
  const asked = collectivite === '' ? own : own.filter((id) => place.authority(id).slug === collectivite)
  const [authorityId, ...others] = asked
  if (authorityId === undefined || others.length > 0) return null
  const found = await placesOf(tx, authorityId)
  const said = found === undefined ? '' : placesWords(found)
  return said === '' ? null : html`<p>${said}</p>`
}

/** GET /administration/agents */
export const agents = listOf<Line>({
  at: HERE,
  action: 'agent.list',
  title: 'Agents',
  one: 'agent',
  several: 'agents',
  add: { label: 'Inviter un agent', href: `${HERE}/nouveau` },
  note: places,
  intro: html`<p><a class="more" href="${HERE}/import">Importer depuis un tableur</a></p>`,
  columns: [
    {
      label: 'Agent',
      text: ({ name }) => name,
      cell: (line) => html`<a href="${addressOf(line)}">${line.name}</a>`,
      sort: { name: 'nom', by: ({ name }) => name },
    },
    { label: 'Adresse e-mail', text: ({ email }) => email ?? '', cell: null },
    { label: 'Service', text: ({ units }) => units, cell: ({ firstUnits }) => firstUnits },
    { label: 'Fonctions', text: ({ roles }) => roles.join(', ') },
    { label: 'État', text: standingText, cell: standingTag },
    {
      label: 'Dernière connexion',
      text: seenText,
      sort: { name: 'connexion', by: ({ lastSeenAt }) => String(lastSeenAt) },
    },
  ],
  filters: [
    { name: 'q', label: 'Nom ou adresse', placeholder: 'Nom, adresse e-mail' },
    offeredAuthorities,
    offeredUnits,
    {
      name: 'fonction',
      label: 'Fonction',
      all: 'Toutes',
      options: EVERY_ROLE.map((role) => ({ value: role, label: ROLES[role].label })),
    },
    offeredStandings,
  ],
  id: ({ personId, invitationId }) => personId ?? `i${invitationId}`,
  order: 'nom',
  rows,
  empty: { title: 'Aucun agent', text: 'Invitez la première personne qui travaillera ici.' },
  export: 'agents',
})

/** As many as the list shows, whatever they stand: beside the name of the page in the menu. */
export const countAgents = async (tx: Read): Promise<number> => {
  const counts = await countByStanding(tx, keepers, {})
  return [...counts.values()].reduce((sum, count) => sum + count, 0)
}
