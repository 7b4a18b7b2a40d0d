// SQL of proofs: one in force for each fact of a person. Written as the system: whoever calls has judged that the person, or the desk, may.
import { sql } from 'kysely'
import { countOf } from '#platform/db/count.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { lockPerson } from '#people'
import { isAtLeast, type Proof } from './facts.ts'

const columns = sql`fact, class, source, level, shown, seen_on::text as "seenOn", ends_on::text as "endsOn"`

/** Those that nothing replaced, ended or not: whoever decides looks at their days. One’s own, or those of whoever one acts for: the policy says. */
export async function proofsOf(tx: Read, personId: number): Promise<Proof[]> {
  const { rows } = await sql<Proof>`select ${columns} from pass.proof
    where person_id = ${personId} and ended_at is null order by fact`.execute(tx.q)
  return rows
}

export interface NewProof {
  readonly personId: number
  readonly proof: Proof
  /** The agent who saw it, at a desk. */
  readonly seenBy?: number | undefined
}

/** A surer one that is in force stays: against what is only declared, and against what says the same. */
const staysBefore = (before: Proof, proof: Proof): boolean =>
  before.endsOn >= proof.seenOn &&
  !isAtLeast(proof.level, before.level) &&
  (proof.level === 'declared' || proof.class === before.class)

/** Kept in place of the one before, unless that one stays. As the system. @returns whether it is kept */
export async function keepProof(tx: Write, { personId, proof, seenBy }: NewProof): Promise<boolean> {
  // Two at once wait for each other.
  await lockPerson(tx, personId)
  const before = (await proofsOf(tx, personId)).find(({ fact }) => fact === proof.fact)
  if (before !== undefined && staysBefore(before, proof)) return false
  await endProof(tx, personId, proof.fact)
  const { fact, class: value, source, level, shown, seenOn, endsOn } = proof
  await sql`insert into pass.proof (person_id, fact, class, source, level, shown, seen_on, ends_on, seen_by, recorded_at)
    values (${personId}, ${fact}, ${value}, ${source}, ${level}, ${shown}, ${seenOn}, ${endsOn}, ${seenBy ?? null}, ${tx.now})`.execute(
    tx.q,
  )
  return true
}

/** Taken back, by whoever it is about. As the system. @returns whether there was one */
export async function endProof(tx: Write, personId: number, fact: Proof['fact']): Promise<boolean> {
  const { numAffectedRows } = await sql`update pass.proof set ended_at = ${tx.now}
    where person_id = ${personId} and fact = ${fact} and ended_at is null`.execute(tx.q)
  return numAffectedRows === 1n
}

export interface HeldProof extends Proof {
  recordedAt: Date
  endedAt: Date | null
  /** It is of somebody else, whom that person saw at a desk. */
  isWork: boolean
}

/** All that is kept of a person, and of what they saw at a desk: the day alone. As the system. */
export async function heldProofs(tx: Read, personId: number): Promise<HeldProof[]> {
  const { rows } =
    await sql<HeldProof>`select ${columns}, recorded_at as "recordedAt", ended_at as "endedAt", person_id <> ${personId} as "isWork"
    from pass.proof where person_id = ${personId} or seen_by = ${personId} order by recorded_at`.execute(tx.q)
  return rows
}

/** Theirs go; those that they saw stay, seen by nobody. As the system. */
export async function eraseProofs(tx: Write, personId: number): Promise<void> {
  await sql`with seen as (update pass.proof set seen_by = null where seen_by = ${personId} and person_id <> ${personId})
    delete from pass.proof where person_id = ${personId}`.execute(tx.q)
}

/** Proofs that ended. @returns how many */
export const forgetProofs = (tx: Write, before: Date, most: number): Promise<number> =>
  countOf(
    tx,
    sql`delete from pass.proof where id in (select id from pass.proof
      where least(coalesce(ended_at, 'infinity'), (ends_on + 1)::timestamptz) < ${before} order by id limit ${most})`,
  )
