// Contents as those who write them have them: where each stands, whose it is, whether it is to be read again.
import type { Relation } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { type Html, html } from '#platform/html.ts'
import { wordsOf } from '#platform/plain-words.ts'
import type { Asked, Page } from '#platform/screens/asked.ts'
import { type List, type ListColumn, type ListFilter, listOf } from '#platform/screens/list.ts'
import { tag, type Tone } from '#platform/ui/feedback.ts'
import { mediumDate } from '#platform/ui/french.ts'
import { tabs } from '#platform/ui/navigation.ts'
import { authoritiesOf, territory, type Territory } from '#territory'
import { WRITING } from '#platform/roles.ts'
import { brokenLinks } from '../links/queries.ts'
import { brokenText } from '../links/words.ts'
import { countStates, type Kept, type State, STATES, writtenPage } from '../record/queries.ts'
import { contentTypes } from '../types/kind.ts'
import type { Listed } from '../acts/place.ts'

const STATE_WORDS: Readonly<Record<State, readonly [label: string, tone: Tone | 'idle']>> = {
  proposed: ['Proposé', 'warn'],
  scheduled: ['À venir', 'info'],
  review: ['À relire', 'warn'],
  published: ['En ligne', 'good'],
  draft: ['Brouillon', 'idle'],
  archived: ['Archivé', 'idle'],
}

export const stateTag = (state: State) => tag(STATE_WORDS[state][1], STATE_WORDS[state][0])

interface Line extends Kept {
  typeTitle: string
  place: Territory
  /** How many of its links answer no more. */
  broken: number
}

/** What is written since is not what is read. */
const isAhead = ({ shown, edition, state }: Kept): boolean =>
  shown !== null && shown.edition !== edition && state !== 'proposed'

const columnsAt = ({ at }: Listed): ListColumn<Line>[] => [
  {
    label: 'Titre',
    text: ({ title }) => title,
    cell: (line) =>
      html`<a href="${at}/${line.id}">${line.title}</a>${isAhead(line) && html`<br><span class="meta">modifié depuis la publication</span>`}${line.broken > 0 && html`<br><span class="meta">${brokenText(line.broken)}</span>`}`,
  },
  { label: 'État', text: ({ state }) => STATE_WORDS[state][0], cell: ({ state }) => stateTag(state) },
  { label: 'Type', text: ({ typeTitle }) => typeTitle },
  { label: 'Tenu à jour par', text: ({ place, unitId }) => place.unit(unitId).name },
  { label: 'De', text: ({ place, authorityId }) => place.authority(authorityId).name },
  {
    label: 'À relire le',
    text: ({ shown }) => shown?.reviewOn ?? '',
    cell: ({ shown }) => shown !== null && html`<span class="nowrap">${mediumDate(shown.reviewOn)}</span>`,
  },
  {
    label: 'Modifié',
    text: ({ changedAt }) => changedAt.toISOString(),
    cell: ({ changedAt, place }) => html`<span class="nowrap">${mediumDate(changedAt, place.zone)}</span>`,
    sort: { name: 'change', by: ({ changedAt }) => changedAt.toISOString() },
  },
]

const BY_AUTHORITY: ListFilter<Line> = {
  name: 'collectivite',
  label: 'Collectivité',
  offered: async (tx) => {
    const own = authoritiesOf(tx.actor, await territory(tx), WRITING)
    const options = own.length > 1 ? own.map(({ slug, name }) => ({ value: slug, label: name })) : []
    return { all: 'Toutes', options }
  },
}

const FILTERS: readonly ListFilter<Line>[] = [
  { name: 'q', label: 'Mots', placeholder: 'Mots du titre' },
  {
    name: 'etat',
    label: 'État',
    all: 'Tous',
    options: STATES.map((state) => ({ value: state, label: STATE_WORDS[state][0] })),
  },
  {
    name: 'type',
    label: 'Type',
    offered: async (tx) => {
      const options = (await contentTypes(tx)).map(({ type }) => ({ value: type.id, label: type.several }))
      return { all: 'Tous', options }
    },
  },
  {
    name: 'liens',
    label: 'Liens',
    all: 'Tous',
    options: [{ value: 'rompus', label: 'Qui ne répondent plus' }],
  },
]

/** Of what one began oneself. */
const MINE = 'moi'

const BY_AUTHOR: ListFilter<Line> = {
  name: 'de',
  label: 'Écrit par',
  all: 'Tous',
  options: [{ value: MINE, label: 'Moi' }],
}

/** The authority that is asked for; null: any. */
function authorityIn(place: Territory, { filters: { collectivite = '' } }: Asked): number | null {
  const found = place.authorities.find(({ slug }) => slug === collectivite)
  return collectivite === '' ? null : (found?.id ?? 0)
}

/** The views, each with how many are there: what waits for somebody first. */
const VIEWS: readonly (readonly [label: string, state: State])[] = [
  ['Proposés', 'proposed'],
  ['À relire', 'review'],
  ['À venir', 'scheduled'],
  ['En ligne', 'published'],
  ['Brouillons', 'draft'],
  ['Archivés', 'archived'],
]

async function viewsOf(
  { at, isPublishing: publishes }: Listed,
  tx: Read,
  asked: Asked,
): Promise<Html | null> {
  const place = await territory(tx)
  const { etat = '', de = '', collectivite = '' } = asked.filters
  const counted = await countStates(tx, {
    isOwn: !publishes,
    in: publishes ? 'authority' : 'desk',
    authorityId: authorityIn(place, asked),
  })
  const sum = (of: 'count' | 'own') => counted.reduce((total, row) => total + row[of], 0)
  if (sum('count') === 0) return null
  const view = (label: string, query: Record<string, string>, count: number, current: boolean) => ({
    ...{ label, count, current },
    href: `${at}${queryOf({ ...query, collectivite })}`,
  })
  const all = view('Tous', {}, sum('count'), etat === '' && de === '')
  const own = publishes ? [view('À moi', { de: MINE }, sum('own'), etat === '' && de === MINE)] : []
  const states = VIEWS.map(([label, state]) => {
    const count = counted.find((row) => row.state === state)?.count ?? 0
    return view(label, { etat: state }, count, etat === state && de === '')
  })
  return tabs(
    'Vues',
    [all, ...states, ...own].filter(({ count, current }) => count > 0 || current),
  )
}

const queryOf = (said: Readonly<Record<string, string>>): string => {
  const query = new URLSearchParams(Object.entries(said).filter(([, value]) => value !== '')).toString()
  return query === '' ? '' : `?${query}`
}

async function linesIn({ isPublishing: publishes }: Listed, tx: Read, asked: Asked): Promise<Page<Line>> {
  const place = await territory(tx)
  const { q = '', etat: state = '', type = '', de = '', liens = '' } = asked.filters
  const authorityId = authorityIn(place, asked)
  const isBroken = liens === 'rompus'
  const narrowing = {
    words: wordsOf(q),
    state,
    type,
    authorityId,
    isOwn: !publishes || de === MINE,
    in: publishes ? ('authority' as const) : ('desk' as const),
    isBroken,
  }
  const found = await writtenPage(tx, narrowing, asked)
  const titles = new Map((await contentTypes(tx)).map((one) => [one.type.id, one.type.title]))
  const links = Map.groupBy(
    await brokenLinks(
      tx,
      found.rows.map(({ id }) => id),
    ),
    ({ contentId }) => contentId,
  )
  const rows = found.rows.map((kept) => ({
    ...{ ...kept, place, typeTitle: titles.get(kept.type) ?? kept.type },
    broken: links.get(kept.id)?.length ?? 0,
  }))
  return { ...found, rows }
}

const PUBLISHED = html`<p class="reading">Pages, articles, événements, fiches&nbsp;: ce que votre collectivité écrit pour ses habitants, ses élus et ses agents. Ce qui est en ligne y reste jusqu’à la publication suivante.</p>`
const PROPOSED = html`<p class="reading">Ce que vous écrivez pour votre service. Proposez-le&nbsp;: qui publie pour votre collectivité le relit, choisit à qui il s’adresse, et vous répond.</p>`

/** GET of that place. `who`: may begin one. */
export const listAt = (place: Listed, who: Relation): List<Line> =>
  listOf<Line>({
    at: place.at,
    action: place.begins,
    title: place.title,
    one: 'contenu',
    several: 'contenus',
    intro: place.isPublishing ? PUBLISHED : PROPOSED,
    add: { label: 'Écrire un contenu', href: `${place.at}/nouveau`, who },
    ...(place.isPublishing
      ? {
          ways: [
            { label: 'Fraîcheur, par service', href: `${place.at}/fraicheur` },
            { label: 'Brèves pour le journal interne', href: `${place.at}/journal` },
          ],
        }
      : {}),
    columns: columnsAt(place),
    filters: place.isPublishing ? [...FILTERS, BY_AUTHOR, BY_AUTHORITY] : FILTERS,
    note: (tx, asked) => viewsOf(place, tx, asked),
    id: ({ id }) => id,
    order: '-change',
    rows: (tx, asked) => linesIn(place, tx, asked),
    empty: place.isPublishing
      ? { title: 'Aucun contenu', text: 'Le premier que vous écrivez se relit ici avant de paraître.' }
      : {
          title: 'Rien de proposé',
          text: 'Écrivez ce que votre service veut faire savoir\u00a0: vous le retrouvez ici.',
        },
    ...(place.isPublishing ? { export: 'contenus' } : {}),
  })
