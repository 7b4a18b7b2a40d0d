// Definitions as they will stand: what is in force, with what is proposed in place of what it changes.
import type { Read } from '#platform/db/db.ts'
import type { Defining, DefinitionKind, Ground } from '#platform/house/definition.ts'
import { type LiveRow, liveRows } from './queries.ts'

/** What is to be published, or withdrawn. */
export interface Proposal {
  readonly kind: DefinitionKind
  readonly id: string
  /** null: withdrawn. */
  readonly body: unknown
  /** Where it was read. */
  readonly file?: string
}

export interface Standing extends Ground {
  /** What is in force now. */
  live(kind: DefinitionKind): Promise<ReadonlyMap<string, LiveRow>>
  /** It is not to be, after all: what it changes stays as it is. */
  drop(proposal: Proposal): void
}

/** @param named ids of files, right or wrong, by kind */
export function groundOf(
  tx: Read,
  { retention, effects }: Pick<Defining, 'retention' | 'effects'>,
  proposals: readonly Proposal[],
  named: ReadonlyMap<string, readonly string[]> = new Map(),
): Standing {
  const memory = new Map<string, Promise<unknown>>()
  const dropped = new Set<Proposal>()
  const once = <T>(what: string, load: (tx: Read) => Promise<T>): Promise<T> => {
    const known = memory.get(what) as Promise<T> | undefined
    if (known !== undefined) return known
    const found = load(tx)
    memory.set(what, found)
    return found
  }
  const inForce = ({ kind }: DefinitionKind) =>
    once(`live ${kind}`, async () => new Map((await liveRows(tx, kind)).map((row) => [row.id, row])))
  const standing = <Body>(kind: DefinitionKind<Body>): Promise<ReadonlyMap<string, Body>> =>
    once(`all ${kind.kind}`, async () => {
      const bodies = new Map([...(await inForce(kind))].map(([id, { body }]) => [id, body]))
      for (const proposal of proposals) {
        if (proposal.kind.kind !== kind.kind || dropped.has(proposal)) continue
        if (proposal.body === null) bodies.delete(proposal.id)
        else bodies.set(proposal.id, proposal.body)
      }
      return bodies as Map<string, Body>
    })
  return {
    tx,
    retention,
    effects,
    once,
    live: inForce,
    all: standing,
    names: async (kind) => new Set([...(await standing(kind)).keys(), ...(named.get(kind.kind) ?? [])]),
    drop(proposal) {
      dropped.add(proposal)
      memory.delete(`all ${proposal.kind.kind}`)
    },
  }
}
