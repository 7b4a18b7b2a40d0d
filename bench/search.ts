// A million entries of ten years for the audiences of readers: what a page of a search costs, counts and marks included, policies on.
import type { Read } from '#platform/db/db.ts'
import { searchAll } from '../src/search/search.ts'
import type { World } from './world.ts'

export const ENTRIES = 1_000_000

/** Titles of ten words and texts of forty, the frequent ones in each, the rare in a few; half of it is for everybody. */
export async function fillSearch({ owner }: World): Promise<void> {
  await owner.query(
    `with said as materialized (
      select g, array(select 'mot' || (power(20000, random()))::int from generate_series(1, 50 + g * 0)) as words from generate_series(1, $1::int) g)
    insert into search.entry (kind, subject_id, authority_id, audience_id, at, title, text)
    select 'notice', 10000000 + g, (select id from territory.authority where level = 'metropolis'),
      case when g % 2 = 0 then 1 else a.ids[1 + g % cardinality(a.ids)] end, now() - g * interval '10 years' / $1::int,
      array_to_string(words[1:10], ' ') || case when g % 4 = 0 then ' travaux' else '' end, array_to_string(words[11:50], ' ')
    from said, (select array_agg(id order by id) as ids from audiences.audience where name like 'Public %') a`,
    [ENTRIES],
  )
  await owner.query('vacuum analyze search.entry')
}

const page = (words: string) => (tx: Read) =>
  searchAll(tx, { words, kind: null, authorityId: null }, 1, { sought: [], searches: [] })

/** Of each in a transaction of its own. */
export const SEARCHES: Readonly<Record<string, (tx: Read) => Promise<unknown>>> = {
  'a word of a quarter of them': page('travaux'),
  'two words, one in ten and one in a hundred': page('mot8 mot200'),
  'a rare word': page('mot17011'),
  'a word that nothing holds': page('introuvable'),
}
