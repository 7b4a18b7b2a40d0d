// A year of what the metropolis and Bron publish for their agents: families of contents, each told on its day through the real verbs.
import { ownAudience } from '#audiences'
import { readFile } from 'node:fs/promises'
import { type Actor, system } from '#platform/actor.ts'
import type { Database, Read, Write } from '#platform/db/db.ts'
import { asTyped, beginContent, publish, writtenContent } from '#publishing'
import { addDays, type Day, localDay, territory, todayThere } from '#territory'
import { z } from 'zod'

const text = z.string().min(1)
const told = z.strictObject({
  ...{ title: text, summary: text, text: text.optional() },
  /** What this one answers besides, as it would be typed. */
  fields: z.record(z.string(), text).default({}),
  /** The day on which it takes place, from today. */
  inDays: z.int().optional(),
})
const family = z.strictObject({
  /** INSEE code of a commune; absent: the metropolis. */
  commune: z.string().optional(),
  ...{ unit: text, type: text, theme: text },
  channel: z.string().optional(),
  /** The name of the question that its text answers. */
  into: z.string().default('text'),
  /** What each of them answers besides. */
  fields: z.record(z.string(), text).default({}),
  /** Days since the newest; days between one and the next. */
  ...{ first: z.int(), every: z.int() },
  /** A last sentence, one after another. */
  closings: z.array(text).default([]),
  told: z.array(told),
})
type Family = z.infer<typeof family>
type Told = z.infer<typeof told>

interface Teller {
  db: Database
  /** The same, on another day. */
  onDay: (daysAgo: number) => Database
  speaker: (tx: Read, commune: string | null) => Promise<Actor>
}

function typedOf({ into, channel, fields, closings }: Family, one: Told, at: number, today: Day) {
  const closing = closings[at % closings.length]
  const said = [one.text, closing].filter((part) => part !== undefined)
  return {
    ...fields,
    ...one.fields,
    ...(said.length > 0 && { [into]: said.join('\n\n') }),
    ...(channel !== undefined && { channel }),
    ...(one.inDays !== undefined && { day: addDays(today, one.inDays) }),
  }
}

/** Written and published at once, for those who work there. */
async function tellOne(tx: Write, said: Family, one: Told, typed: Record<string, string>): Promise<void> {
  const place = await territory(tx)
  const { id: authorityId } =
    (said.commune === undefined ? undefined : place.authorityByCode(said.commune)) ?? place.metropolis
  const unit = place.unitsOf(authorityId).find(({ code }) => code === said.unit)
  const audienceId = await ownAudience(tx, authorityId)
  if (unit === undefined || audienceId === undefined) throw new Error(`demo: « ${one.title} » is for nobody`)
  const { typeVersion, fields, reviewMonths } = await asTyped(tx, said.type, typed)
  const { title, summary } = one
  const where = { authorityId, unitId: unit.id, type: said.type }
  const whole = { typeVersion, fields, title, summary, theme: said.theme, about: [], picture: null }
  const id = await beginContent(tx, where, whole)
  await publish(tx, id, (await writtenContent(tx, id))?.version ?? 0, {
    ...{ audienceId, startsAt: tx.now, endsAt: null, isSilent: false, urgency: 'normal' },
    reviewOn: addDays(localDay(tx.now, place.zone), reviewMonths * 30),
  })
}

/** Tells them all, the newest of a family first. `file`: definitions/demo/year.json. */
export async function tellYearOfContents({ db, onDay, speaker }: Teller, file: string): Promise<void> {
  const today = await db.read(system, todayThere)
  for (const said of z.array(family).parse(JSON.parse(await readFile(file, 'utf8')))) {
    const actor = await db.read(system, (tx) => speaker(tx, said.commune ?? null))
    for (const [at, one] of said.told.entries())
      await onDay(said.first + at * said.every).write(actor, (tx) =>
        tellOne(tx, said, one, typedOf(said, one, at, today)),
      )
  }
}
