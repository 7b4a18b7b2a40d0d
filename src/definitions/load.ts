// Publishes the files of definitions: one a file, kind after kind. Written twice, nothing changes. What was drafted here and published is
// no longer the files’; nor what was withdrawn here.
import type { Write } from '#platform/db/db.ts'
import type { Defining, DefinitionKind, DefinitionReader, Problem } from '#platform/house/definition.ts'
import { canonicalJson } from '#platform/ledger/events.ts'
import { groundOf, type Proposal, type Standing } from './ground.ts'
import { publishAll } from './publish.ts'
import { draftedBodies, liveRows, lockPublication, withdrawnIds } from './queries.ts'

/** What the files of a folder propose. */
export interface Filed {
  proposals: readonly Proposal[]
  /** What was changed here and stays so, although they say otherwise; in French. */
  left: readonly string[]
  /** What is in force and what they propose, together. */
  ground: Standing
}

/**
 * Reads the files of every kind; one that is wrong is noted, and what it would change stays.
 * @param forced `form/tag`: those whose file is to be in force, whatever was changed here
 */
export async function readFiled(
  tx: Write,
  house: Defining,
  reader: DefinitionReader,
  forced: ReadonlySet<string> = new Set(),
): Promise<Filed> {
  await lockPublication(tx)
  const proposals: Proposal[] = []
  const left: string[] = []
  const named = new Map<string, readonly string[]>()
  for (const kind of house.definitions) {
    const names = await reader.names(kind.folder)
    named.set(kind.kind, names)
    const files = await reader.all(kind.folder, (await kind.fileSchema?.(reader)) ?? kind.schema)
    const said = files.map(({ file, value }) => ({ kind, id: kind.idOf(value), body: value, file }))
    const gone = kind.goesWithItsFile === true ? await goneFrom(tx, kind, names) : []
    const drafted = await draftedBodies(tx, kind.kind)
    const withdrawn = await withdrawnIds(tx, kind.kind)
    const isForced = ({ id, body }: Proposal) => body !== null && forced.has(`${kind.kind}/${id}`)
    proposals.push(
      ...[...said, ...gone].filter(
        (one) => isForced(one) || (!drafted.has(one.id) && !withdrawn.has(one.id)),
      ),
    )
    const kept = said.filter((one) => !isForced(one))
    left.push(
      ...kept.filter((proposal) => isOtherwise(proposal, drafted)).map(leftSentence),
      ...kept.filter(({ id }) => withdrawn.has(id)).map(withdrawnSentence),
    )
  }
  return { proposals, left, ground: groundOf(tx, house, proposals, named) }
}

const isOtherwise = ({ id, body }: Proposal, drafted: ReadonlyMap<string, unknown>): boolean =>
  drafted.has(id) && canonicalJson(drafted.get(id)) !== canonicalJson(body)

const leftSentence = ({ kind: { one, isFeminine }, id }: Proposal): string =>
  isFeminine === true
    ? `${one} ${id} : changée hors des fichiers, laissée telle quelle.`
    : `${one} ${id} : changé hors des fichiers, laissé tel quel.`

const withdrawnSentence = ({ kind: { one, isFeminine }, id }: Proposal): string =>
  isFeminine === true
    ? `${one} ${id} : retirée hors des fichiers, laissée ainsi.`
    : `${one} ${id} : retiré hors des fichiers, laissé ainsi.`

async function goneFrom(tx: Write, kind: DefinitionKind, names: readonly string[]): Promise<Proposal[]> {
  const gone = (await liveRows(tx, kind.kind)).filter(({ id }) => !names.includes(id))
  return gone.map(({ id }) => ({ kind, id, body: null, file: `${kind.folder}/${id}.json` }))
}

/** Publishes what holds. @returns what is new; why the rest is refused is noted */
export async function publishFiled(
  tx: Write,
  house: Defining,
  { proposals, ground }: Filed,
  reader: DefinitionReader,
): Promise<string[]> {
  const { changed, refused } = await publishAll(tx, house, proposals, ground)
  for (const { proposal, problems } of refused)
    for (const problem of problems) {
      const sentence = sentenceOf(proposal, problem)
      if (!reader.problems.includes(sentence)) reader.problems.push(sentence)
    }
  return changed.map(
    ({ kind, id, version }) =>
      `${kind.one} ${id} (${version === null ? `retiré${kind.isFeminine === true ? 'e' : ''}` : `version ${version}`})`,
  )
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

function sentenceOf({ body, file = '' }: Proposal, { at, sentence, file: other = file }: Problem): string {
  if (body === null) return `${file} : ce fichier a disparu, mais ${lower(sentence)}`
  return `${at === undefined ? other : `${other}, ${at}`} : ${sentence}`
}
