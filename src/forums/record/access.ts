// Who may do what in forums. The policies of 001010 say the same: a forum is read by its audience and by those who publish for its authority,
// who moderate it; whoever reads it writes there, in their own name.
import { type RawBuilder, sql } from 'kysely'
import { type AccessTable, inOffice, office, type Relation } from '#platform/access.ts'
import { publishers } from '#people'

const reads = (name: string, relation: Relation): Relation => ({
  name,
  ever: relation.ever,
  rows: (_, alias): RawBuilder<boolean> =>
    sql<boolean>`(${sql.ref(`${alias}.audience_id`)} = any ((select audiences.actor_ids('audience'))::bigint[])
      or ${sql.ref(`${alias}.authority_id`)} = any ((select audiences.actor_ids('publisher'))::bigint[]))`,
})

export const access = {
  'forum.read': [reads('in office, of its audience or publishing for its authority', office)],
  'forum.say': [reads('in their own name, of its audience or publishing for its authority', inOffice)],
  'forum.keep': publishers,
  'forum.moderate': publishers,
} satisfies AccessTable
