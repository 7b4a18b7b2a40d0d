// The search box: its page of answers, and the short list while one types.
import { type Context, json, one, page, type Reply } from '#platform/http/route.ts'
import { type Area, authorityNoun, type Place, type Territory, territory, understandPlace } from '#territory'
import { lineFor, showList } from './browse.citizen.ts'
import { catalogue } from '../catalogue/catalogue.ts'
import { localCatalogue } from '../catalogue/local.ts'
import { callsOf, foundPage, lineOf } from './pages/found.ts'
import { answeringToday } from '../routing/answers.ts'
import { searchAll } from '../search/search.ts'
import { streetIn } from '../search/street.ts'
import { personArea } from './where.ts'

const LONGEST = 200
const SUGGESTED = 6

const asked = (ctx: Context, name: string): string => one(ctx.query, name).trim().slice(0, LONGEST)

/** Where the person is: what « Où ? » says, and nothing else when it is to be asked. */
function areaOf(ctx: Context, place: Place, known: Territory): Area | undefined {
  const chosen = known.area(one(ctx.query, 'commune'))
  if (chosen !== undefined) return chosen
  if (place.kind === 'area') return place.area
  return place.kind === 'none' ? personArea(ctx, known) : undefined
}

/** Lines that answer day and night: the commune’s own where it has some, the metropolis’s. */
function linesOf({ metropolis, authority }: Territory, area: Area | null): Readonly<Record<string, string>> {
  const own = area === null ? undefined : authority(area.authorityId).profile.urgentLines
  return { ...metropolis.profile.urgentLines, ...own }
}

/** GET /demarches: the whole list, or what answers `quoi`, there where `ou` says. */
export function showServices(ctx: Context): Promise<Reply> {
  const [quoi, ou] = [asked(ctx, 'quoi'), asked(ctx, 'ou')]
  if (quoi === '') return showList(ctx)
  return ctx.db.read(ctx.actor, async (tx) => {
    const [offer, known] = [await catalogue(tx), await territory(tx)]
    const typed = await understandPlace(tx, ou, known)
    const isChosen = known.area(one(ctx.query, 'commune')) !== undefined
    const usual = areaOf(ctx, typed, known)
    const answer = await searchAll(tx, ctx.searches, quoi, { area: usual })
    // « Encombrants Villeurbanne » says where better than what is usual, and less than what « Où ? » says.
    const isSaid = typed.kind === 'none' && answer.place.kind !== 'none' && !isChosen
    const where = isSaid ? answer.place : isChosen ? { kind: 'none' as const } : typed
    const address = streetIn(ou, typed, (await offer.index(ctx.searches)).lexicon) || answer.street
    const area = isSaid ? (answer.place.kind === 'area' ? answer.place.area : null) : (usual ?? null)
    const here = area ?? undefined
    const local = await localCatalogue(tx, offer, known, here)
    const services = [...answer.found, ...answer.near].flatMap((one) =>
      one.kind === 'service' ? one.service.definition : [],
    )
    return page(
      foundPage(ctx, {
        ...answer,
        found: answer.found.map((one) =>
          one.kind === 'service' ? { ...one, service: local.service(one.service.slug) ?? one.service } : one,
        ),
        lines: linesOf(known, area),
        quoi,
        ou: ou || (isSaid && area !== null ? area.name : ''),
        where,
        metropolis: authorityNoun(known.metropolis),
        area,
        address,
        line: lineFor(await answeringToday(tx, local, known, { area: here, services }), here),
        question: offer.services.find(({ definition }) => definition.takesAnything === true) ?? null,
        communes: known.communes,
      }),
    )
  })
}

/** GET /suggestions?quoi=&ou=: what the search would find, title and address. */
export function suggest(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const known = await territory(tx)
    const area = personArea(ctx, known)
    const quoi = asked(ctx, 'quoi')
    const { signs, found, near, place, street } = await searchAll(tx, ctx.searches, quoi, {
      area,
      isTyping: true,
    })
    const here = area ?? (place.kind === 'area' ? place.area : undefined)
    const numbers = linesOf(known, here ?? null)
    const first = signs.map((post) => ({
      href: `/demarches?${new URLSearchParams({ quoi }).toString()}`,
      title: [post.title, ...callsOf(post, numbers).map(({ number }) => number)].join(', '),
      kind: post.calls.length > 0 ? 'Urgence' : 'À savoir',
    }))
    const services = [...found, ...near].map((one) =>
      lineOf(one, { commune: here?.code ?? null, address: street }),
    )
    const lines = [...first, ...services].slice(0, SUGGESTED)
    const headers = { 'cache-control': 'private, max-age=60' }
    return { ...json(lines.map(({ href, title, kind }) => ({ href, title, kind }))), headers }
  })
}
