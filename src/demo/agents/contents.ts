// What the metropolis and three communes publish in the demonstration: told through the real verbs, some of it months ago.
import { audiencesOf, makeAudience, ownAudience, PUBLIC } from '#audiences'
import { conferences } from '#bodies'
import { readFile } from 'node:fs/promises'
import { keepMade, type KeptFile, readNow, type Storing } from '#files'
import { type Actor, system } from '#platform/actor.ts'
import type { Database, Read, Write } from '#platform/db/db.ts'
import { drawPaper } from '#platform/pdf/aside.ts'
import { asTyped, beginContent, joinDocuments, offer, propose, publish, writtenContent } from '#publishing'
import { URGENCIES } from '#platform/mail/digest.ts'
import { addDays, localDay, territory } from '#territory'
import { z } from 'zod'

const DAY_MS = 24 * 3600 * 1000

/** definitions/demo/contents.json */
const told = z.strictObject({
  /** INSEE code of a commune; absent: the metropolis. */
  commune: z.string().optional(),
  /** Code of the unit that answers for it. */
  unit: z.string(),
  /** Mail address of whoever writes it; absent: whoever administers. */
  by: z.string().optional(),
  type: z.string(),
  title: z.string(),
  summary: z.string(),
  theme: z.string(),
  /** INSEE codes, names of conferences. */
  about: z.array(z.string()).default([]),
  /** As they would be typed: rich texts in their notation, lines as their cells. */
  fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  /** The name of a picture of the demonstration, shown in lists; `fichier:its name` in texts. */
  picture: z.string().optional(),
  /** « own », or the name of an audience; absent: everybody. */
  audience: z.string().optional(),
  /** Days since it was published; less than zero: days before it is. */
  daysAgo: z.number().optional(),
  /** How it is told; absent: in the next digest. */
  urgency: z.enum(URGENCIES).default('normal'),
  /** PDFs that are joined to it, of invented words; one without any is a scan. */
  documents: z
    .array(
      z.strictObject({
        name: z.string(),
        paragraphs: z.array(z.string()).optional(),
        alternative: z.string().default(''),
      }),
    )
    .default([]),
  /** INSEE codes of the communes that may take it up. */
  offered: z.array(z.string()).default([]),
  /** It waits for whoever publishes, with that word. */
  word: z.string().optional(),
})

type Told = z.infer<typeof told>

/** Those for whom it is, made when nobody had made it. */
async function audienceFor(tx: Write, authorityId: number, name: string | undefined): Promise<number> {
  if (name === undefined) return PUBLIC
  if (name === 'own') return (await ownAudience(tx, authorityId)) ?? PUBLIC
  const known = (await audiencesOf(tx)).find((one) => one.name === name && one.authorityId === authorityId)
  const rule = { who: [`elected:${authorityId}`], also: [], except: [], from: null, until: null }
  return known?.id ?? makeAudience(tx, authorityId, { name, rule })
}

async function aboutKeys(tx: Read, about: readonly string[]): Promise<string[]> {
  const known = await conferences(tx)
  return about.map((one) => {
    const conference = known.find(({ name }) => name.endsWith(one))
    return conference === undefined ? `commune:${one}` : `conference:${conference.id}`
  })
}

/** Texts that name pictures by their key. */
const placed = (fields: Told['fields'], pictures: ReadonlyMap<string, string>): Told['fields'] =>
  Object.fromEntries(
    Object.entries(fields).map(([id, text]) => [
      id,
      typeof text !== 'string'
        ? text
        : text.replaceAll(
            /\(fichier:([^)]+)\)/g,
            (_, name: string) => `(fichier:${pictures.get(name) ?? ''})`,
          ),
    ]),
  )

/** A page without a word in it, as a scanner makes one: a sheet, and frames where something was drawn. */
function scanned(): Buffer {
  const drawn =
    '0.93 g 40 40 515 762 re f 0.35 g 90 560 180 160 re f 0.55 g 310 560 180 160 re f 0.7 g 90 180 400 300 re f'
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> /Contents 4 0 R >>',
    `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
  ]
  let file = '%PDF-1.7\n'
  const places = objects.map((body, at) => {
    const place = file.length
    file += `${at + 1} 0 obj\n${body}\nendobj\n`
    return `${String(place).padStart(10, '0')} 00000 n \n`
  })
  const end = file.length
  file += `xref\n0 5\n0000000000 65535 f \n${places.join('')}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n${end}\n%%EOF\n`
  return Buffer.from(file, 'latin1')
}

interface Hands {
  db: Database
  storing: Pick<Storing, 'files' | 'config'>
}

/** Its documents are drawn, read and joined, as whoever writes it sends them. */
async function joinPapers({ db, storing }: Hands, id: number, one: Told, author: Actor): Promise<void> {
  const chosen: { fileId: string; alternative: string }[] = []
  for (const { name, paragraphs, alternative } of one.documents) {
    const bytes =
      paragraphs === undefined
        ? scanned()
        : await drawPaper({
            ...{ title: name.replace(/\.pdf$/, ''), author: one.theme, foot: one.title, at: db.clock() },
            parts: paragraphs.map((text) => ({ kind: 'text', text })),
          })
    const source = [bytes] as unknown as AsyncIterable<Uint8Array>
    const file: KeptFile = await keepMade(
      { db, actor: author, ...storing },
      { source, name, mediaType: 'application/pdf' },
    )
    await readNow({ db, ...storing }, [file])
    chosen.push({ fileId: file.fileId, alternative })
  }
  await db.write(author, async (tx) => joinDocuments(tx, id, await versionOf(tx, id), chosen))
}

/** Under the name of whoever acts: a transaction for the writing, another for the publication. */
async function tellOne(
  hands: Hands,
  { picture: name, ...one }: Told,
  publisher: Actor,
  author: Actor,
  pictures: ReadonlyMap<string, string>,
): Promise<void> {
  const { db } = hands
  const id = await db.write(author, async (tx) => {
    const place = await territory(tx)
    const { id: authorityId } =
      (one.commune === undefined ? undefined : place.authorityByCode(one.commune)) ?? place.metropolis
    const unit = place.unitsOf(authorityId).find(({ code }) => code === one.unit)
    if (unit === undefined) throw new Error(`demo: no unit ${one.unit} for « ${one.title} »`)
    const { typeVersion, fields } = await asTyped(tx, one.type, placed(one.fields, pictures))
    const { title, summary, theme } = one
    const picture = name === undefined ? null : (pictures.get(name) ?? null)
    const about = await aboutKeys(tx, one.about)
    const text = { typeVersion, fields, title, summary, theme, about, picture }
    const begun = await beginContent(tx, { authorityId, unitId: unit.id, type: one.type }, text)
    return begun
  })
  if (one.documents.length > 0) await joinPapers(hands, id, one, author)
  const { daysAgo, word } = one
  if (word !== undefined) await db.write(author, async (tx) => propose(tx, id, await versionOf(tx, id), word))
  if (daysAgo === undefined) return
  await db.write(publisher, async (tx) => {
    const { zone, authorities } = await territory(tx)
    const { reviewMonths } = await asTyped(tx, one.type, {})
    const kept = await writtenContent(tx, id)
    const authorityId = kept?.authorityId ?? authorities[0]?.id ?? 0
    const startsAt = new Date(tx.now.getTime() - daysAgo * DAY_MS)
    await publish(tx, id, kept?.version ?? 0, {
      ...{ audienceId: await audienceFor(tx, authorityId, one.audience), startsAt, endsAt: null },
      ...{
        isSilent: false,
        urgency: one.urgency,
        reviewOn: addDays(localDay(startsAt, zone), reviewMonths * 30),
      },
    })
    if (one.offered.length > 0) await offerTo(tx, id, one.offered)
  })
}

/** Those communes may take it up. */
async function offerTo(tx: Write, id: number, codes: readonly string[]): Promise<void> {
  const { authorityByCode } = await territory(tx)
  const to = codes.flatMap((code) => authorityByCode(code) ?? [])
  const said = to.map(({ name }) => name).join(', ')
  await offer(tx, id, await versionOf(tx, id), { authorityIds: to.map(({ id: to }) => to), said })
}

const versionOf = async (tx: Read, id: number): Promise<number> =>
  (await writtenContent(tx, id))?.version ?? 0

/** Tells them all. `speaker`: who administers the commune, or the metropolis; `actorOf`: somebody by their address. */
export async function tellContents(
  hands: Hands,
  file: string,
  speaker: (tx: Read, commune: string | null) => Promise<Actor>,
  actorOf: (tx: Read, email: string) => Promise<Actor>,
  pictures: ReadonlyMap<string, string>,
): Promise<void> {
  const { db } = hands
  for (const one of z.array(told).parse(JSON.parse(await readFile(file, 'utf8')))) {
    const { by } = one
    const publisher = await db.read(system, (tx) => speaker(tx, one.commune ?? null))
    const author = by === undefined ? publisher : await db.read(system, (tx) => actorOf(tx, by))
    await tellOne(hands, one, publisher, author, pictures)
  }
}
