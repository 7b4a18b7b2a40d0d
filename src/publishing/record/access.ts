// Who may do what with contents. The policies of 000720 and 000930 say the same.
import { audienceReaders } from '#audiences'
import { publishers } from '#people'
import { type RawBuilder, sql } from 'kysely'
import {
  type AccessTable,
  agent,
  anyone,
  ownDesk,
  type Relation,
  seated,
  signedIn,
} from '#platform/access.ts'

/** Those for whom it is: lists of readers hold nothing else. */
const meant: readonly Relation[] = audienceReaders.by('audience')

/** Of contents that no space decides of: whoever publishes for their authority. */
const deciding: readonly Relation[] = publishers.map(({ name, ever, rows }) => ({
  name: `${name}, of what no space decides`,
  ever,
  rows: (actor, alias) => {
    const free = sql<boolean>`${sql.ref(`${alias}.decided_in`)} is null`
    return rows === undefined ? free : sql<boolean>`(${rows(actor, alias)} and ${free})`
  },
}))

/** Ids of the spaces in which whoever acts is that, of those that are open. */
const within = (alias: string, column: string, kind: 'contributor' | 'moderator'): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(`${alias}.${column}`)} = any ((select audiences.actor_ids(${kind}))::bigint[])`

/** Whoever began it, in their own name, as long as they work in its unit or below. */
const authorAtDesk: Relation = {
  name: 'its author, who works in its unit',
  ever: ownDesk.ever,
  rows: ({ personId }, alias) =>
    sql<boolean>`(${sql.ref(`${alias}.space_id`)} is null and ${sql.ref(`${alias}.author_id`)} = ${personId} and ${sql.ref(`${alias}.unit_id`)} = any ((select audiences.actor_ids('staff'))::bigint[]))`,
}
/** The same in a space, as long as they contribute there. */
const authorInSpace: Relation = {
  name: 'its author, who contributes in its space',
  ever: seated.ever,
  rows: (_, alias) =>
    sql<boolean>`(${sql.ref(`${alias}.author_id`)} = (select accounts.seated()) and ${within(alias, 'space_id', 'contributor')})`,
}
/** Whoever moderates its space has what is written there, whoever began it. */
const moderator: Relation = {
  name: 'moderator of its space',
  ever: seated.ever,
  rows: (_, alias) => within(alias, 'space_id', 'moderator'),
}
/** And decides of it, for its members, until a wider public is asked. */
const validating: Relation = {
  name: 'moderator of the space that decides of it',
  ever: seated.ever,
  rows: (_, alias) => within(alias, 'decided_in', 'moderator'),
}

export const access = {
  'content.read': meant,
  // What one reads, on paper.
  'content.post_up': [agent().anywhere],
  // Counted, of nobody; PostgreSQL counts those alone who read it.
  'content.judge': [anyone],
  // In one’s own name: nobody says for somebody else that they have read.
  'content.acknowledge': [signedIn],
  // Its text, its editions, its preview, what was done to it.
  'content.write': [...deciding, authorAtDesk],
  // In one’s own name: nobody signs up for somebody else.
  'content.sign': [signedIn],
  'content.begin': [...publishers, ownDesk],
  'content.propose': [authorAtDesk, ...deciding],
  'content.publish': deciding,
  'content.refuse': deciding,
  'content.archive': deciding,
  // The same in spaces, where whoever contributes proposes and whoever moderates decides.
  'spacecontent.begin': [seated],
  'spacecontent.write': [authorInSpace, moderator],
  'spacecontent.propose': [authorInSpace, moderator],
  'spacecontent.decide': [validating],
  // What is taken up from elsewhere.
  'source.keep': publishers,
  // What is put first on the home of agents, and whoever meets it.
  'spotlight.keep': publishers,
  'spotlight.read': meant,
  // How many seats, and who signed up: whoever holds the content, wherever it is.
  'content.seats': [...deciding, authorAtDesk, authorInSpace, moderator],
} satisfies AccessTable

const decided: readonly Relation[] = [...access['content.publish'], ...access['spacecontent.decide']]

/** Who may do what to one, wherever it is. */
export const ALLOWED = {
  write: [...access['content.write'], ...access['spacecontent.write']],
  propose: [...access['content.propose'], ...access['spacecontent.propose']],
  decide: decided,
} as const
export type Act = keyof typeof ALLOWED

/** Those who began it. */
export const authors: readonly Relation[] = [authorAtDesk, authorInSpace]
