// GET /intranet/qui-fait-quoi: a question in one’s own words, the units to which it is given, and the agents who say that they do it.
import { type Context, one, page, type Reply, type Route } from '#platform/http/route.ts'
import { wordsOf } from '#platform/plain-words.ts'
import { homeUnit } from '#platform/actor.ts'
import { catalogue, searchServices } from '#services'
import { intranetFrame, localDay, territory } from '#territory'
import { agentsSaying } from '../agents/queries.ts'
import { saidWords, TASKS } from '../agents/words.ts'
import { namedBy, subjectsOf, tellingWords } from './asked.ts'
import { tasksScreen } from './pages.ts'

/** Of agents; the directory has the others. */
const MOST = 12
const MOST_LETTERS = 200

const show = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const q = one(ctx.query, 'q').slice(0, MOST_LETTERS).trim()
    const unitId = homeUnit(ctx.actor)
    const own = unitId === null ? null : place.authority(place.unit(unitId).authorityId)
    const chosen = one(ctx.query, 'commune')
    const asked =
      place.authorities.find(({ slug }) => slug === chosen) ??
      (ctx.query['commune'] === undefined ? own : null)
    const commune = asked === null || asked.id === place.metropolis.id ? null : asked
    const frame = await intranetFrame(ctx, tx)
    if (q === '')
      return page(tasksScreen(frame, { q, commune, place, now: tx.now, named: [], subjects: [], agents: [] }))
    const found = await searchServices(tx, ctx.searches, q)
    const day = localDay(tx.now, place.zone)
    const subjects = subjectsOf(found, { known: await catalogue(tx), place, commune, day })
    const words = saidWords(tellingWords(wordsOf(q)).join(' '), place)
    const named = namedBy(words, commune ?? place.metropolis, place)
    const agents = words.length === 0 ? [] : await agentsSaying(tx, words, MOST)
    return page(tasksScreen(frame, { q, commune, place, now: tx.now, named, subjects, agents }))
  })

export const taskRoutes: readonly Route[] = [
  { get: TASKS, action: 'colleague.read', title: 'Qui fait quoi', face: 'agent', handle: show },
]
