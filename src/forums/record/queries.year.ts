// SQL of a year of the forums of an authority, as whoever publishes for it reads them.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, YearAsked } from '#platform/db/db.ts'
import { access } from './access.ts'

export interface Said {
  forums: number
  threads: number
  messages: number
  authors: number
}

export async function saidInYear(tx: Read, { authorityId, from, until }: YearAsked): Promise<Said> {
  const { rows } = await sql<Said>`
    with own as materialized (select t.id, t.at, t.forum_id from forums.thread t join forums.forum f on f.id = t.forum_id
      where f.authority_id = ${authorityId} and ${allowedRows(access['forum.keep'], tx.actor, 'f')}),
    said as materialized (select p.thread_id, m.author_id from forums.post p join own o on o.id = p.thread_id join threads.message m on m.id = p.message_id
      where m.created_at >= ${from} and m.created_at < ${until})
    select (select count(distinct o.forum_id) from own o join said s on s.thread_id = o.id)::integer as forums,
      (select count(*) from own o where o.at >= ${from} and o.at < ${until})::integer as threads,
      (select count(*) from said)::integer as messages, (select count(distinct s.author_id) from said s)::integer as authors`.execute(
    tx.q,
  )
  return rows[0] ?? { forums: 0, threads: 0, messages: 0, authors: 0 }
}
