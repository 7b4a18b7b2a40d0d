// Tells a year of requests: each is sent, then lives its life, by the verbs that people use.
import { type Actor, anonymous, system } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import { actorOfPerson } from '#people'
import { proveCode, submitRequest } from '#requests'
import { catalogue } from '#services'
import { type Territory, territory } from '#territory'
import { type Dice, dice } from './dice.ts'
import { type Live, liveStory } from './life.ts'
import { answersFor, type Cast } from './answers.ts'
import type { Agents, Telling } from './cast.ts'
import type { ServiceStory } from './story.ts'

const DAY_MS = 24 * 3600 * 1000
const YEAR_DAYS = 365
/** Stories lived at once: PostgreSQL works while the program thinks. */
const AT_ONCE = 5

async function agentsOf(tx: Read): Promise<Agents> {
  const rows = await tx.q
    .selectFrom('accounts.membership')
    .innerJoin('accounts.person', 'accounts.person.id', 'accounts.membership.person_id')
    .select(['person_id', 'unit_id', 'role', 'email'])
    .orderBy('person_id')
    .execute()
  const actors = new Map<number, Actor>()
  for (const { person_id: id } of rows)
    if (!actors.has(id)) actors.set(id, (await actorOfPerson(tx, id)) ?? anonymous())
  const byUnit = Map.groupBy(
    rows.filter((row) => row.role === 'handler'),
    (row) => row.unit_id,
  )
  const byEmail = new Map(rows.map((row) => [row.email, actors.get(row.person_id)]))
  return {
    inUnit: (unitId) => (byUnit.get(unitId) ?? []).flatMap((row) => actors.get(row.person_id) ?? []),
    byEmail(email) {
      const actor = byEmail.get(email)
      if (actor === undefined) throw new Error(`demo: no agent ${email}`)
      return actor
    },
  }
}

/** Instants of reception over the past year, oldest first: by day more than by night, by season per service. */
function receptions(
  { stories, dice, count }: Telling,
  slugs: readonly string[],
  now: Date,
): { slug: string; at: Date }[] {
  const list = Array.from({ length: count }, () => {
    const day = new Date(now.getTime() - Math.floor(dice.roll() ** 2.6 * YEAR_DAYS) * DAY_MS)
    const weight = (slug: string) =>
      (stories.services[slug]?.weight ?? 0) * (stories.services[slug]?.seasons?.[day.getUTCMonth()] ?? 1)
    day.setUTCHours(
      dice.weighted([6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21], (hour) =>
        hour < 18 ? 4 : 2,
      ),
      dice.between(0, 59),
      dice.between(0, 59),
    )
    return { slug: dice.weighted(slugs, weight), at: day }
  })
  const past = list.filter(({ at }) => at.getTime() < now.getTime() - 60_000)
  return past.sort((a, b) => a.at.getTime() - b.at.getTime())
}

interface Sender {
  actor: Actor
  residentId: number | null
  enteredUnitId: number | null
  channel: 'web' | 'phone' | 'desk' | 'letter' | 'mail'
}

/** Who sends: mostly by the web, else an agent of the contact centre or of a town hall enters it. */
function senderOf({ dice }: Telling, place: Territory, agents: Agents, cast: Cast): Sender {
  const channel = dice.weighted(
    ['web', 'phone', 'desk', 'letter', 'mail'] as const,
    (item) => ({ web: 66, phone: 18, desk: 9, letter: 2, mail: 5 })[item],
  )
  if (channel === 'web') {
    const visitor = anonymous(uuidFrom(dice))
    const actor =
      cast.personId === null
        ? visitor
        : { ...visitor, kind: 'resident' as const, personId: cast.personId, label: cast.name }
    return { actor, residentId: cast.personId, enteredUnitId: null, channel }
  }
  // At a desk, the town hall of the place enters it; by phone, letter or mail, the contact centre.
  const desk = place.unitFor(cast.area.authorityId, 'reception', cast.area.code)
  const clerk =
    (channel === 'desk' && desk !== undefined ? agents.inUnit(desk.id)[0] : undefined) ??
    agents.byEmail('accueil@parvis.example')
  return { actor: clerk, residentId: null, enteredUnitId: clerk.memberships[0]?.unitId ?? null, channel }
}

function uuidFrom(dice: Dice): string {
  const hex = Array.from({ length: 32 }, () => dice.between(0, 15).toString(16)).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

async function send(
  db: Database,
  telling: Telling,
  place: Territory,
  agents: Agents,
  item: { slug: string; at: Date },
  number: number,
): Promise<Live> {
  const cast = castOf(telling, place, number)
  const sender = senderOf(telling, place, agents, cast)
  const sending = await db.write(sender.actor, async (inner) => {
    const tx = { ...inner, now: item.at }
    const answers = await answersFor(tx, telling, place, item.slug, cast, sender.actor)
    const sent = await submitRequest(tx, {
      draftId: null,
      serviceSlug: item.slug,
      answers,
      channel: sender.channel,
      residentId: sender.residentId,
      enteredUnitId: sender.enteredUnitId,
    })
    const row = await tx.q
      .selectFrom('requests.request')
      .select(['unit_id', 'authority_id'])
      .where('id', '=', sent.id)
      .executeTakeFirstOrThrow()
    const resident: Actor =
      sender.channel === 'web'
        ? { ...sender.actor, codes: [sent.id] }
        : { ...anonymous(uuidFrom(telling.dice)), codes: [sent.id] }
    const live: Live = {
      ref: sent.ref,
      id: sent.id,
      slug: item.slug,
      at: item.at,
      unitId: row.unit_id,
      authorityId: row.authority_id,
      resident,
      seed: telling.dice.between(1, 2 ** 31),
    }
    return { live, code: sent.code }
  })
  const { live, code } = sending
  // Whoever called follows with the code they were told.
  if (sender.channel !== 'web')
    await db.write(live.resident, (tx) => proveCode({ ...tx, now: item.at }, code))
  return live
}

/** The residents with an account send a few; everybody else is somebody new. */
function castOf({ stories, dice }: Telling, place: Territory, number: number): Cast {
  const area = dice.weighted(
    place.areas.filter(
      (item) =>
        !(
          item.kind === 'commune' &&
          place.areas.some((part) => part.kind === 'arrondissement' && part.authorityId === item.authorityId)
        ),
    ),
    (item) => item.population,
  )
  const name = `${dice.pick(stories.firstNames)} ${dice.pick(stories.lastNames)}`
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '.')
  return {
    name,
    email: `${plain}.${number}@courriel.example`,
    phone: `06 39 98 ${String(dice.between(10, 99))} ${String(dice.between(10, 99))}`,
    area,
    personId: null,
  }
}

/** Sends every request in the order of time, then lets each live; the same dice always tell the same year. */
export async function tellStories(db: Database, telling: Telling): Promise<void> {
  const { place, agents, slugs, accounts } = await db.read(system, async (tx) => ({
    place: await territory(tx),
    agents: await agentsOf(tx),
    slugs: (await catalogue(tx)).services
      .filter((item) => item.formVersion !== null && telling.stories.services[item.slug] !== undefined)
      .map((item) => item.slug),
    accounts: await tx.q
      .selectFrom('accounts.person')
      .innerJoin('accounts.profile_value', 'accounts.profile_value.person_id', 'accounts.person.id')
      .select(['accounts.person.id', 'name', 'email', 'value as commune'])
      .where('value_id', '=', 'commune')
      .where('ended_at', 'is', null)
      .orderBy('accounts.person.id')
      .execute(),
  }))
  const now = db.clock()
  const lives: Live[] = []
  for (const [number, item] of receptions(telling, slugs, now).entries()) {
    telling.stopping?.throwIfAborted()
    lives.push(await send(db, telling, place, agents, item, number))
    if (number + 1 === Math.ceil(telling.count / 2)) telling.say(`  ${number + 1} demandes envoyées`)
  }
  for (const person of accounts) lives.push(...(await sendOwn(db, telling, place, person, slugs, now)))
  lives.push(...(await sendMisfiled(db, telling, place, agents, now)))
  const waiting = [...lives]
  const quarter = Math.ceil(lives.length / 4)
  const tell = async () => {
    for (let live = waiting.shift(); live !== undefined; live = waiting.shift()) {
      telling.stopping?.throwIfAborted()
      const told = lives.length - waiting.length
      if (told % quarter === 0 && waiting.length > 0)
        telling.say(`  ${told} demandes traitées sur ${lives.length}`)
      await liveStory(db, telling.stories, place, agents, live, now)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, tell))
}

/** Some that were asked under the wrong service, drawn apart: the others stay the same. */
async function sendMisfiled(
  db: Database,
  telling: Telling,
  place: Territory,
  agents: Agents,
  now: Date,
): Promise<Live[]> {
  const { stories } = telling
  const lives: Live[] = []
  for (const [number, misfiled] of stories.misfiled.entries()) {
    const { under, text, days } = misfiled
    const story = { ...stories.services[under], texts: [text], atRisk: [text] } as ServiceStory
    const apart = dice(stories.misfiled.length * days)
    const own = {
      ...{ ...telling, dice: apart, dangers: apart },
      stories: { ...stories, services: { ...stories.services, [under]: story } },
    }
    const item = { slug: under, at: new Date(new Date(now.getTime() - days * DAY_MS).setUTCHours(8, number)) }
    lives.push({ ...(await send(db, own, place, agents, item, 9000 + number)), misfiled })
  }
  return lives
}

/** A handful of requests of a resident who has an account. */
async function sendOwn(
  db: Database,
  telling: Telling,
  place: Territory,
  person: { id: number; name: string; email: string | null; commune: string },
  slugs: readonly string[],
  now: Date,
): Promise<Live[]> {
  const { dice } = telling
  const area = place.area(person.commune)
  if (area === undefined || person.email === null) return []
  const lives: Live[] = []
  for (const days of [95, 41, 17, 6, 1]) {
    const slug = dice.weighted(slugs, (item) => telling.stories.services[item]?.weight ?? 0)
    const at = new Date(now.getTime() - days * DAY_MS - dice.between(1, 5) * 3_600_000)
    const cast: Cast = {
      name: person.name,
      email: person.email,
      phone: '06 39 98 41 17',
      area,
      personId: person.id,
    }
    const actor: Actor = {
      ...anonymous(uuidFrom(dice)),
      kind: 'resident',
      personId: person.id,
      label: person.name,
    }
    lives.push(
      await db.write(actor, async (inner) => {
        const tx = { ...inner, now: at }
        const answers = await answersFor(tx, telling, place, slug, cast, actor)
        const sent = await submitRequest(tx, {
          draftId: null,
          serviceSlug: slug,
          answers,
          channel: 'web',
          residentId: person.id,
          enteredUnitId: null,
        })
        const row = await tx.q
          .selectFrom('requests.request')
          .select(['unit_id', 'authority_id'])
          .where('id', '=', sent.id)
          .executeTakeFirstOrThrow()
        return {
          ref: sent.ref,
          id: sent.id,
          slug,
          at,
          unitId: row.unit_id,
          authorityId: row.authority_id,
          resident: actor,
          seed: dice.between(1, 2 ** 31),
        }
      }),
    )
  }
  return lives
}
