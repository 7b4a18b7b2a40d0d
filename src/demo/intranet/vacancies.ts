// The job offers of the demonstration, and who looks for what; told through the real verbs, on their days.
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { ownAudience, PUBLIC } from '#audiences'
import { keepMade, type Storing } from '#files'
import type { Answers } from '#forms'
import { type Actor, system } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import { drawPaper } from '#platform/pdf/aside.ts'
import { addDays, localDay, territory } from '#territory'
import { applyTo, formNamed, keepProfile, publishVacancy } from '#vacancies'
import { z } from 'zod'

const text = z.string().min(1)
const category = z.enum(['A', 'B', 'C'])
const branch = z.enum(['administrative', 'technical', 'social', 'cultural'])
const Told = z.strictObject({
  offers: z.array(
    z.strictObject({
      ...{ title: text, category, branch, position: text, place: text, description: text, apply: text },
      /** From today to its last day. */
      inDays: z.int(),
      publishedDaysAgo: z.int().positive(),
      /** Code of a unit there. */
      unit: text,
      /** INSEE code; null: the metropolis. */
      commune: text.nullable(),
      /** For its own agents alone. */
      own: z.boolean(),
      /** By which one applies there. */
      form: text.nullable(),
    }),
  ),
  profiles: z.array(
    z.strictObject({
      by: text,
      categories: z.array(category),
      branches: z.array(branch),
      places: z.array(text),
      words: z.array(text),
    }),
  ),
  applications: z.array(
    z.strictObject({ by: text, offer: text, answers: z.record(z.string(), z.unknown()) }),
  ),
})
type Application = z.infer<typeof Told>['applications'][number]

/** One, with a CV of one line. */
async function apply({ db, storing, actorOf }: Teller, { by, offer, answers }: Application): Promise<void> {
  const actor = await db.read(system, (tx) => actorOf(tx, by))
  const bytes = await drawPaper({
    ...{ title: 'Curriculum vitæ', author: 'Démonstration', foot: offer, at: db.clock() },
    parts: [{ kind: 'text', text: 'CV de démonstration\u00a0: il n’est de personne.' }],
  })
  const made = { source: Readable.from([bytes]), name: 'cv.pdf', mediaType: 'application/pdf' }
  const cv = await keepMade({ db, actor, ...storing }, made)
  await db.write(actor, (tx) => applyTo(tx, offer, { ...(answers as Answers), cv: [cv] }))
}

interface Teller {
  db: Database
  storing: Pick<Storing, 'files' | 'config'>
  /** The same, on another day. */
  onDay: (daysAgo: number) => Database
  actorOf: (tx: Read, email: string) => Promise<Actor>
  administratorOf: (tx: Read, code: string | null) => Promise<Actor>
}

/** Tells them all. `file`: definitions/demo/vacancies.json. */
export async function tellVacancies(teller: Teller, file: string): Promise<void> {
  const { db, onDay, actorOf, administratorOf } = teller
  const { offers, profiles, applications } = Told.parse(JSON.parse(await readFile(file, 'utf8')))
  const today = await db.read(system, async (tx) => localDay(tx.now, (await territory(tx)).zone))
  for (const { inDays, publishedDaysAgo, commune, own, unit, form, ...said } of offers) {
    const keeper = await db.read(system, (tx) => administratorOf(tx, commune))
    await onDay(publishedDaysAgo).write(keeper, async (tx) => {
      const place = await territory(tx)
      const { id } = (commune === null ? null : place.authorityByCode(commune)) ?? place.metropolis
      const unitId = place.unitsOf(id).find(({ code }) => code === unit)?.id ?? 0
      const audienceId = own ? ((await ownAudience(tx, id)) ?? PUBLIC) : PUBLIC
      const endsOn = addDays(today, inDays)
      await publishVacancy(tx, { ...said, audienceId, unitId, endsOn, form: await formNamed(tx, form) })
    })
  }
  for (const { by, ...profile } of profiles) {
    const agent = await db.read(system, (tx) => actorOf(tx, by))
    await db.write(agent, (tx) => keepProfile(tx, { ...profile, alerts: true }))
  }
  for (const one of applications) await apply(teller, one)
}
