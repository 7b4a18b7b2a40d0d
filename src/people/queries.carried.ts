// SQL: which people are agents of an authority, or were.
import { type RawBuilder, sql } from 'kysely'

/** True of a person `t` who has, or had, a post there. */
export const isAgentOf = (authorityId: number): RawBuilder<boolean> =>
  sql<boolean>`t.id in (select m.person_id from accounts.membership m
    join territory.unit u on u.id = m.unit_id where u.authority_id = ${authorityId})`
