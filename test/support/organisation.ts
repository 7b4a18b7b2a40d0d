// What units hold, made in numbers, and every row of it as it stands.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

/** Every row that a reorganisation may move, as it stands: what is numbered and dated apart. */
export async function heldRows(tx: Read): Promise<unknown[]> {
  const { rows } = await sql`
    select 'request' as what, id, unit_id as at, null::text as more, coalesce(solution_due_at::text, '') as kept from requests.request
    union all select 'post', id, unit_id, role, concat(valid_from, '/', valid_to) from accounts.membership
    union all select 'value', id, unit_id, value, until::text from settings.value
    union all select 'unit', id, parent_id, concat(functions, communes), closed_on::text from territory.unit order by 1, 2`.execute(
    tx.q,
  )
  return rows
}

const COPIED =
  sql.raw(`service_slug, service_version, category, form_id, form_version, workflow_id, workflow_version, channel, authority_id,
  commune_id, area_code, contact_name, subject, description, place_address, answers, routing, state, state_kind, state_since, received_at,
  answer_due_at, solution_due_at, next_due_at, next_risk_at`)

/** Shares so many copies of an open request, and so many agents, among units. */
export async function fillUnits(
  tx: Write,
  {
    units,
    model,
    requests,
    agents,
  }: { units: readonly number[]; model: number; requests: number; agents: number },
): Promise<void> {
  const inTurn = sql`(${[...units]}::integer[])[1 + n % ${units.length}::integer]`
  await sql`insert into requests.request (ref, unit_id, ${COPIED})
    select '2026-9' || lpad(n::text, 4, '0'), ${inTurn}, ${COPIED}
    from requests.request cross join generate_series(1, ${requests}::integer) n where id = ${model}`.execute(
    tx.q,
  )
  await sql`with person as (
      insert into accounts.person (email, email_verified_at, name, created_at)
      select 'equipe.' || n || '@metropole.example', ${tx.now}, 'Agente d’équipe ' || n, ${tx.now}
      from generate_series(1, ${agents}::integer) n returning id)
    insert into accounts.membership (person_id, unit_id, role, valid_from)
    select id, ${inTurn}, 'handler', ${tx.now}::date from (select id, row_number() over (order by id) as n from person) p`.execute(
    tx.q,
  )
}
