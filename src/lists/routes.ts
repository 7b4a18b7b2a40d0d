// What a long list proposes as one types.
import { type Context, json, one, type Reply, type Route } from '#platform/http/route.ts'
import { entryWords, suggested } from './record/find.ts'
import { offeredOf } from './record/offered.ts'

const MOST = 10
const LONGEST = 100

/** GET /listes/:liste/propositions */
const suggest = async (ctx: Context): Promise<Reply> => {
  const typed = one(ctx.query, 'q').slice(0, LONGEST)
  const offered = await ctx.db.read(ctx.actor, (tx) => offeredOf(tx, ctx.params.liste ?? ''))
  const found = offered === undefined ? [] : suggested(offered, typed, MOST)
  return json(found.map((entry) => ({ value: entry.value, label: entry.label, text: entryWords(entry) })))
}

/** Where one list is searched. */
export const suggestionsAt = (id: string): string => `/listes/${id}/propositions`

export const routes: readonly Route[] = [
  {
    get: suggestionsAt(':liste'),
    action: 'list.search',
    title: 'Propositions d’une liste pendant la frappe',
    face: 'machine',
    handle: suggest,
  },
]
