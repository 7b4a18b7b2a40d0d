// One thing at least of each kind that holds files, for the tests that ask who reads them.
import { sql } from 'kysely'
import pg from 'pg'
import { type Actor, system } from '#platform/actor.ts'
import { signWith } from './agreements.ts'
import type { World } from './world.ts'

interface Holders {
  roads: Actor
  admin: Actor
  town: Actor
}

const metropolis = sql`(select id from territory.authority where level = 'metropolis')`

/** An ad with its photograph; an offer, of which one applied and the other prepares to. */
const marketOf = ({ parvis }: World, one: number | null, other: number | null) =>
  parvis.db.write(system, async (tx) => {
    await sql`with ad as (insert into ads.ad (authority_id, is_shared, person_id, author_name, category, title, text)
        values (${metropolis}, false, ${one}, 'Quelqu’un', 'Ventes', 'Un vélo', 'Bleu.') returning id)
      insert into ads.photo (ad_id, place, alternative) select id, 1, 'Un vélo' from ad`.execute(tx.q)
    const { rows } = await sql<{ id: number }>`insert into vacancies.vacancy
        (unit_id, audience_id, title, category, branch, place, description, apply, ends_on, form_id, form_version)
      select min(u.id), 1, 'Un poste', 'B', 'technical', 'Ici', 'Ce que l’on y fait, avec qui.', 'Par ici.', '2099-12-31',
        'candidature-interne', 1 from territory.unit u where u.authority_id = ${metropolis} returning id`.execute(
      tx.q,
    )
    const id = rows[0]?.id ?? 0
    await sql`insert into vacancies.application (vacancy_id, person_id, answers) values (${id}, ${one}, '{}')`.execute(
      tx.q,
    )
    await sql`insert into vacancies.draft (vacancy_id, person_id, typed) values (${id}, ${other}, '{}')`.execute(
      tx.q,
    )
  })

/** Two documents of a content that everybody reads: one that is shown, one that no edition names any more. */
const documentsOf = ({ parvis, contentId }: World) =>
  parvis.db.write(system, async (tx) => {
    const content = Number(contentId)
    const { rows } = await sql<{ id: string }>`insert into publishing.document (content_id)
      select ${content} from generate_series(1, 2) returning id`.execute(tx.q)
    await sql`insert into publishing.joined values (${content}, 1, ${rows[0]?.id})`.execute(tx.q)
  })

/** Makes them. @returns every kind of subject of files, and the table that holds it */
export async function holdFiles(
  world: World,
  { roads, admin, town }: Holders,
): Promise<{ kind: string; holder: string }[]> {
  const owner = new pg.Client({ connectionString: world.parvis.ownerUrl })
  await owner.connect()
  const { rows: kinds } = await owner.query<{ kind: string; holder: string }>(
    'select kind, holder::text as holder from files.subject order by kind',
  )
  await owner.query(
    `insert into platform.run (kind, title, owner_id, created_at, beat_at)
     select 'requests.bulk', 'Prendre', owner, now(), now() from unnest($1::bigint[]) owner`,
    [[roads.personId, admin.personId]],
  )
  await owner.query(
    `insert into brochures.brochure (authority_id, audience_id, title, abstract, languages, low_at, least, most, quota_each, changed_at)
     select id, 1, 'Une brochure', 'Ce qu’elle explique.', '{français}', 1, 1, 10, 'year', now() from territory.authority
     where level = 'metropolis'`,
  )
  await owner.query(
    `insert into correspondents.meeting (authority_id, title, on_day, hour, place)
     select id, 'Réunion d’hiver', '2026-12-10', '09:30', 'Hôtel' from territory.authority where level = 'metropolis'`,
  )
  await owner.query('insert into directory.portrait (id) select person_id from directory.card')
  await owner.query("insert into forms.model (sha256) values (sha256('un modèle'))")
  await signWith(owner, '69029')
  await owner.end()
  await documentsOf(world)
  await marketOf(world, roads.personId, town.personId)
  return kinds
}
