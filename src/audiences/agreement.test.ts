// The rule of an audience means one thing everywhere: over generated rules, people, information and contents, the policy, the filter, the lists, the
// page, the count and a plain reading of the rule agree, and a changed post takes effect at once.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { actorOfPerson, addMembership } from '#people'
import { allowedRows } from '#platform/access.ts'
import { type Actor, anonymous, system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import type { Cursor, Page } from '#platform/screens/asked.ts'
import type { Role } from '#platform/roles.ts'
import { addDays, territory } from '#territory'
import { openSample, type Sample } from '#test/accounts.ts'
import { keys } from '../people/keys.ts'
import { meant } from '../publishing/information/access.ts'
import { noticeById } from '../publishing/information/notice.ts'
import { noticesForAudiences } from '../publishing/information/queries.ts'
import { contentSearch } from '../publishing/reading/findable.ts'
import {
  countReadable,
  type Item as Listed,
  newestAnnounced,
  readableContent,
  readablePage,
} from '../publishing/record/queries.read.ts'
import { readsAs } from './profile.ts'
import { PUBLIC, readersOfRule } from './queries.ts'
import { readKey, type Rule, ruleSchema } from './rule.ts'
import { whySeen } from './why.ts'

const PEOPLE = 4
const ROLES = ['manager', 'handler', 'editor'] as const satisfies readonly Role[]
const UNITS = ['roads', 'east', 'team', 'west', 'bron', 'mions'] as const
type UnitName = (typeof UNITS)[number]

interface Post {
  unit: UnitName
  role: Role
}
/** One thing said, to an audience or to everybody. */
interface Item {
  audience: number | null
  isToCome: boolean
  isOver: boolean
}
interface Case {
  people: Post[][]
  rules: Rule[]
  items: Item[]
  /** Who takes whose posts afterwards. */
  moved: [from: number, to: number]
}

describe('an audience', () => {
  let world: Sample
  let today = ''
  const people: number[] = []
  let authorities: Readonly<Record<'roads' | 'bron' | 'mions', number>>
  const above: Record<UnitName, readonly UnitName[]> = {
    ...{ roads: ['roads'], east: ['east', 'roads'], team: ['team', 'east', 'roads'] },
    ...{ west: ['west', 'roads'], bron: ['bron'], mions: ['mions'] },
  }
  before(async () => {
    world = await openSample()
    for (let n = 0; n < PEOPLE; n += 1)
      people.push(await world.person(`agent${n}@publics.example`, `Agent ${n}`))
    await world.db.read(system, async (tx) => {
      const place = await territory(tx)
      const of = (unit: UnitName) => place.unit(world.units[unit]).authorityId
      authorities = { roads: of('roads'), bron: of('bron'), mions: of('mions') }
      today = (await sql<{ day: string }>`select platform.today() as day`.execute(tx.q)).rows[0]?.day ?? ''
    })
  })
  after(() => world.close())

  const authorityOf = (unit: UnitName): number =>
    authorities[above[unit].at(-1) as 'roads' | 'bron' | 'mions']

  /** The rule as anybody reads it: of what the database does, nothing is used. */
  function isMeant(posts: readonly Post[], { who, also, except, from, until }: Rule): boolean {
    const holds = (text: string): boolean => {
      const { kind, id, role } = readKey(text)
      return posts.some(({ unit, role: held }) => {
        if (role !== null && role !== held) return false
        if (id === null) return true
        if (kind === 'workplace') return authorityOf(unit) === id
        return above[unit].some((name) => world.units[name] === id)
      })
    }
    const isDay = (from === null || from <= today) && (until === null || today <= until)
    return isDay && who.some(holds) && also.every(holds) && !except.some(holds)
  }

  const key = (): fc.Arbitrary<string> => {
    const role = fc.constantFrom(...ROLES)
    const place = fc.oneof(
      fc.constantFrom(...UNITS).map((unit) => `staff:${world.units[unit]}`),
      fc.constantFrom('roads', 'bron', 'mions').map((name) => `workplace:${authorities[name as 'bron']}`),
    )
    return fc.oneof(
      { weight: 3, arbitrary: place },
      { weight: 2, arbitrary: fc.tuple(place, role).map(([at, as]) => `${at}:${as}`) },
      { weight: 1, arbitrary: role.map((as) => `role:${as}`) },
      { weight: 1, arbitrary: fc.constant('workplace') },
    )
  }
  const cases = (): fc.Arbitrary<Case> => {
    const day = fc.constantFrom(null, null, addDays(today, -1), today, addDays(today, 1))
    const keys = (minLength: number, maxLength: number) => fc.uniqueArray(key(), { minLength, maxLength })
    const rule = fc.record({ who: keys(1, 4), also: keys(0, 1), except: keys(0, 3), from: day, until: day })
    const post = fc.record({ unit: fc.constantFrom(...UNITS), role: fc.constantFrom(...ROLES) })
    const posts = fc.uniqueArray(post, { maxLength: 3, selector: ({ unit, role }) => `${unit} ${role}` })
    const who = fc.nat({ max: PEOPLE - 1 })
    return fc.integer({ min: 1, max: 4 }).chain((count) =>
      fc.record({
        people: fc.array(posts, { minLength: PEOPLE, maxLength: PEOPLE }),
        rules: fc.array(rule, { minLength: count, maxLength: count }),
        items: fc.array(
          fc.record({
            audience: fc.option(fc.nat({ max: count - 1 })),
            isToCome: fc.boolean(),
            isOver: fc.boolean(),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        moved: fc.tuple(who, who),
      }),
    )
  }

  const asSystem = <T>(work: (tx: Write) => Promise<T>): Promise<T> => world.db.write(system, work)

  async function give(at: number, posts: readonly Post[]): Promise<void> {
    const personId = people[at] ?? 0
    await asSystem(async (tx) => {
      await sql`delete from accounts.membership where person_id = ${personId}`.execute(tx.q)
      for (const { unit, role } of posts)
        await addMembership(tx, { personId, unitId: world.units[unit], role, from: '2020-01-01' })
    })
  }

  /** Nothing is left of the case before. @returns the ids of what was said, in order, and of its audiences */
  const tell = ({ rules, items }: Case) =>
    asSystem(async (tx) => {
      await sql`delete from publishing.notice`.execute(tx.q)
      await sql`delete from publishing.content`.execute(tx.q)
      await sql`delete from audiences.audience where standing is null`.execute(tx.q)
      const audiences: number[] = []
      for (const [n, rule] of rules.entries()) {
        const { rows } = await sql<{ id: number }>`insert into audiences.audience (authority_id, name, rule)
          values (${authorities.bron}, ${`Public ${n}`}, ${JSON.stringify(rule)}) returning id`.execute(tx.q)
        audiences.push(rows[0]?.id ?? 0)
      }
      const ids: number[] = []
      for (const { audience, isToCome, isOver } of items) {
        const { rows } = await sql<{ id: number }>`
          insert into publishing.notice (authority_id, theme, title, text, published_at, ends_at, audience_id)
          values (${authorities.bron}, 'Essai', 'Essai', 'Essai', now() + ${isToCome ? 1 : -2} * interval '1 day',
            ${isOver ? sql`now() - interval '1 day'` : null}, ${audiences[audience ?? -1] ?? PUBLIC}) returning id`.execute(
          tx.q,
        )
        ids.push(rows[0]?.id ?? 0)
      }
      const contents: number[] = []
      for (const item of items) contents.push(await tellContent(tx, item, audiences))
      return { ids, audiences, contents }
    })

  /** The same, as a content. @returns its id */
  async function tellContent(tx: Write, { audience, isToCome, isOver }: Item, audiences: readonly number[]) {
    const { rows } = await sql<{ id: number }>`insert into publishing.content (authority_id, unit_id, type)
      values (${authorities.bron}, ${world.units.bron}, 'brief') returning id`.execute(tx.q)
    const id = rows[0]?.id ?? 0
    await sql`insert into publishing.edition (content_id, type_version, title, summary, theme, about, fields)
      values (${id}, 1, 'Essai', '', '', '{}', '{}')`.execute(tx.q)
    const starts = sql`now() + ${isToCome ? 1 : -2} * interval '1 day'`
    await sql`insert into publishing.publication (content_id, edition, audience_id, starts_at, ends_at, is_silent, review_on)
      values (${id}, 1, ${audiences[audience ?? -1] ?? PUBLIC}, ${starts},
        ${isOver ? sql`${starts} + interval '1 hour' * ${isToCome ? 0 : 24}` : null}, false, '2099-01-01')`.execute(
      tx.q,
    )
    return id
  }

  /** What each way gives to one of them, or to nobody. */
  async function outputs(actor: Actor, ids: readonly number[], audiences: readonly number[]) {
    const among = sql`from publishing.notice n where n.id = any (${ids as number[]}::integer[])`
    return world.db.read(actor, async (tx) => {
      const seen = await sql<{ id: number }>`select id ${among} order by 1`.execute(tx.q)
      const counted = await sql<{ n: number }>`select count(*)::integer as n ${among}`.execute(tx.q)
      const pages: number[] = []
      for (const id of ids) {
        const isRead = await noticeById(tx, id).then(Boolean, () => false)
        if (isRead) pages.push(id)
      }
      const told: number[] = []
      for (const id of audiences) if ((await whySeen(tx, id)) !== null) told.push(id)
      return {
        policy: seen.rows.map(({ id }) => id),
        count: counted.rows[0]?.n,
        list: (await noticesForAudiences(tx, 50)).map(({ id }) => id).toSorted((one, other) => one - other),
        ...{ pages, told },
      }
    })
  }

  /** What each way gives of contents. */
  const contentOutputs = (actor: Actor, contents: readonly number[]) =>
    world.db.read(actor, async (tx) => {
      const any = { type: '', theme: '', about: null }
      const edge = { after: null, before: null }
      const seen = await sql<{
        id: number
      }>`select content_id as id from publishing.publication order by 1`.execute(tx.q)
      const pages: number[] = []
      for (const id of contents) if ((await readableContent(tx, id)) !== undefined) pages.push(id)
      const found = (await contentSearch.current?.(tx, null, 50)) ?? []
      const inOrder = (ids: readonly number[]) => ids.toSorted((one, other) => one - other)
      // By pages of two: what is beyond the edge of each is in the next.
      const list: number[] = []
      for (let after: Cursor | null = null, isMore = true; isMore; ) {
        const page: Page<Listed> = await readablePage(tx, any, { before: null, after, most: 2 })
        list.push(...page.rows.map(({ id }) => id))
        after = page.edges.last
        isMore = page.hasNext
      }
      return {
        policy: seen.rows.map(({ id }) => id),
        count: await countReadable(tx, any, 500),
        list: inOrder(list),
        recent: inOrder((await newestAnnounced(tx, 50)).map(({ id }) => id)),
        search: inOrder(found.map(({ href }) => Number(href.split('/')[2]))),
        ...{ pages, whole: (await readablePage(tx, any, { ...edge, most: 50 })).rows.length },
      }
    })

  /** The first wall alone: the filter, asked with the sight of the system. */
  const filteredAlone = (actor: Actor, ids: readonly number[]): Promise<number[]> =>
    asSystem(async (tx) => {
      const { personId } = actor
      await sql`select set_config('parvis.person', ${personId === null ? '' : String(personId)}, true)`.execute(
        tx.q,
      )
      const { rows } = await sql<{ id: number }>`select id from publishing.notice n
        where id = any (${ids as number[]}::integer[]) and published_at <= now() and ${allowedRows(meant, actor, 'n')}
        order by 1`.execute(tx.q)
      return rows.map(({ id }) => id)
    })

  async function agree(
    posts: readonly (readonly Post[])[],
    { rules, items }: Case,
    told: { ids: number[]; audiences: number[]; contents: number[] },
  ) {
    const { ids, audiences, contents } = told
    const ways = [
      ...people.map((personId, at) => ({ personId, posts: posts[at] ?? [] })),
      { personId: null, posts: [] },
    ]
    for (const { personId, posts: held } of ways) {
      const actor =
        personId === null ? anonymous() : await world.db.read(system, (tx) => actorOfPerson(tx, personId))
      assert.ok(actor)
      const isFor = ({ audience }: Item) => audience === null || isMeant(held, rules[audience] as Rule)
      const idsOf = (keeps: (item: Item) => boolean) => ids.filter((_, at) => keeps(items[at] as Item))
      const read = idsOf((item) => !item.isToCome && isFor(item))
      // Whoever writes for the authority has all that it says, wherever it is not a list of readers.
      const isAuthor = held.some(({ unit, role }) => unit === 'bron' && role === 'editor')
      const known = isAuthor ? ids : read
      const got = await outputs(actor, ids, audiences)
      assert.deepEqual(got, {
        ...{ policy: known, count: known.length },
        pages: isAuthor ? idsOf((item) => !item.isToCome) : read,
        list: idsOf((item) => item.audience !== null && !item.isToCome && !item.isOver && isFor(item)),
        told: audiences.filter((_, at) => isMeant(held, rules[at] as Rule)),
      })
      assert.deepEqual(await filteredAlone(actor, ids), read)
      const shown = contents.filter((_, at) => {
        const item = items[at] as Item
        return !item.isToCome && !item.isOver && isFor(item)
      })
      assert.deepEqual(await contentOutputs(actor, contents), {
        ...{ policy: isAuthor ? contents : shown, pages: shown, list: shown, recent: shown, search: shown },
        ...{ count: shown.length, whole: shown.length },
      })
    }
    for (const rule of rules) {
      const readers = await world.db.read(system, async (tx) =>
        (await readersOfRule(tx, rule)).map(({ id }) => id),
      )
      assert.deepEqual(
        people.filter((id) => readers.includes(id)),
        people.filter((_, at) => isMeant(posts[at] ?? [], rule)),
      )
      // A profile of the same posts, whoever asks, is told the same.
      for (const held of ways.map((way) => way.posts)) {
        const profile = held.map(({ unit, role }) => `staff:${world.units[unit]}:${role}`)
        const { reads } = await world.db.read(anonymous(), (tx) => readsAs({ ...tx, keys }, rule, profile))
        assert.equal(reads, isMeant(held, rule), profile.join(' '))
      }
    }
  }

  test('is met alike by the policy, the filter, the lists, the page, the count and the reading of its rule', async () => {
    await fc.assert(
      fc.asyncProperty(cases(), async (one) => {
        for (const rule of one.rules) assert.ok(ruleSchema.safeParse(rule).success)
        const posts = [...one.people]
        for (const [at, held] of posts.entries()) await give(at, held)
        const told = await tell(one)
        await agree(posts, one, told)
        // Posts change hands: nobody keeps what they opened.
        const [from, to] = one.moved
        const kept = posts[from] ?? []
        posts[from] = []
        posts[to] = kept
        await give(from, [])
        await give(to, kept)
        await agree(posts, one, told)
      }),
      { numRuns: 15 },
    )
  })

  test('is left with its author: who helps somebody has nothing of what that person’s posts open', async () => {
    await give(0, [{ unit: 'bron', role: 'handler' }])
    const personId = people[0] ?? 0
    const keysAs = async (by: NonNullable<Actor['by']>) => {
      const { rows } = await world.db.read({ ...anonymous(), kind: 'resident', personId, by }, (tx) =>
        sql<{ keys: string[] }>`select audiences.held_keys() as keys`.execute(tx.q),
      )
      return rows[0]?.keys.filter((one) => one.startsWith('workplace'))
    }
    const there = { personId: people[1] ?? 0, name: 'Autre', under: 'mandate 1', personName: 'Agent 0' }
    assert.deepEqual(await keysAs({ ...there, until: '2030-01-01' }), [])
    const looking = { ...there, looks: true, lookId: 1, until: new Date() } as const
    assert.deepEqual(await keysAs(looking), [
      ...['workplace', `workplace:${authorities.bron}`, `workplace:${authorities.bron}:handler`],
    ])
  })
})
