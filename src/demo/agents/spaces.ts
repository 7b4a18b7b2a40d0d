// The spaces of the demonstration: the nine conferences of mayors, directorates, commissions, clubs, projects, of which one is closed; told through the real verbs.
import { readFile } from 'node:fs/promises'
import { namedBodies } from '#bodies'
import { keepMade, type Storing } from '#files'
import { type Actor, system } from '#platform/actor.ts'
import type { Database, Read, Write } from '#platform/db/db.ts'
import { asTyped, beginContent, propose, publish, sendBack, writtenContent } from '#publishing'
import { drawPaper } from '#platform/pdf/aside.ts'
import { ODS, spreadsheet } from '#platform/sheets/ods.ts'
import {
  closeSpace,
  fileDocuments,
  foldersOf,
  insertMeeting,
  insertTask,
  invitePerson,
  openSpace,
  openTopic,
  reply,
  spaceAudience,
} from '#spaces'
import { addDays, localDay, startOfDay, territory } from '#territory'
import { z } from 'zod'

const text = z.string().min(1)
const role = z.enum(['reader', 'contributor', 'moderator'])
const joining = z.enum(['invited', 'asked', 'free'])

const inside = {
  topics: z
    .array(
      z.strictObject({
        title: text,
        messages: z.array(z.strictObject({ by: text, daysAgo: z.number(), text })),
      }),
    )
    .default([]),
  documents: z
    .array(
      z.strictObject({
        ...{ by: text, folder: text, title: text },
        paragraphs: z.array(text).optional(),
        /** A spreadsheet instead: its lines. */
        lines: z.array(z.array(z.string())).optional(),
      }),
    )
    .default([]),
  meetings: z
    .array(z.strictObject({ by: text, title: text, inDays: z.number(), hour: z.number(), place: text, text }))
    .default([]),
  tasks: z.array(z.strictObject({ by: text, title: text, who: text, inDays: z.number() })).default([]),
  /** Written by a member; published by another so many days ago, or proposed with a word, or sent back with why. */
  contents: z
    .array(
      z.strictObject({
        ...{ by: text, type: text, title: text, summary: text, text },
        publishedBy: text.optional(),
        daysAgo: z.number().optional(),
        word: text.optional(),
        sentBack: z.strictObject({ by: text, because: text }).optional(),
      }),
    )
    .default([]),
}
const ofConference = z.strictObject({ conference: text, ...inside })
const other = z.strictObject({
  kind: z.enum(['directorate', 'commission', 'club', 'project']),
  /** Mail address of whoever opens it, for the authority where they work; absent: whoever administers the metropolis. */
  openedBy: text.optional(),
  name: text,
  purpose: text,
  presentation: z.string().default(''),
  joining,
  closedDaysAgo: z.number().optional(),
  /** `staff:` and the code of a unit, with a role after it; or somebody’s address. */
  members: z.array(z.union([z.strictObject({ group: text, role }), z.strictObject({ person: text, role })])),
  ...inside,
})
const Told = z.strictObject({
  /** What the nine begin with. */
  conferences: z.strictObject({
    ...{ purpose: text, presentation: text, moderator: text, topic: text, message: text },
    ...{ meeting: text, place: text },
  }),
  spaces: z.array(z.union([ofConference, other])),
})
type Told = z.infer<typeof Told>
type Inside = z.infer<typeof ofConference> | z.infer<typeof other>

interface Teller {
  db: Database
  /** The same, on another day. */
  onDay: (daysAgo: number) => Database
  storing: Pick<Storing, 'files' | 'config'>
  admin: Actor
  actorOf: (tx: Read, email: string) => Promise<Actor>
}

const who = ({ db, actorOf }: Teller, email: string): Promise<Actor> =>
  db.read(system, (tx) => actorOf(tx, email))

/** In so many days, at that hour of the territory. */
async function atHour(tx: Read, inDays: number, hour: number): Promise<Date> {
  const { zone } = await territory(tx)
  return new Date(startOfDay(addDays(localDay(tx.now, zone), inDays), zone).getTime() + hour * 3_600_000)
}

async function tellTopics(teller: Teller, spaceId: number, topics: Inside['topics']): Promise<void> {
  for (const { title, messages } of topics) {
    let topicId = 0
    for (const { by, daysAgo, text: body } of messages) {
      const said = { text: body, fileIds: [], once: undefined }
      topicId = await teller.onDay(daysAgo).write(await who(teller, by), async (tx) => {
        if (topicId === 0) return openTopic(tx, spaceId, title, said)
        await reply(tx, spaceId, topicId, said)
        return topicId
      })
    }
  }
}

type Paper = Inside['documents'][number]

/** A spreadsheet where lines are told, else a PDF. */
async function made({ title, paragraphs = [], lines }: Paper, at: Date) {
  const bytes =
    lines === undefined
      ? await drawPaper({
          ...{ title, author: 'Métropole de Lyon', foot: title, at },
          parts: paragraphs.map((paragraph) => ({ kind: 'text', text: paragraph })),
        })
      : spreadsheet(title, lines)
  const [extension, mediaType] = lines === undefined ? ['pdf', 'application/pdf'] : ['ods', ODS]
  const source = [bytes] as unknown as AsyncIterable<Uint8Array>
  return { source, name: `${title}.${extension}`, mediaType }
}

async function fileAll(teller: Teller, spaceId: number, documents: Inside['documents']): Promise<void> {
  const { db, storing } = teller
  for (const document of documents) {
    const { by, folder } = document
    const actor = await who(teller, by)
    const file = await keepMade({ db, actor, ...storing }, await made(document, db.clock()))
    await db.write(actor, async (tx) => {
      const found = (await foldersOf(tx, spaceId)).find(({ name }) => name === folder)
      await fileDocuments(tx, spaceId, found?.id ?? null, [file])
    })
  }
}

async function plan(teller: Teller, spaceId: number, { meetings, tasks }: Inside): Promise<void> {
  const { db } = teller
  for (const { by, inDays, hour, ...said } of meetings)
    await db.write(await who(teller, by), async (tx) => {
      const [startsAt, endsAt] = [await atHour(tx, inDays, hour), await atHour(tx, inDays, hour + 2)]
      await insertMeeting(tx, spaceId, { ...said, startsAt, endsAt })
    })
  for (const { by, title, who: email, inDays } of tasks) {
    const assignee = await who(teller, email)
    await db.write(await who(teller, by), async (tx) => {
      const dueOn = addDays(localDay(tx.now, (await territory(tx)).zone), inDays)
      await insertTask(tx, spaceId, { title, dueOn, assigneeId: assignee.personId })
    })
  }
}

async function writeContents(teller: Teller, spaceId: number, contents: Inside['contents']): Promise<void> {
  for (const one of contents) {
    const { by, type, title, summary, text: body, word, publishedBy, sentBack, daysAgo = 2 } = one
    const db = teller.onDay(daysAgo)
    const id = await db.write(await who(teller, by), async (tx) => {
      const { typeVersion, fields } = await asTyped(tx, type, { text: body })
      const place = await territory(tx)
      const begun = await beginContent(
        tx,
        { authorityId: place.metropolis.id, unitId: null, spaceId, type },
        { typeVersion, fields, title, summary, theme: '', about: [], picture: null },
      )
      if (word !== undefined) await propose(tx, begun, (await writtenContent(tx, begun))?.version ?? 0, word)
      return begun
    })
    const versionOf = async (tx: Read) => (await writtenContent(tx, id))?.version ?? 0
    if (sentBack !== undefined)
      await db.write(await who(teller, sentBack.by), async (tx) =>
        sendBack(tx, id, await versionOf(tx), sentBack.because),
      )
    if (publishedBy !== undefined)
      await db.write(await who(teller, publishedBy), async (tx) => {
        const { zone } = await territory(tx)
        const reviewOn = addDays(localDay(tx.now, zone), 365)
        const audienceId = (await spaceAudience(tx, spaceId)) ?? 0
        const shown = { audienceId, startsAt: tx.now, endsAt: null, isSilent: false, reviewOn }
        await publish(tx, id, await versionOf(tx), shown)
      })
  }
}

async function furnish(teller: Teller, spaceId: number, said: Inside): Promise<void> {
  await tellTopics(teller, spaceId, said.topics)
  await fileAll(teller, spaceId, said.documents)
  await plan(teller, spaceId, said)
  await writeContents(teller, spaceId, said.contents)
}

/** Each conference has a room for its mayors; some say more. @returns their numbers by name */
async function openConferences(teller: Teller, { conferences: said }: Told): Promise<Map<string, number>> {
  const { db, admin } = teller
  const rooms = new Map<string, number>()
  const bodies = (await db.read(system, namedBodies)).filter(({ kind }) => kind === 'conference')
  for (const { id: bodyId, authorityId, name: full } of bodies) {
    const name = full.replace('Conférence territoriale des maires ', '')
    const spaceId = await teller.onDay(60).write(admin, async (tx) => {
      const { purpose, presentation } = said
      const made = await openSpace(
        tx,
        { authorityId, kind: 'conference', name, purpose, presentation, joining: 'asked', bodyId },
        [{ kind: 'body', holderId: bodyId, heldAs: 'mayor', role: 'contributor' }],
      )
      await invitePerson(tx, made, said.moderator, 'moderator')
      return made
    })
    const first = { title: said.topic, messages: [{ by: said.moderator, daysAgo: 10, text: said.message }] }
    await tellTopics(teller, spaceId, [first])
    const meeting = {
      by: said.moderator,
      title: said.meeting,
      inDays: 12,
      hour: 18,
      place: said.place,
      text: said.message,
    }
    await plan(teller, spaceId, {
      topics: [],
      documents: [],
      contents: [],
      tasks: [],
      meetings: [meeting],
      conference: name,
    })
    rooms.set(name, spaceId)
  }
  return rooms
}

async function letIn(tx: Write, members: z.infer<typeof other>['members']) {
  const place = await territory(tx)
  const authorityId = tx.actor.memberships[0]?.authorityId ?? place.metropolis.id
  const groups = members.flatMap((member) => {
    if (!('group' in member)) return []
    const [, code = '', heldAs = null] = member.group.split(':')
    const unit = place.unitsOf(authorityId).find((one) => one.code === code)
    if (unit === undefined) throw new Error(`demo: no unit ${code}`)
    return [{ kind: 'staff' as const, holderId: unit.id, heldAs, role: member.role }]
  })
  return { groups, authorityId }
}

async function openOther(teller: Teller, said: z.infer<typeof other>): Promise<void> {
  const { admin, db } = teller
  const { kind, name, purpose, presentation, joining: how, closedDaysAgo, openedBy } = said
  const opener = openedBy === undefined ? admin : await who(teller, openedBy)
  const spaceId = await teller.onDay(90).write(opener, async (tx) => {
    const { groups, authorityId } = await letIn(tx, said.members)
    const made = await openSpace(
      tx,
      { authorityId, kind, name, purpose, presentation, joining: how, bodyId: null },
      groups,
    )
    for (const member of said.members)
      if ('person' in member) await invitePerson(tx, made, member.person, member.role)
    return made
  })
  await furnish(teller, spaceId, said)
  if (closedDaysAgo !== undefined) await db.write(opener, (tx) => closeSpace(tx, spaceId, true))
}

/** Tells them all. `file`: definitions/demo/spaces.json. */
export async function tellSpaces(teller: Teller, file: string): Promise<void> {
  const told = Told.parse(JSON.parse(await readFile(file, 'utf8')))
  const rooms = await openConferences(teller, told)
  for (const said of told.spaces) {
    if (!('conference' in said)) {
      await openOther(teller, said)
      continue
    }
    const spaceId = rooms.get(said.conference)
    if (spaceId === undefined) throw new Error(`demo: no conference ${said.conference}`)
    await furnish(teller, spaceId, said)
  }
}
