// « Pourquoi ce service ? »: a real request that one may read, or an invented case. Every row is tried, and says what failed.
import type { Read } from '#platform/db/db.ts'
import { type Context, one, page, type Reply } from '#platform/http/route.ts'
import { leaveShown, routedRequest } from '#requests'
import { decideCompetence, type Ground, groundOf, triedOn } from '#services'
import { adminFrame, localDay } from '#territory'
import { type WhyAnswer, type WhyAsked, whyPage } from './pages/why.ts'

/** What the form says of an invented case; the address of a subject says less, and asks nothing yet. */
const CASE = ['sujet', 'commune', 'jour']

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** What is asked, of the address; a request says all of it. */
function askedOf({ query }: Context, { today }: Ground): WhyAsked {
  const day = one(query, 'jour')
  return {
    ref: one(query, 'demande').trim(),
    subject: one(query, 'sujet'),
    commune: one(query, 'commune'),
    kind: one(query, 'lieu'),
    day: DAY.test(day) && !Number.isNaN(Date.parse(day)) ? day : today,
  }
}

/** A case, with what was decided of it when it is a request. */
interface Explained extends WhyAsked {
  decided: WhyAnswer['decided']
}

async function ofRequest(tx: Read, asked: WhyAsked, ground: Ground): Promise<Explained> {
  const request = await routedRequest(tx, ground.place, asked.ref)
  if (request === undefined) return { ...asked, decided: null }
  const { category, areaCode, placeKind, receivedAt, routing, unitId } = request
  return {
    ...{ ref: request.ref, subject: category, commune: areaCode, kind: placeKind ?? '' },
    day: localDay(receivedAt, ground.place.zone),
    decided: { routing, unitId },
  }
}

function answerOf(asked: Explained, ground: Ground): WhyAnswer | null {
  const { known, place, rules } = ground
  const area = place.area(asked.commune)
  if (known.category(asked.subject) === undefined || area === undefined) return null
  const source = { rules, category: known.category }
  const placeKind = asked.kind === '' ? null : asked.kind
  const said = {
    category: asked.subject,
    commune: place.authority(area.authorityId).code,
    placeKind,
    day: asked.day,
  }
  return {
    said,
    decision: decideCompetence(source, place, { ...said, areaCode: area.code }),
    tried: triedOn(source, said).toSorted((a, b) => rankOf(a) - rankOf(b)),
    decided: asked.decided,
  }
}

/** What decides first, then what would, then what does not speak of it. */
const rankOf = ({ outcome }: WhyAnswer['tried'][number]): number =>
  outcome === 'decides' ? 0 : outcome === 'pre-empted' ? 1 : 2

/** GET /administration/competences/pourquoi */
export async function showWhy(ctx: Context): Promise<Reply> {
  const ref = one(ctx.query, 'demande').trim()
  // The resident reads in their journal that somebody was shown it: a screen itself writes nothing.
  if (ref !== '') await leaveShown(ctx.db, ctx.actor, ref)
  return ctx.db.read(ctx.actor, async (tx) => {
    const ground = await groundOf(tx)
    const typed = askedOf(ctx, ground)
    const asked = typed.ref === '' ? { ...typed, decided: null } : await ofRequest(tx, typed, ground)
    const isUnknown = typed.ref !== '' && asked.decided === null
    const answer = isUnknown ? null : answerOf(asked, ground)
    const isPartial = answer === null && !isUnknown && CASE.every((name) => ctx.query[name] !== undefined)
    const shown = whyPage(await adminFrame(ctx, tx), { ground, asked, answer, isUnknown, isPartial })
    return page(shown, isPartial ? 422 : 200)
  })
}
