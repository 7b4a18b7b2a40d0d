// Who may do what with contents. The policies of 000720 say the same.
import { audienceReaders } from '#audiences'
import { publishers } from '#people'
import { sql } from 'kysely'
import { type AccessTable, anyone, ownDesk, type Relation, signedIn } from '#platform/access.ts'

/** Those for whom it is: lists of readers hold nothing else. */
const meant: readonly Relation[] = audienceReaders.by('audience')

/** Whoever began it, in their own name, as long as they work in its unit or below. */
export const author: Relation = {
  name: 'its author, who works in its unit',
  ever: ownDesk.ever,
  rows: ({ personId }, alias) =>
    sql<boolean>`(${sql.ref(`${alias}.author_id`)} = ${personId} and ${sql.ref(`${alias}.unit_id`)} = any ((select audiences.actor_ids('staff'))::bigint[]))`,
}

export const access = {
  'content.read': meant,
  // Counted, of nobody; PostgreSQL counts those alone who read it.
  'content.judge': [anyone],
  // In one’s own name: nobody says for somebody else that they have read.
  'content.acknowledge': [signedIn],
  // Its text, its editions, its preview, what was done to it.
  'content.write': [...publishers, author],
  'content.begin': [...publishers, ownDesk],
  'content.propose': [author, ...publishers],
  'content.publish': publishers,
  'content.refuse': publishers,
  'content.archive': publishers,
  // What is taken up from elsewhere.
  'source.keep': publishers,
} satisfies AccessTable
