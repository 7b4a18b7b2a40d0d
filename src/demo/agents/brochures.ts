// The brochures of the demonstration: each with its PDF and its stock, some ordered for Bron; told through the real verbs.
import { readFile } from 'node:fs/promises'
import { audiencesOf, PUBLIC } from '#audiences'
import { fileBrochure, makeBrochure, moveStock, placeOrder } from '#brochures'
import { keepMade, type Storing } from '#files'
import { type Actor, system } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import { drawPaper } from '#platform/pdf/aside.ts'
import { territory } from '#territory'
import { z } from 'zod'

const text = z.string().min(1)
const Told = z.array(
  z.strictObject({
    title: text,
    abstract: text,
    languages: z.array(text),
    /** Copies that came from the printer. */
    received: z.int(),
    lowAt: z.int(),
    least: z.int(),
    most: z.int(),
    quota: z.int().nullable(),
    quotaEach: z.enum(['month', 'quarter', 'year']),
    /** Name of a picture of the library. */
    picture: text.optional(),
    /** Name of an audience of the metropolis; absent: everybody. */
    audience: text.optional(),
    orders: z.array(z.strictObject({ why: text, where: text, copies: z.int() })).default([]),
  }),
)
type Brochure = z.infer<typeof Told>[number]

interface Teller {
  db: Database
  storing: Pick<Storing, 'files' | 'config'>
  /** Keys of the pictures of the library, by name. */
  pictures: ReadonlyMap<string, string>
  actorOf: (tx: Read, email: string) => Promise<Actor>
}

const KEEPER = 'communication@parvis.example'
const BUYER = 'maire.bron@parvis.example'
const BRON = '69029'

async function add({ db, storing, pictures }: Teller, keeper: Actor, said: Brochure): Promise<number> {
  const { title, abstract, languages, received, lowAt, least, most, quota, quotaEach } = said
  const id = await db.write(keeper, async (tx) => {
    const { metropolis } = await territory(tx)
    const audience = (await audiencesOf(tx)).find(({ name }) => name === said.audience)
    return makeBrochure(tx, metropolis.id, {
      ...{ title, abstract, languages, lowAt, least, most, quota, quotaEach, withdrawnOn: null },
      audienceId: audience?.id ?? PUBLIC,
      picture: pictures.get(said.picture ?? '') ?? null,
    })
  })
  const bytes = await drawPaper({
    ...{ title, author: 'Métropole de Lyon', foot: title, at: db.clock() },
    parts: [
      { kind: 'text', text: abstract },
      { kind: 'text', text: 'Brochure de démonstration\u00a0: son texte est inventé.' },
    ],
  })
  const made = {
    source: [bytes] as unknown as AsyncIterable<Uint8Array>,
    name: `${title.replaceAll(/[\u00a0:]+/g, '')}.pdf`,
    mediaType: 'application/pdf',
  }
  const file = await keepMade({ db, actor: keeper, ...storing }, made)
  await db.write(keeper, async (tx) => {
    await fileBrochure(tx, id, file)
    if (received > 0) await moveStock(tx, id, 'received', received, 'Livraison de l’imprimeur')
  })
  return id
}

/** Tells them all. `file`: definitions/demo/brochures.json. */
export async function tellBrochures(teller: Teller, file: string): Promise<void> {
  const { db, actorOf } = teller
  const [keeper, buyer] = await db.read(system, async (tx) => [
    await actorOf(tx, KEEPER),
    await actorOf(tx, BUYER),
  ])
  for (const said of Told.parse(JSON.parse(await readFile(file, 'utf8')))) {
    const id = await add(teller, keeper, said)
    for (const { copies, why, where } of said.orders)
      await db.write(buyer, (tx) =>
        placeOrder(tx, {
          ...{ commune: BRON, wanted: [{ id, copies }], why, where, details: '' },
          ...{ name: buyer.label, email: BUYER },
        }),
      )
  }
}
