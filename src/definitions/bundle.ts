// Definitions as one file, to take to another territory: what is in force goes out, what comes in is a draft of each.
import { z } from 'zod'
import type { Read, Write } from '#platform/db/db.ts'
import type { Defining } from '#platform/house/definition.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { canonicalJson } from '#platform/ledger/events.ts'
import { commandSchema } from './command.ts'
import { draft, edit, type Name, requireEditor } from './drafts.ts'
import { liveRow } from './queries.ts'
import { draftRow } from './queries.drafts.ts'

const FORMAT = 'parvis.definitions'
const shape = z.strictObject({
  format: z.literal(FORMAT),
  definitions: z.array(
    z.strictObject({
      kind: z.string(),
      id: z.string(),
      version: z.int().exactOptional(),
      body: z.record(z.string(), z.json()),
    }),
  ),
  // Models that a form gives to download come in by the studio alone.
  files: z.array(z.unknown()).exactOptional(),
})

/** A file of definitions, in JSON. */
type Bundle = z.infer<typeof shape>

/** What is in force under these names. @throws NotFound when nothing is */
export async function bundle(tx: Read, names: readonly Name[]): Promise<Bundle> {
  const definitions: Bundle['definitions'] = []
  for (const { kind, id } of names) {
    const row = await liveRow(tx, kind.kind, id)
    if (row === undefined) throw new NotFound(`Rien n’est publié sous le nom ${kind.kind}/${id}.`)
    const body = row.body as Bundle['definitions'][number]['body']
    definitions.push({ kind: kind.kind, id, version: row.version, body })
  }
  return { format: FORMAT, definitions }
}

/**
 * Makes a draft of each definition of the file that differs from what is in force, all or none.
 * @returns the drafts, to be read and published together
 * @throws BadInput, in French, for what is not such a file, for a definition that is not of its kind, and for one whose draft exists
 */
export async function unbundle(tx: Write, house: Defining, file: unknown): Promise<Name[]> {
  requireEditor(tx.actor, null)
  const read = shape.safeParse(file)
  if (!read.success) throw new BadInput('Ce fichier n’est pas un paquet de définitions.')
  const names: Name[] = []
  for (const given of read.data.definitions) {
    const name = nameOf(house, given)
    const live = await liveRow(tx, given.kind, given.id)
    if (live !== undefined && canonicalJson(live.body) === canonicalJson(given.body)) continue
    if ((await draftRow(tx, given.kind, given.id)) !== undefined)
      throw new BadInput(
        `Un brouillon de ${given.kind}/${given.id} existe déjà\u00a0: publiez-le ou abandonnez-le d’abord.`,
      )
    await draft(tx, name, given.body)
    if (live !== undefined) await edit(tx, name, [commandSchema.parse({ do: 'replace', to: given.body })])
    names.push(name)
  }
  return names
}

function nameOf(house: Defining, { kind: wanted, id, body }: Bundle['definitions'][number]): Name {
  const kind = house.definitions.find((one) => one.kind === wanted)
  if (kind === undefined)
    throw new BadInput(`Aucune définition n’est de la sorte «\u00a0${wanted}\u00a0» ici.`)
  const read = kind.schema.safeParse(body)
  if (!read.success)
    throw new BadInput(
      read.error.issues.map(({ path, message }) => ({
        field: path.join('.'),
        message: `${wanted}/${id}, ${path.join('.') || 'tout'}\u00a0: ${message}`,
      })),
    )
  if (kind.idOf(read.data) !== id)
    throw new BadInput(`${wanted}/${id}\u00a0: son contenu porte un autre identifiant.`)
  return { kind, id }
}
