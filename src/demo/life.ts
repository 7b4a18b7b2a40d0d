// The life of one demonstration request after it was sent: taken, asked, answered, handed over, closed, sometimes reopened.
import { type Actor, labelled, system } from '#platform/actor.ts'
import type { Database, Write } from '#platform/db/db.ts'
import { ParvisError } from '#platform/errors.ts'
import { ableUnits, catalogue, isRelayed } from '#services'
import { type ActInput, act, correctService, namedByLink, noteRequest, rateRequest, settle } from '#requests'
import { longDate } from '#platform/ui/french.ts'
import { type Day, localDay, nextWorkingDay, type Territory } from '#territory'
import { type Dice, dice } from './dice.ts'
import type { Misfiled, ServiceStory, Stories } from './story.ts'
import type { Agents } from './cast.ts'

export interface Live {
  ref: string
  id: number
  slug: string
  at: Date
  unitId: number
  authorityId: number
  /** Whoever sent it, holding its code. */
  resident: Actor
  seed: number
  /** It was asked under the wrong service: an agent corrects it. */
  misfiled?: Misfiled
}

const DAY_MS = 24 * 3600 * 1000

/** One life being told: the moment moves forward and never beyond now. */
interface Telling {
  db: Database
  stories: Stories
  live: Live
  story: ServiceStory
  dice: Dice
  place: Territory
  agents: Agents
  moment: number
  end: number
}

/** Moves forward by some days, to an hour when people work; false when that would be in the future. */
function later(telling: Telling, least: number, most: number): boolean {
  const days = least + telling.dice.roll() * (most - least)
  const next = new Date(telling.moment + days * DAY_MS)
  if (next.getUTCDay() === 0 || next.getUTCDay() === 6) next.setTime(next.getTime() + 2 * DAY_MS)
  if (next.getUTCHours() < 7 || next.getUTCHours() > 16)
    next.setUTCHours(telling.dice.between(7, 15), telling.dice.between(0, 59))
  telling.moment = Math.max(next.getTime(), telling.moment + 60_000)
  return telling.moment < telling.end
}

async function as(telling: Telling, actor: Actor, work: (tx: Write) => Promise<unknown>): Promise<boolean> {
  try {
    await telling.db.write(actor, (tx) => work({ ...tx, now: new Date(telling.moment) }))
    return true
  } catch (error) {
    // A story may ask for what the workflow of this service does not offer: it then simply does not happen.
    if (error instanceof ParvisError) return false
    throw error
  }
}

async function move(
  telling: Telling,
  actor: Actor,
  transition: string,
  input: ActInput = {},
): Promise<boolean> {
  const { live } = telling
  const done = await as(telling, actor, (tx) =>
    act(
      tx,
      live.ref,
      transition,
      input,
      actor === live.resident ? 'resident' : isByLink(actor) ? 'link' : 'agent',
    ),
  )
  if (done) await as(telling, system, (tx) => settle(tx, live.ref))
  return done
}

/** A town hall whose agents keep their own tools answers by the link that it was sent. */
const isByLink = (actor: Actor): boolean => actor.kind === 'system'

/** Whoever answers in that unit. */
async function handlerOf(telling: Telling): Promise<Actor | null> {
  const { agents, dice: chance, live, place, stories } = telling
  if ((await standing(telling)).relayed) {
    const who = `${chance.pick(stories.firstNames)} ${chance.pick(stories.lastNames)}`
    return labelled({ label: namedByLink(place.authority(live.authorityId).name, who) })
  }
  const able = agents.inUnit(live.unitId)
  return able.length > 0 ? chance.pick(able) : null
}

/** Who does what at a town hall is its own business. */
const take = async (telling: Telling, handler: Actor): Promise<boolean> =>
  isByLink(handler) || move(telling, handler, 'take')

const standing = ({ db, live, place }: Telling) =>
  db.read(system, async (tx) => {
    const { unit_id, authority_id, category, area_code } = await tx.q
      .selectFrom('requests.request')
      .select(['unit_id', 'authority_id', 'category', 'area_code'])
      .where('id', '=', live.id)
      .executeTakeFirstOrThrow()
    const relayed = await isRelayed(tx, authority_id, localDay(live.at, place.zone))
    return { unit_id, authority_id, category, areaCode: area_code, relayed, known: await catalogue(tx) }
  })

/** A unit of the other authority that takes such requests there; undefined when none does. */
async function otherUnit(telling: Telling): Promise<number | undefined> {
  const { place, live, moment, agents } = telling
  const { known, category, areaCode } = await standing(telling)
  const day = localDay(new Date(moment), place.zone)
  const others = ableUnits(known, place, { category, areaCode, day }).filter(
    ({ authorityId }) => authorityId !== live.authorityId,
  )
  return others.find(({ id }) => agents.inUnit(id).length > 0)?.id
}

async function handOver(telling: Telling, handler: Actor, reasons: Stories['handOvers']): Promise<Actor> {
  const { live, dice: chance, place } = telling
  const target = await otherUnit(telling)
  const isOurs = live.authorityId === place.metropolis.id
  const why = chance.pick(isOurs ? reasons.toCommune : reasons.toMetropolis)
  if (
    target === undefined ||
    !(await move(telling, handler, 'hand_over', { targetUnitId: target, reason: why, explanation: why }))
  )
    return handler
  return takenOn(telling, handler)
}

/** Where it went, an agent takes it. */
async function takenOn(telling: Telling, handler: Actor): Promise<Actor> {
  const { unit_id: unitId, authority_id: authorityId } = await standing(telling)
  Object.assign(telling.live, { unitId, authorityId })
  const next = telling.agents.inUnit(unitId)[0] ?? handler
  if (later(telling, 0.2, 1.5)) await move(telling, next, 'take')
  return next
}

/** Filed under what it is, the rest of its life is that of the right service. */
async function correct(telling: Telling, handler: Actor, { is, note }: Misfiled): Promise<Actor> {
  const { live } = telling
  const isDone = await as(telling, handler, (tx) =>
    correctService(tx, live.ref, { to: is, note, seen: Number.MAX_SAFE_INTEGER }),
  )
  return isDone ? takenOn(telling, handler) : handler
}

/** @returns the day of the visit, when one is planned */
async function talk(telling: Telling, handler: Actor): Promise<Day | null> {
  const { story, dice: chance, live } = telling
  if (chance.chance(0.3) && !isByLink(handler))
    await as(telling, handler, (tx) => noteRequest(tx, live.ref, chance.pick(story.notes), 'note'))
  if (chance.chance(0.2)) {
    const [question, answer] = chance.pick(story.questions)
    if (!later(telling, 0.1, 1) || !(await move(telling, handler, 'ask', { message: question }))) return null
    if (chance.chance(0.12)) return unanswered(telling)
    if (!later(telling, 0.3, 6)) return null
    await move(telling, live.resident, 'resident_reply', { message: answer })
  }
  if (!chance.chance(0.88) || !later(telling, 0.1, 1.2)) return null
  const isVisited = chance.chance(0.5) && !isByLink(handler)
  const message = chance.pick(story.replies)
  if (!isVisited) {
    await move(telling, handler, 'reply', { message })
    return null
  }
  const date = visitDay(telling)
  const isPlanned = await move(telling, handler, 'schedule', {
    message: visitSaid(date),
    date,
    promise: false,
  })
  return isPlanned ? date : null
}

/** A day when people work, soon. */
const visitDay = ({ place, live, moment }: Telling): Day =>
  nextWorkingDay(place.calendarOf(live.unitId), localDay(new Date(moment + 2 * DAY_MS), place.zone))

/** What is said of a visit names its day: the words of an answer would tell another. */
export const visitSaid = (day: Day): string =>
  `Bonjour,\n\nNotre équipe passe le ${longDate(day)}. Vous recevrez un message quand ce sera fait.`

/** What a visit is planned for is done that day, or later: never before. */
export const onceVisited = (visit: Day | null, moment: number): number =>
  visit === null ? moment : Math.max(moment, Date.parse(`${visit}T11:00:00Z`))

/** Nobody answers: the request waits, then its workflow closes it, with a message. */
async function unanswered(telling: Telling): Promise<null> {
  telling.moment += 30.1 * DAY_MS
  if (telling.moment < telling.end)
    await as(telling, system, (tx) => act(tx, telling.live.ref, 'close_unanswered', {}, 'system'))
  telling.moment = telling.end
  return null
}

async function close(telling: Telling, handler: Actor): Promise<boolean> {
  const { story, dice: chance } = telling
  const message = chance.pick(story.closings).replaceAll('{name}', 'Madame, Monsieur')
  return (await move(telling, handler, 'close', { message })) || move(telling, handler, 'accept', { message })
}

async function afterwards(telling: Telling, handler: Actor): Promise<void> {
  const { story, dice: chance, live } = telling
  if (chance.chance(0.4) && later(telling, 0.1, 3))
    await as(telling, live.resident, (tx) =>
      rateRequest(
        tx,
        live.ref,
        chance.weighted(
          ['good', 'middling', 'bad'] as const,
          (score) => ({ good: 7, middling: 2, bad: 1 })[score],
        ),
      ),
    )
  if (!chance.chance(0.08) || !later(telling, 1, 9)) return
  const why = chance.pick(story.reopenings ?? ['Le problème est revenu au même endroit.'])
  if (
    !(await move(telling, live.resident, 'reopen', { message: why, reason: why })) ||
    !later(telling, 0.5, 2)
  )
    return
  await take(telling, handler)
  if (later(telling, 1, 6)) await close(telling, handler)
}

/** Lives a request until `now`: recent ones are still open, a few old ones are late. */
export async function liveStory(
  db: Database,
  stories: Stories,
  place: Territory,
  agents: Agents,
  live: Live,
  now: Date,
): Promise<void> {
  const story = stories.services[live.misfiled?.is ?? live.slug] as ServiceStory
  const telling: Telling = {
    db,
    stories,
    live,
    story,
    dice: dice(live.seed),
    place,
    agents,
    moment: live.at.getTime(),
    end: now.getTime(),
  }
  const age = (telling.end - telling.moment) / DAY_MS
  // Only recent ones are still untouched: a desk that forgot requests for months would not be believed.
  const untouched = telling.dice.chance(age < 4 ? 0.55 : age < 12 ? 0.15 : 0)
  if (untouched || !later(telling, 0.1, 1.6)) return
  let handler = await handlerOf(telling)
  if (handler === null || !(await take(telling, handler))) return
  const isHandedOver = live.misfiled === undefined && telling.dice.chance(0.06)
  if (live.misfiled !== undefined && !isByLink(handler))
    handler = await correct(telling, handler, live.misfiled)
  else if (isHandedOver && !isByLink(handler)) handler = await handOver(telling, handler, stories.handOvers)
  const visit = await talk(telling, handler)
  const slow = telling.dice.chance(0.14)
  telling.moment = onceVisited(visit, telling.moment)
  const soon = visit === null ? [0.5, 8] : [0.05, 0.15]
  const [least = 0, most = 0] = slow ? [12, 26] : soon
  if (telling.moment >= telling.end || !later(telling, least, most)) return
  if (telling.dice.chance(age > 35 ? 1 : 0.8) && (await close(telling, handler)))
    await afterwards(telling, handler)
}
