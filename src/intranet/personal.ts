// What the intranet holds about an agent (GDPR art. 15, 17 and 20): how they arranged their pages, and their favourites.
import { type Holding, wholly } from '#platform/house/personal.ts'
import { type RetentionRule, simple } from '#platform/house/retention.ts'
import { ALL } from './places.ts'
import { deleteOwn, forgetOwn, ownOf } from './queries.ts'
import { favouritesOf, forgetFavourites, forgetLeft } from './favourites/queries.ts'

const oldest = (days: readonly Date[]): Date | null => days.toSorted((a, b) => +a - +b)[0] ?? null

const arranged: Holding = {
  id: 'intranet.own',
  processing: 'agents',
  title: 'Vos pages d’agent, comme vous les avez arrangées',
  tables: ['intranet.own'],
  async held(tx, personId) {
    const own = await ownOf(tx, personId)
    const rows = own.map(({ page, placed, changedAt }) => ({
      Page: ALL[page].title,
      'Changée le': changedAt,
      Blocs: placed.map(({ name, state }) => (state === 'shown' ? name : `${name} (${STATES[state]})`)),
    }))
    const since = oldest(own.map(({ changedAt }) => changedAt))
    return rows.length === 0 ? [] : [{ authorityId: null, count: rows.length, since, rows }]
  },
  erase: async (tx, personId) => wholly(null, await deleteOwn(tx, personId)),
}

const STATES = { folded: 'replié', removed: 'retiré' } as const

const favourites: Holding = {
  id: 'intranet.favourite',
  processing: 'agents',
  title: 'Vos favoris',
  tables: ['intranet.favourite'],
  async held(tx, personId) {
    const kept = await favouritesOf(tx, personId)
    const rows = kept.map(({ label, href, addedAt }) => ({ Nom: label, Page: href, 'Ajouté le': addedAt }))
    const since = oldest(kept.map(({ addedAt }) => addedAt))
    return rows.length === 0 ? [] : [{ authorityId: null, count: rows.length, since, rows }]
  },
  erase: async (tx, personId) => wholly(null, await forgetFavourites(tx, personId)),
}

export const personal: readonly Holding[] = [arranged, favourites]

export const retention: readonly RetentionRule[] = [
  simple('intranet.arranged', 'Pages arrangées par des agents partis', forgetOwn),
  simple('intranet.favourites', 'Favoris d’agents partis', forgetLeft),
]
