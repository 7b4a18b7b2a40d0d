// A hundred thousand contents for audiences, and ten thousand people whose digest is due: what their lists cost, and what their mails do.
import type { Clock } from '#platform/clock.ts'
import { openDatabase, type Read } from '#platform/db/db.ts'
import { sendDigests } from '../src/digest/send.ts'
import { newestAnnounced, readablePage } from '../src/publishing/record/queries.read.ts'
import { houseOf } from '../src/app.ts'
import { type Latency, percentile } from './plan.ts'
import type { World } from './world.ts'

export const CONTENTS = 100_000
const TYPES = ['article', 'brief', 'page', 'dossier', 'document']
/** People of a lot: as the job takes them. */
const LOT = 50
const LOTS = 6

export interface Digests {
  due: number
  sent: number
  perSecond: number
  /** Milliseconds of a lot, each of fifty people. */
  lots: Latency
}

/** A year of them: four in five are shown to this day, one in ten was announced, two in three have begun their second edition. Unless they are there. */
export async function fillContents({ owner }: World): Promise<void> {
  const there = await owner.query(`select from publishing.publication where title like 'Contenu %' limit 1`)
  if (there.rowCount !== 0) return
  // What triggers would write for each (events, words to find, links) is no part of what is measured: `search.ts` fills ten times more.
  const triggers = (does: string) =>
    ['content', 'edition', 'publication'].map((name) => `alter table publishing.${name} ${does} trigger user`)
  await owner.query(triggers('disable').join('; '))
  await owner.query(
    `with metropolis as (select a.id, (select min(u.id) from territory.unit u where u.authority_id = a.id) as unit
        from territory.authority a where a.level = 'metropolis'),
      made as (insert into publishing.content (authority_id, unit_id, type, edition, changed_at)
        select m.id, m.unit, ($2::text[])[1 + g % cardinality($2::text[])], 1, now() - g * interval '1 year' / $1::int
        from generate_series(1, $1::int) g, metropolis m returning id, authority_id, unit_id, type, changed_at),
      told as (insert into publishing.edition (content_id, n, title, summary, theme, about, fields, type_version, written_at)
        select id, 1, 'Contenu ' || id, repeat('Un résumé. ', 12), 'Vie des services', '{}', '{}', 1, changed_at from made)
    insert into publishing.publication (content_id, edition, authority_id, unit_id, type, type_version, title, summary, theme, about, fields,
      audience_id, starts_at, ends_at, dated_at, is_announced, is_silent, reviewed_at, review_on)
    select id, 1, authority_id, unit_id, type, 1, 'Contenu ' || id, repeat('Un résumé. ', 12), 'Vie des services', '{}', '{}',
      a.ids[1 + id % cardinality(a.ids)], changed_at, case when id % 5 = 0 then changed_at + interval '20 days' end, changed_at,
      id % 10 = 0, false, changed_at, current_date + 300
    from made, (select array_agg(id order by id) as ids from audiences.audience where name like 'Public %') a`,
    [CONTENTS, TYPES],
  )
  await owner.query(triggers('enable').join('; '))
  await owner.query('vacuum analyze publishing.content, publishing.edition, publishing.publication')
}

const first = (type: string) => (tx: Read) =>
  readablePage(tx, { type, theme: '', about: null }, { after: null, before: null, most: 20 })

/** Of each in a transaction of its own. */
export const CONTENT_LISTS: Readonly<Record<string, (tx: Read) => Promise<unknown>>> = {
  'contents, the first page': first(''),
  'contents of one type': first('dossier'),
  'what a home announces': (tx) => newestAnnounced(tx, 3),
}

/** Out of everybody’s quiet hours, whenever this is run. */
const tomorrowAtTen: Clock = () => new Date(new Date().setUTCHours(34, 0, 0, 0))

/** The weekly digest of everybody, as its job writes it: read as each, the mail and its line of journal, in one transaction a person. */
export async function measureDigests({ urls, owner, config }: World): Promise<Digests> {
  // As chosen now, then moved: what somebody chooses begins when they choose it.
  const { rowCount } = await owner.query(
    `insert into digest.subscription (person_id, rhythm, told_until, next_at)
    select id, 'weekly', now(), now() from accounts.person where email like 'lecteur.%' on conflict do nothing`,
  )
  await owner.query("update digest.subscription set told_until = now() - interval '7 days'")
  const { secret, publicUrl } = config
  const db = openDatabase(urls, tomorrowAtTen, {}, 4)
  const send = sendDigests({ secret, publicUrl, sources: houseOf(config).digests })
  const times: number[] = []
  for (let lot = 0; lot <= LOTS; lot++) {
    const start = performance.now()
    await send(db, {})
    // The first warms plans and code.
    if (lot > 0) times.push(performance.now() - start)
  }
  await db.close()
  const { rows } = await owner.query<{ sent: number }>('select count(*)::int as sent from digest.delivery')
  return {
    due: rowCount ?? 0,
    sent: rows[0]?.sent ?? 0,
    perSecond: (LOTS * LOT * 1000) / times.reduce((sum, time) => sum + time, 0),
    lots: latencyOf('fifty digests', times),
  }
}

/** Of a name, of the times that it took, in milliseconds. */
export function latencyOf(name: string, times: readonly number[]): Latency {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => percentile(sorted, share)
  return { name, count: sorted.length, errors: 0, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}
