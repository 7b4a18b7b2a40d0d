// The register is changed on screen: a duration, in another version of its entry that is judged and published at once; a new entry.
import { draft, drafts, publishEdited, published } from '#definitions'
import type { Actor } from '#platform/actor.ts'
import type { Database, Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import type { Defining } from '#platform/house/definition.ts'
import { slugFor } from '#platform/plain-words.ts'
import type { Duration, ProcessingEntry } from './definition.ts'
import { PROCESSING } from './kind.ts'
import { register } from './register.ts'

/** How long, and why. */
export interface SaidOfLine {
  keep: Duration
  basis: string
}

/** The entry as it would be. */
export const withLine = (entry: ProcessingEntry, rule: string, said: SaidOfLine): ProcessingEntry => ({
  ...entry,
  retention: entry.retention.map((line) => (line.rule === rule ? { ...line, ...said } : line)),
})

/**
 * @param seen number of the version that was shown
 * @throws Outdated, BadInput, Conflict; NotFound for whoever does not draft definitions
 */
export const changeLine = (
  db: Database,
  actor: Actor,
  house: Defining,
  { entry, rule, seen }: { entry: string; rule: string; seen: number },
  { keep, basis }: SaidOfLine,
): Promise<void> =>
  publishEdited(
    db,
    actor,
    house,
    { kind: PROCESSING, id: entry },
    {
      seen,
      commands: [
        { do: 'set', at: ['retention', rule, 'keep'], to: { ...keep } },
        { do: 'set', at: ['retention', rule, 'basis'], to: basis },
      ],
    },
  )

/**
 * A new entry begins as another one of services or of sites, in a draft: published, it is in force.
 * @returns its id @throws BadInput on `titre` or `comme`
 */
export async function beginEntry(
  tx: Write,
  { title, like }: { title: string; like: string },
): Promise<string> {
  const model = (await register(tx)).entry(like)
  if (model === undefined || model.kind === 'platform')
    throw new BadInput([{ field: 'comme', message: 'Choisissez une fiche en vigueur.' }])
  const id = slugFor(title)
  const taken = [...(await published(tx, PROCESSING)), ...(await drafts(tx))]
  if (id === '' || RESERVED.includes(id) || taken.some((one) => one.id === id))
    throw new BadInput([
      { field: 'titre', message: 'Ce nom sert déjà, ou a servi\u00a0: choisissez-en un autre.' },
    ])
  await draft(tx, { kind: PROCESSING, id }, { ...model, id, title })
  return id
}

/** Addresses beside those of entries. */
const RESERVED = ['nouvelle', 'export']
