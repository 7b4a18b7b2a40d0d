// SQL of the rules of competence as they are changed on screen.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { EventRow } from '#platform/ledger/events.ts'
import { actOf, signed } from '#territory'
import type { CompetenceRule } from '../words/definition.ts'

/** A rule, with what its changes are told by. */
export interface KeptRule extends CompetenceRule {
  /** Subject of its events. */
  number: number
  version: number
}

/** Every rule, as it stands now: the process’s own snapshot may be two seconds old. */
export async function keptRules(tx: Read): Promise<KeptRule[]> {
  const { rows } = await sql<{ rule: KeptRule }>`
    select jsonb_strip_nulls(jsonb_build_object('id', id, 'category', category, 'commune', commune, 'placeKind', place_kind,
      'answers', answers, 'function', function, 'from', valid_from, 'to', valid_to, 'basis', basis, 'because', because,
      'number', number, 'version', version)) as rule
    from services.competence where not withdrawn order by id`.execute(tx.q)
  return rows.map(({ rule }) => rule)
}

const columnsOf = ({
  category,
  commune,
  placeKind,
  answers,
  function: fn,
  from,
  to,
  basis,
  because,
}: CompetenceRule) => ({
  ...{ category, commune: commune ?? null, place_kind: placeKind ?? null, answers, function: fn },
  ...{ valid_from: from, valid_to: to ?? null, basis, because },
})

/** @returns the number of its events */
export async function insertRule(tx: Write, rule: CompetenceRule): Promise<number> {
  const { number } = await tx.q
    .insertInto('services.competence')
    .values({ id: rule.id, ...columnsOf(rule) })
    .returning('number')
    .executeTakeFirstOrThrow()
  return number
}

export async function updateRule(tx: Write, rule: CompetenceRule): Promise<void> {
  await tx.q.updateTable('services.competence').set(columnsOf(rule)).where('id', '=', rule.id).execute()
}

export async function withdrawRule(tx: Write, id: string): Promise<void> {
  await tx.q.updateTable('services.competence').set({ withdrawn: true }).where('id', '=', id).execute()
}

/** What was done to a rule, and what it said then. */
export interface RuleEvent {
  name: string
  at: Date
  by: string
  said: CompetenceRule
}

/** What was changed on screen of the rules of a category, the latest first. */
export async function changesIn(tx: Read, category: string, limit: number): Promise<RuleEvent[]> {
  const { rows } = await sql<EventRow & { said: CompetenceRule }>`
    select e.id, e.name, e.at, e.actor_kind as "actorKind", e.actor_id as "actorId", e.actor_label as "actorLabel", e.payload -> 'said' as said
    from platform.event e join services.competence c on c.number = e.subject_id
    where e.subject_kind = 'competence' and c.category = ${category}
    order by e.at desc, e.id desc limit ${limit}`.execute(tx.q)
  const names = await signed(tx, rows.map(actOf))
  return rows.map(({ name, at, said }, index) => ({ name, at, said, by: names[index] ?? '' }))
}
