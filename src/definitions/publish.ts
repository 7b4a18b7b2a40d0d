// Publication: what is proposed is judged by its kind and by what other modules ask of it; what holds and differs is a new version.
import { canonicalJson } from '#platform/ledger/events.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { Defining, DefinitionKind, Problem } from '#platform/house/definition.ts'
import { groundOf, type Proposal, type Standing } from './ground.ts'
import { archiveLive, insertLive, lockPublication, markWithdrawn } from './queries.ts'
import { noteChange } from './store.ts'

/** What came of it. */
export interface Published {
  /** What is new: its number, or null for what is withdrawn. */
  changed: { kind: DefinitionKind; id: string; version: number | null }[]
  refused: { proposal: Proposal; problems: readonly Problem[] }[]
}

/**
 * Publishes what is proposed, each judged beside the others: what holds and differs from what is in force becomes its next version;
 * the rest is refused, and what it would change stays as it is.
 */
export async function publishAll(
  tx: Write,
  house: Defining,
  proposals: readonly Proposal[],
  ground: Standing = groundOf(tx, house, proposals),
): Promise<Published> {
  await lockPublication(tx)
  const done: Published = { changed: [], refused: [] }
  for (const kind of house.definitions) {
    const own = proposals.filter((proposal) => proposal.kind.kind === kind.kind)
    if (own.length === 0) continue
    const refused: Published['refused'] = []
    for (const proposal of own) {
      const problems = await judge(house, proposal, ground)
      if (problems.length > 0) refused.push({ proposal, problems })
    }
    done.refused.push(...refused)
    const isKeptBack = (proposal: Proposal) =>
      refused.length > 0 && (kind.together === true || refused.some((one) => one.proposal === proposal))
    for (const proposal of own.filter(isKeptBack)) ground.drop(proposal)
    done.changed.push(
      ...(await write(
        tx,
        kind,
        own.filter((proposal) => !isKeptBack(proposal)),
        ground,
      )),
    )
  }
  if (done.changed.length > 0) await noteChange(tx)
  return done
}

/** Withdraws what is in force: files leave it so. @returns why it is not */
export async function archive(
  tx: Write,
  house: Defining,
  { kind, id }: Pick<Proposal, 'kind' | 'id'>,
): Promise<readonly Problem[]> {
  const { changed, refused } = await publishAll(tx, house, [{ kind, id, body: null }])
  if (changed.length > 0) await markWithdrawn(tx, kind.kind, id)
  if (changed.length + refused.length > 0) return refused.flatMap(({ problems }) => problems)
  return [{ sentence: 'Rien n’est publié sous ce nom.' }]
}

/** Every reason to keep it back. */
export async function judge(house: Defining, proposal: Proposal, ground: Standing): Promise<Problem[]> {
  const { kind, id, body } = proposal
  const gates = house.gates.filter(({ on }) => on === kind.kind)
  const problems: Problem[] = misnamed(proposal)
  if (body === null) {
    for (const gate of gates) problems.push(...((await gate.keep?.(id, ground)) ?? []))
    return problems
  }
  problems.push(...((await kind.refuse?.(body, ground)) ?? []))
  for (const gate of gates) problems.push(...((await gate.refuse?.(body, ground, id)) ?? []))
  return problems
}

/** Why a body from elsewhere is no definition of that kind: its shape, its name, what its kind refuses. */
export async function judgeAlone(
  tx: Read,
  house: Defining,
  { kind: wanted, id, body }: { kind: string; id: string; body: unknown },
): Promise<readonly Problem[]> {
  const kind = house.definitions.find((one) => one.kind === wanted)
  if (kind === undefined) return [{ sentence: 'Aucune définition n’est de cette sorte ici.' }]
  const read = kind.schema.safeParse(body)
  if (!read.success)
    return read.error.issues.map(({ path, message }) => ({ at: path.join('.'), sentence: message }))
  if (kind.idOf(read.data) !== id) return [{ sentence: 'Son contenu porte un autre identifiant.' }]
  return (await kind.refuse?.(read.data, groundOf(tx, house, [{ kind, id, body: read.data }]))) ?? []
}

function misnamed({ kind: { folder, one, isFeminine }, id, file }: Proposal): Problem[] {
  if (file === undefined || file === `${folder}/${id}.json`) return []
  const its = isFeminine === true ? 'sa' : 'son'
  return [{ sentence: `ce fichier doit porter le nom de ${its} ${one}, ${id}.json.` }]
}

async function write(
  tx: Write,
  kind: DefinitionKind,
  accepted: readonly Proposal[],
  ground: Standing,
): Promise<Published['changed']> {
  const live = await ground.live(kind)
  const isNew = ({ id, body }: Proposal) => {
    const now = live.get(id)?.body
    return body !== null && (now === undefined || canonicalJson(now) !== canonicalJson(body))
  }
  const written = accepted.filter(isNew)
  const withdrawn = accepted.filter(({ id, body }) => body === null && live.has(id))
  const ids = [...written, ...withdrawn].map(({ id }) => id)
  if (ids.length === 0) return []
  await archiveLive(tx, kind.kind, ids)
  const numbers = written.length === 0 ? new Map<string, number>() : await insertLive(tx, kind.kind, written)
  return [
    ...written.map(({ id }) => ({ kind, id, version: numbers.get(id) ?? null })),
    ...withdrawn.map(({ id }) => ({ kind, id, version: null })),
  ]
}
