// What the demonstration's requests say: French texts as data (definitions/demo/stories.json), drawn by dice.
import { readFile } from 'node:fs/promises'
import { z } from 'zod'

const exchange = z.tuple([z.string(), z.string()])

const serviceStory = z.strictObject({
  weight: z.number(),
  /** Relative number for each month, January first. */
  seasons: z.array(z.number()).length(12).optional(),
  texts: z.array(z.string()).min(1),
  /** What is written by who tells of a danger, which the others do not say. */
  atRisk: z.array(z.string()).min(1).optional(),
  /** What an agent asks, what the resident answers. */
  questions: z.array(exchange).min(1),
  notes: z.array(z.string()).min(1),
  replies: z.array(z.string()).min(1),
  closings: z.array(z.string()).min(1),
  /** Why it is not solved, when it is reopened. */
  reopenings: z.array(z.string()).optional(),
})

const reasons = z.array(z.string()).min(1)

/** What somebody asked under the wrong service, so many days ago, and what an agent said as they corrected it. */
const misfiled = z.strictObject({
  days: z.number(),
  under: z.string(),
  is: z.string(),
  text: z.string(),
  note: z.string(),
})

const stories = z.strictObject({
  firstNames: z.array(z.string()).min(20),
  lastNames: z.array(z.string()).min(20),
  streets: z.array(z.string()).min(20),
  /** Reasons given when a request goes to the other authority: each is true of any request, and of whoever receives it. */
  handOvers: z.strictObject({ toCommune: reasons, toMetropolis: reasons }),
  misfiled: z.array(misfiled).min(1),
  services: z.record(z.string(), serviceStory),
})

export type Stories = z.infer<typeof stories>
export type Misfiled = z.infer<typeof misfiled>
export type ServiceStory = z.infer<typeof serviceStory>

/** @throws when the file does not fit */
export async function readStories(path: string): Promise<Stories> {
  return stories.parse(JSON.parse(await readFile(path, 'utf8')))
}
