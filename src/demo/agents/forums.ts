// The forums of the demonstration: opened by those who publish, talked of on their days, some of it unread; told through the real verbs.
import { readFile } from 'node:fs/promises'
import { makeAudience, ownAudience } from '#audiences'
import { beginThread, contest, hide, noteRead, openForum, postOf, readThread, reply, report } from '#forums'
import { type Actor, system } from '#platform/actor.ts'
import type { Database, Read, Write } from '#platform/db/db.ts'
import { territory } from '#territory'
import { z } from 'zod'

const text = z.string().min(1)
const rule = z.enum(['person', 'advert', 'hurt', 'law', 'other'])
const Told = z.array(
  z.strictObject({
    /** INSEE code of the commune; null: the metropolis. */
    commune: text.nullable(),
    by: text,
    name: text,
    purpose: text,
    /** INSEE codes of those whose agents read it too, under that name; absent: its own agents alone. */
    shared: z.strictObject({ name: text, communes: z.array(text) }).optional(),
    threads: z.array(
      z.strictObject({
        title: text,
        messages: z.array(
          z.strictObject({ by: text, daysAgo: z.number(), text, quotes: z.int().positive().optional() }),
        ),
        /** Who has read it, as far as which message. */
        read: z.record(text, z.int().positive()).default({}),
        reported: z.strictObject({ by: text, n: z.int(), rule }).optional(),
        hidden: z
          .strictObject({
            ...{ by: text, n: z.int(), rule, word: z.string() },
            contested: z.strictObject({ by: text, word: text }).optional(),
          })
          .optional(),
      }),
    ),
  }),
)
type Forum = z.infer<typeof Told>[number]
type Thread = Forum['threads'][number]

interface Teller {
  db: Database
  /** The same, on another day. */
  onDay: (daysAgo: number) => Database
  actorOf: (tx: Read, email: string) => Promise<Actor>
}

const who = ({ db, actorOf }: Teller, email: string): Promise<Actor> =>
  db.read(system, (tx) => actorOf(tx, email))

async function meant(tx: Write, threadId: number, n: number) {
  const [thread, post] = [await readThread(tx, threadId), await postOf(tx, threadId, n)]
  if (post === undefined) throw new Error(`demo: no message ${n} of that thread`)
  return { thread, post }
}

async function open(teller: Teller, { commune, by, name, purpose, shared }: Forum): Promise<number> {
  return teller.onDay(80).write(await who(teller, by), async (tx) => {
    const place = await territory(tx)
    const codeOf = (code: string): number => place.authorityByCode(code)?.id ?? 0
    const authorityId = commune === null ? place.metropolis.id : codeOf(commune)
    const keys = [authorityId, ...(shared?.communes ?? []).map(codeOf)].map((id) => `workplace:${id}`)
    const rule = { who: keys, also: [], except: [], from: null, until: null }
    const audienceId =
      shared === undefined
        ? ((await ownAudience(tx, authorityId)) ?? 0)
        : await makeAudience(tx, authorityId, { name: shared.name, rule })
    return openForum(tx, authorityId, { name, purpose, audienceId })
  })
}

async function talk(teller: Teller, forumId: number, { title, messages }: Thread): Promise<number> {
  let threadId = 0
  for (const { by, daysAgo, text: body, quotes } of messages) {
    const said = { text: body, fileIds: [], once: undefined, quotes }
    threadId = await teller.onDay(daysAgo).write(await who(teller, by), async (tx) => {
      if (threadId === 0) return beginThread(tx, forumId, title, said)
      await reply(tx, threadId, said)
      return threadId
    })
  }
  return threadId
}

async function settle(teller: Teller, threadId: number, { read, reported, hidden }: Thread): Promise<void> {
  const { db } = teller
  for (const [email, n] of Object.entries(read))
    await db.write(await who(teller, email), async (tx) =>
      noteRead(tx, threadId, (await meant(tx, threadId, n)).post.messageId),
    )
  if (reported !== undefined)
    await db.write(await who(teller, reported.by), async (tx) =>
      report(tx, await meant(tx, threadId, reported.n), reported.rule),
    )
  if (hidden === undefined) return
  await db.write(await who(teller, hidden.by), async (tx) =>
    hide(tx, await meant(tx, threadId, hidden.n), hidden.rule, hidden.word),
  )
  const { contested } = hidden
  if (contested !== undefined)
    await db.write(await who(teller, contested.by), async (tx) =>
      contest(tx, await meant(tx, threadId, hidden.n), contested.word),
    )
}

/** Tells them all. `file`: definitions/demo/forums.json. */
export async function tellForums(teller: Teller, file: string): Promise<void> {
  for (const said of Told.parse(JSON.parse(await readFile(file, 'utf8')))) {
    const forumId = await open(teller, said)
    for (const thread of said.threads) await settle(teller, await talk(teller, forumId, thread), thread)
  }
}
