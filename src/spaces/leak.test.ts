// Over generated spaces, admissions and posts: every way in or out of a space (policy, filter, lists, counts, search, audience, notices,
// roles) agrees with a plain reading of who is let in, and a changed post takes effect at once. Nobody else is hinted at anything.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { actorOfPerson, addMembership } from '#people'
import { type Actor, system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import type { Role as PostRole } from '#platform/roles.ts'
import { messagesOf } from '#threads'
import { territory } from '#territory'
import { openSample, type Sample } from '#test/accounts.ts'
import { findEntries, nearestTo } from '../search/queries.ts'
import { documentsOf, foldersOf } from './documents/queries.ts'
import { meetingsOf, tasksOf } from './plan/queries.ts'
import { EVERY_ROLE, type Role } from './record/kinds.ts'
import { membersOf, spacesFor, unreadBySpace } from './record/queries.ts'
import { topicsOf } from './talk/queries.ts'
import { recipientsOf } from './tell/queries.ts'

const PEOPLE = 3
const POSTS = ['manager', 'handler'] as const satisfies readonly PostRole[]
const UNITS = ['roads', 'east', 'west', 'bron', 'mions'] as const
type UnitName = (typeof UNITS)[number]
const ABOVE: Record<UnitName, readonly UnitName[]> = {
  ...{ roads: ['roads'], east: ['east', 'roads'], west: ['west', 'roads'], bron: ['bron'], mions: ['mions'] },
}

interface Post {
  unit: UnitName
  role: PostRole
}
type Entry = { role: Role } & (
  | { unit: UnitName; as: PostRole | null }
  | { town: 'roads' | 'bron' | 'mions'; as: PostRole | null }
  | { person: number }
)
interface Room {
  entries: Entry[]
  state: 'open' | 'closed' | 'archived'
  isListed: boolean
}
interface Case {
  people: Post[][]
  rooms: Room[]
  /** Who takes whose posts afterwards. */
  moved: [from: number, to: number]
}

const post = fc.record({ unit: fc.constantFrom(...UNITS), role: fc.constantFrom(...POSTS) })
const as = fc.constantFrom(null, ...POSTS)
const entry: fc.Arbitrary<Entry> = fc
  .tuple(
    fc.constantFrom(...EVERY_ROLE),
    fc.oneof(
      fc.record({ unit: fc.constantFrom(...UNITS), as }),
      fc.record({ town: fc.constantFrom('roads', 'bron', 'mions'), as }),
      fc.record({ person: fc.nat({ max: PEOPLE - 1 }) }),
    ),
  )
  .map(([role, who]) => ({ role, ...who }) as Entry)
const keyOf = (one: Entry): string => JSON.stringify({ ...one, role: '' })
const cases: fc.Arbitrary<Case> = fc.record({
  people: fc.array(fc.uniqueArray(post, { maxLength: 2, selector: ({ unit, role }) => `${unit} ${role}` }), {
    minLength: PEOPLE,
    maxLength: PEOPLE,
  }),
  rooms: fc.array(
    fc.record({
      entries: fc.uniqueArray(entry, { minLength: 1, maxLength: 3, selector: keyOf }),
      state: fc.constantFrom('open', 'open', 'closed', 'archived'),
      isListed: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  moved: fc.tuple(fc.nat({ max: PEOPLE - 1 }), fc.nat({ max: PEOPLE - 1 })),
})

describe('a space', () => {
  let world: Sample
  let metropolis = 0
  let towns: Readonly<Record<'roads' | 'bron' | 'mions', number>>
  const people: number[] = []
  before(async () => {
    world = await openSample()
    for (let n = 0; n < PEOPLE; n += 1)
      people.push(await world.person(`membre${n}@espaces.example`, `Membre ${n}`))
    await world.db.read(system, async (tx) => {
      const place = await territory(tx)
      const of = (unit: UnitName) => place.unit(world.units[unit]).authorityId
      metropolis = place.metropolis.id
      towns = { roads: of('roads'), bron: of('bron'), mions: of('mions') }
    })
  })
  after(() => world.close())

  const asSystem = <T>(work: (tx: Write) => Promise<T>): Promise<T> => world.db.write(system, work)

  /** The widest role that its entries give somebody, read plainly; null: not in it. */
  function roleIn({ entries, state }: Room, at: number, posts: readonly Post[]): Role | null {
    if (state === 'archived' || posts.length === 0) return null
    const holds = (one: Entry): boolean => {
      if ('person' in one) return one.person === at
      const has = posts.filter(({ role }) => one.as === null || one.as === role)
      if ('unit' in one) return has.some(({ unit }) => ABOVE[unit].includes(one.unit))
      return has.some(({ unit }) => ABOVE[unit].at(-1) === one.town)
    }
    const held = entries.filter(holds).map(({ role }) => EVERY_ROLE.indexOf(role))
    return EVERY_ROLE[Math.max(...held)] ?? null
  }

  async function give(at: number, posts: readonly Post[]): Promise<void> {
    const personId = people[at] ?? 0
    await asSystem(async (tx) => {
      await sql`delete from accounts.membership where person_id = ${personId}`.execute(tx.q)
      for (const { unit, role } of posts)
        await addMembership(tx, { personId, unitId: world.units[unit], role, from: '2020-01-01' })
    })
  }

  async function admit(tx: Write, space: number, one: Entry): Promise<void> {
    const [kind, holder, held, person] =
      'person' in one
        ? ['person', null, null, people[one.person] ?? 0]
        : 'unit' in one
          ? ['staff', world.units[one.unit], one.as, null]
          : ['workplace', towns[one.town], one.as, null]
    await sql`insert into spaces.admission (space_id, kind, holder_id, held_as, person_id, role)
      values (${space}, ${kind}, ${holder}, ${held}, ${person}, ${one.role})`.execute(tx.q)
  }

  /** Nothing is left of the case before; each room has one thing of each kind. @returns their ids */
  const furnish = (rooms: readonly Room[]) =>
    asSystem(async (tx) => {
      await sql`delete from spaces.space`.execute(tx.q)
      const ids: number[] = []
      for (const [n, { entries, state, isListed }] of rooms.entries()) {
        const { rows } = await sql<{ id: number }>`
          insert into spaces.space (authority_id, kind, name, purpose, is_listed, joining, opened_at) values (${metropolis}, 'project',
            ${`Salle ${n}`}, 'Essai', ${isListed}, 'invited', now() - interval '1 day') returning id`.execute(
          tx.q,
        )
        const id = rows[0]?.id ?? 0
        for (const one of entries) await admit(tx, id, one)
        const things = [
          sql`insert into spaces.folder (space_id, name) values (${id}, 'Secret')`,
          sql`insert into spaces.meeting (space_id, title, starts_at, place, text, at)
            values (${id}, 'Secret', now() + interval '1 day', '', '', now() - interval '1 day')`,
          sql`insert into spaces.task (space_id, title) values (${id}, 'Secret')`,
          sql`insert into spaces.document (space_id, name) values (${id}, 'Secret')`,
          sql`insert into spaces.edition (document_id, space_id, at) select id, space_id, now() - interval '1 day'
            from spaces.document where space_id = ${id}`,
          sql`insert into files.file (id, storage_key, name, media_type, bytes, sha256, state, person_id, subject_kind, subject_id, place, attached_at)
            select gen_random_uuid(), replace(gen_random_uuid()::text, '-', ''), 'secret.pdf', 'application/pdf', 1000, '\\x00', 'checked', null,
              'spacefile', id::text, 1, now() from spaces.edition where space_id = ${id}`,
          sql`insert into files.reading (file_id, state, at, places, texts) select f.id, 'read', now(), array['page 3'], array['Un murmure']
            from files.file f join spaces.edition e on f.subject_kind = 'spacefile' and f.subject_id = e.id::text where e.space_id = ${id}`,
          sql`insert into spaces.topic (space_id, title, at) values (${id}, 'Secret', now() - interval '1 day')`,
          sql`insert into threads.message (subject_kind, subject_id, author_kind, author_label, audience, body, created_at)
            select 'topic', id, 'agent', 'Essai', 'all', 'Secret', now() - interval '1 day' from spaces.topic where space_id = ${id}`,
        ]
        for (const thing of things) await thing.execute(tx.q)
        if (state !== 'open')
          await sql`update spaces.space set closed_at = now(), archived_at = ${state === 'archived' ? sql`now()` : null} where id = ${id}`.execute(
            tx.q,
          )
        ids.push(id)
      }
      return ids
    })

  /** What each way gives to one of them: numbers of spaces. */
  const outputs = (actor: Actor, ids: readonly number[]) =>
    world.db.read(actor, async (tx) => {
      const bySql = async (table: string): Promise<number[]> => {
        const { rows } = await sql<{
          id: number
        }>`select distinct space_id as id from spaces.${sql.raw(table)} order by 1`.execute(tx.q)
        return rows.map(({ id }) => id)
      }
      const where = async (asked: (id: number) => Promise<readonly unknown[]>): Promise<number[]> => {
        const found: number[] = []
        for (const id of ids) if ((await asked(id)).length > 0) found.push(id)
        return found
      }
      const topics = new Map<number, number>()
      for (const id of ids) for (const topic of await topicsOf(tx, id, 5)) topics.set(id, topic.id)
      const found = await sql<{
        id: number
      }>`select distinct t.space_id as id from search.found('secret', 500) f
        join search.entry e on e.id = f.id join spaces.topic t on e.kind = 'topic' and t.id = e.subject_id order by 1`.execute(
        tx.q,
      )
      // What a document says is as hidden as it: found, read where it is, shown.
      const said = await sql<{
        id: number
      }>`select distinct d.space_id as id from search.found('murmure', 500) f
        join search.entry e on e.id = f.id join spaces.document d on e.kind = 'spacedocument' and d.id = e.subject_id order by 1`.execute(
        tx.q,
      )
      const read = await sql<{
        id: number
      }>`select e.space_id as id from files.reading r join files.file f on f.id = r.file_id
        join spaces.edition e on e.id::text = f.subject_id where 'Un murmure' = any (r.texts) order by 1`.execute(
        tx.q,
      )
      const { counts, entries: shown } = await findEntries(
        tx,
        { words: 'murmure', kind: null, authorityId: null },
        { from: 0, most: 20 },
      )
      const near = await nearestTo(tx, 'murmurre')
      const entries = await sql<{ n: number }>`select count(*)::int as n from search.entry
        where kind in ('space', 'topic', 'meeting', 'spacedocument')`.execute(tx.q)
      const audiences = await sql<{ id: number }>`select s.id from spaces.space s
        where s.audience_id = any ((select audiences.actor_ids('audience'))::bigint[]) order by 1`.execute(
        tx.q,
      )
      const bytes = await sql<{ n: number }>`select coalesce(sum(spaces.held_bytes(id)), 0)::int as n
        from unnest(${ids as number[]}::int[]) id`.execute(tx.q)
      return {
        tables: await Promise.all(
          ['folder', 'document', 'topic', 'meeting', 'task', 'admission'].map((table) => bySql(table)),
        ),
        lists: [
          (await spacesFor(tx, 'space.read')).map(({ id }) => id).toSorted((a, b) => a - b),
          [...topics.keys()],
          await where((id) => foldersOf(tx, id)),
          await where((id) => meetingsOf(tx, id, 'coming', 5)),
          await where((id) => tasksOf(tx, id, false, 5)),
          await where((id) => membersOf(tx, id)),
          await where(async (id) => messagesOf(tx, { kind: 'topic', id: topics.get(id) ?? 0 })),
          [...(await unreadBySpace(tx)).keys()].toSorted((a, b) => a - b),
          found.rows.map(({ id }) => id),
          said.rows.map(({ id }) => id),
          read.rows.map(({ id }) => id),
          audiences.rows.map(({ id }) => id),
        ],
        documents: await where((id) => documentsOf(tx, id)),
        hints: [
          counts.kinds.get('spacedocument') ?? 0,
          shown.filter(({ place }) => place === 'page 3').length,
          near,
        ],
        ...{ entries: entries.rows[0]?.n, bytes: bytes.rows[0]?.n },
        seen: (await spacesFor(tx, 'space.see')).map(({ id }) => id).toSorted((a, b) => a - b),
      }
    })

  /** Where they may write, by the policy and by the filter. */
  const writes = (actor: Actor, ids: readonly number[]) =>
    world.db.write(actor, async (tx) => {
      const { rows } = await sql<{
        id: number
      }>`select id from unnest(${ids as number[]}::int[]) id where spaces.contributes(id) order by 1`.execute(
        tx.q,
      )
      return [
        rows.map(({ id }) => id),
        (await spacesFor(tx, 'space.contribute')).map(({ id }) => id).toSorted((a, b) => a - b),
      ]
    })

  async function agree(
    rooms: readonly Room[],
    ids: readonly number[],
    posts: readonly Post[][],
  ): Promise<void> {
    for (const [at, own] of posts.entries()) {
      const actor = await world.db.read(system, (tx) => actorOfPerson(tx, people[at] ?? 0))
      if (actor === null) throw new Error('nobody')
      const roles = rooms.map((room) => roleIn(room, at, own))
      const among = (is: (role: Role | null, room: Room) => boolean) =>
        ids.filter((_, n) => is(roles[n] ?? null, rooms[n] as Room))
      const mine = among((role) => role !== null)
      const got = await outputs(actor, ids)
      for (const [n, list] of [...got.tables, ...got.lists].entries())
        assert.deepEqual(list, mine, `the way ${n}, for ${at}`)
      assert.deepEqual([got.documents, got.bytes, got.entries], [mine, mine.length * 1000, mine.length * 4])
      assert.deepEqual(got.hints, [mine.length, mine.length, null])
      const listed = among(
        (role, { isListed, state }) => role !== null || (isListed && state !== 'archived' && own.length > 0),
      )
      assert.deepEqual(got.seen, listed)
      const writable = among((role, { state }) => state === 'open' && role !== null && role !== 'reader')
      for (const list of await writes(actor, ids)) assert.deepEqual(list, writable)
      const told: number[] = []
      for (const id of ids)
        if (
          (await world.db.read(system, (tx) => recipientsOf(tx, id))).some(
            ({ personId }) => personId === people[at],
          )
        )
          told.push(id)
      assert.deepEqual(told, mine, 'who is told')
    }
  }

  test('is read, counted, found, written and told by those who are let in that day, and by nobody else', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ people: posts, rooms, moved: [from, to] }) => {
        for (const [at, own] of posts.entries()) await give(at, own)
        const ids = await furnish(rooms)
        await agree(rooms, ids, posts)
        const after = posts.map((own, at) => (at === to ? (posts[from] ?? []) : at === from ? [] : own))
        for (const [at, own] of after.entries()) await give(at, own)
        await agree(rooms, ids, after)
      }),
      { numRuns: 12 },
    )
  })
})
