// One agreement, with a step that holds its documents, and a meeting of the committee: written as the owner of the tables.
import type pg from 'pg'

/** Signs with the commune of that INSEE code. */
export async function signWith(owner: pg.Client, code: string): Promise<void> {
  await owner.query(
    `with commune as (select id from territory.authority where code = $1),
      grid as (insert into agreements.grid (voted_on, deliberation, rate, brackets)
        values ('2018-12-10', '2018-4385', 2000, '[{"from": 0, "full": 100, "restricted": 50}]') returning id),
      people as (insert into agreements.population (authority_id, figure, kind, year, decree, decree_on)
        select id, 42916, 'municipal', 2023, 'décret n° 2025-1362', '2025-12-29' from commune returning id),
      signed as (insert into agreements.agreement (number, authority_id, starts_on, ends_on, notice_months, population_id, seats)
        select '2026-001', commune.id, '2027-01-01', '2031-12-31', 3, people.id, 60 from commune, people returning id),
      deed as (insert into agreements.deed (agreement_id, rank, state, starts_on, offer, grid_id)
        select signed.id, 0, 'voted', '2027-01-01', 'full', grid.id from signed, grid returning agreement_id)
    insert into agreements.step (agreement_id, rank, kind, side, on_day, reference, event_id)
      select agreement_id, 0, 'voted', 'commune', '2026-10-12', '2026-118', 0 from deed`,
    [code],
  )
  await owner.query(
    `insert into agreements.meeting (on_day, title, minutes, decisions) values ('2026-11-20', 'Comité', 'Dit.', '{}')`,
  )
}
