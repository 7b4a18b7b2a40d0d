// The lists of the desk on a real database: every row once, counts that equal rows, and nobody's requests but theirs.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'
import { localDay, territory } from '#territory'
import { type Cursor, type InboxFilter, readFilter, type Sort, viewsOf } from './filter.ts'
import { openLists, REQUESTS } from './lists.fixture.ts'
import { readSearched } from './searched.ts'
import { type InboxScope, inboxCounts, inboxRows } from './queries.ts'
import { reachOf } from './reach.ts'

describe('the lists of the desk', () => {
  const lists = openLists()

  async function scopeFor(tx: Read, address: Record<string, string>): Promise<InboxScope> {
    const place = await territory(tx)
    const reach = reachOf(tx.actor, place)
    const filter = readFilter(address, reach)
    return {
      filter,
      reach,
      searched: readSearched(filter.words, place),
      communeId: place.authorityByCode(filter.commune)?.id ?? null,
      communeOrder: place.communes.map((area) => area.authorityId),
      today: localDay(tx.now, place.zone),
    }
  }

  /** Every reference of a list, read page after page. */
  async function walk(tx: Read, scope: InboxScope, sort: Sort, limit: number): Promise<string[]> {
    const refs: string[] = []
    let beyond: Cursor | null = null
    for (;;) {
      const rows = await inboxRows(tx, scope, { sort, beyond, limit })
      refs.push(...rows.map((row) => row.ref))
      const last = rows.at(-1)
      if (last === undefined || rows.length < limit) return refs
      beyond = { key: last.sortKey, id: last.id }
    }
  }

  const AGENTS = [
    'voirie@parvis.example',
    'chef.voirie@parvis.example',
    'accueil@parvis.example',
    'agent.bron@parvis.example',
    'agent.mions@parvis.example',
  ]
  const SORTS = ['reponse', 'recue', 'reference', 'commune'] as const

  test('walking the pages of any list yields every row exactly once, both ways', async () => {
    const choice = fc.record({
      email: fc.constantFrom(...AGENTS),
      by: fc.constantFrom(...SORTS),
      descending: fc.boolean(),
      limit: fc.integer({ min: 1, max: 23 }),
      etat: fc.constantFrom('', 'nouvelles', 'en-attente', 'toutes', 'closes'),
      pick: fc.nat({ max: 20 }),
    })
    await fc.assert(
      fc.asyncProperty(choice, ({ email, by, descending, limit, etat, pick }) =>
        lists.as(email, async (tx) => {
          const views = viewsOf(reachOf(tx.actor, await territory(tx)))
          const scope = await scopeFor(tx, { vue: views[pick % views.length] ?? '', etat })
          const paged = await walk(tx, scope, { by, descending }, limit)
          const whole = (
            await inboxRows(tx, scope, { sort: { by, descending }, beyond: null, limit: REQUESTS * 2 })
          ).map((row) => row.ref)
          assert.deepEqual(paged, whole)
          assert.equal(new Set(paged).size, paged.length)
          assert.deepEqual((await walk(tx, scope, { by, descending: !descending }, limit)).reverse(), whole)
        }),
      ),
      { numRuns: 40 },
    )
  })

  test('the count of each view is the number of its rows', async () => {
    for (const email of AGENTS) {
      await lists.as(email, async (tx) => {
        const reach = reachOf(tx.actor, await territory(tx))
        const counts = await inboxCounts(tx, await scopeFor(tx, {}), viewsOf(reach))
        if (email === 'voirie@parvis.example') assert.ok((counts['transmises'] ?? 0) > 0)
        for (const vue of viewsOf(reach)) {
          const rows = await walk(tx, await scopeFor(tx, { vue }), { by: 'reponse', descending: false }, 50)
          if (vue !== 'closes' && vue !== 'toutes') assert.equal(counts[vue], rows.length, `${email} ${vue}`)
        }
      })
    }
  })

  test('the count of the current filter is the number of its rows', async () => {
    await lists.as('chef.voirie@parvis.example', async (tx) => {
      for (const address of [
        {},
        { commune: '69029' },
        { canal: 'phone' },
        { delai: 'retard' },
        { delai: 'risque' },
        { agent: 'personne' },
        { etat: 'nouvelles', commune: '69283' },
      ] as Record<string, string>[]) {
        const scope = await scopeFor(tx, address)
        const { now } = await inboxCounts(tx, scope, viewsOf(scope.reach))
        assert.equal(now, (await walk(tx, scope, scope.filter.sort, 30)).length, JSON.stringify(address))
      }
    })
  })

  test('filters keep what they say and nothing else', async () => {
    await lists.as('chef.voirie@parvis.example', async (tx) => {
      const kept = async (address: Record<string, string>) => {
        const scope = await scopeFor(tx, address)
        return inboxRows(tx, scope, { sort: scope.filter.sort, beyond: null, limit: 500 })
      }
      const all = await kept({})
      assert.ok(all.length > 20)
      assert.deepEqual(
        (await kept({ canal: 'phone' })).map((row) => row.ref),
        all.filter((row) => row.channel === 'phone').map((row) => row.ref),
      )
      assert.deepEqual(
        (await kept({ etat: 'en-attente' })).map((row) => row.ref),
        all.filter((row) => row.stateKind === 'waiting').map((row) => row.ref),
      )
      assert.deepEqual(
        (await kept({ commune: '69029' })).map((row) => row.ref),
        all.filter((row) => row.areaCode === '69029').map((row) => row.ref),
      )
      assert.deepEqual(
        (await kept({ agent: 'personne' })).map((row) => row.ref),
        all.filter((row) => row.assigneeId === null).map((row) => row.ref),
      )
      assert.equal((await kept({ commune: '00000' })).length, 0)
      assert.equal((await kept({ demarche: 'question-a-votre-mairie' })).length, 0)
    })
  })

  test('words find requests by description, name and reference, closed ones included, within reach only', async () => {
    const found = (email: string, q: string) =>
      lists.as(email, async (tx) => {
        const scope = await scopeFor(tx, { q })
        return inboxRows(tx, scope, { sort: scope.filter.sort, beyond: null, limit: 500 })
      })
    const bakery = await found('chef.voirie@parvis.example', 'boulangeries')
    assert.ok(bakery.length > 3)
    assert.ok(bakery.every((row) => Number(row.ref.slice(5)) % 7 === 0))
    assert.ok(bakery.some((row) => row.stateKind === 'done'))
    assert.ok((await found('chef.voirie@parvis.example', 'morandat')).length > bakery.length)
    const one = bakery[0]?.ref ?? ''
    assert.deepEqual(
      (await found('chef.voirie@parvis.example', one.slice(5))).map((row) => row.ref),
      [one],
    )
    assert.equal((await found('chef.voirie@parvis.example', 'introuvable')).length, 0)
    const mions = await found('agent.mions@parvis.example', 'boulangerie')
    assert.ok(mions.length > 0 && mions.every((row) => row.areaCode === '69283'))
  })

  test('a first page of what words find is the beginning of all that they find', async () => {
    for (const email of [
      'chef.voirie@parvis.example',
      'agent.bron@parvis.example',
      'agent.mions@parvis.example',
    ])
      for (const q of ['boulangeries', 'morandat', 'morandat à Bron', 'boulangerie à Mions'])
        await lists.as(email, async (tx) => {
          const scope = await scopeFor(tx, { q })
          const refs = async (limit: number) =>
            (await inboxRows(tx, scope, { sort: scope.filter.sort, beyond: null, limit })).map(
              (row) => row.ref,
            )
          const all = await refs(500)
          for (const limit of [1, 4, 21])
            assert.deepEqual(await refs(limit), all.slice(0, limit), `${email} ${q}`)
        })
  })

  test('signs among the words make no search fail', async () => {
    const search = (q: string) =>
      lists.as('chef.voirie@parvis.example', async (tx) => {
        const scope = await scopeFor(tx, { q })
        return inboxRows(tx, scope, { sort: scope.filter.sort, beyond: null, limit: 20 })
      })
    for (let code = 0x21; code < 0x7f; code++) {
      const sign = String.fromCharCode(code)
      await search(sign.repeat(80))
      await search(`-${sign}`.repeat(60))
      await search(`${sign} `.repeat(60))
    }
    assert.ok((await search(`${'-'.repeat(80)} boulangerie`)).length > 3)
    assert.equal((await search('boulangerie -boulangerie')).length, 0)
  })

  test('an agent of a commune sees all of its territory and nothing of another commune', async () => {
    for (const [email, code] of [
      ['agent.bron@parvis.example', '69029'],
      ['agent.mions@parvis.example', '69283'],
    ] as const) {
      await lists.as(email, async (tx) => {
        const scope = await scopeFor(tx, { vue: 'commune', etat: 'toutes' })
        const rows = await inboxRows(tx, scope, { sort: scope.filter.sort, beyond: null, limit: 500 })
        assert.ok(rows.length > 0 && rows.every((row) => row.areaCode === code))
        const { rows: held } = await sql<{
          count: number
        }>`select count(*)::int as count from requests.request where area_code <> ${code}`.execute(tx.q)
        assert.equal(held[0]?.count, 0, 'the second wall too')
      })
    }
  })

  test('whoever has no working role lists nothing, whatever the address says', async () => {
    for (const email of ['habitant@parvis.example', 'admin@parvis.example']) {
      await lists.as(email, async (tx) => {
        for (const vue of ['toutes', 'unite-1', 'autorite-1', 'commune', 'moi'] as const) {
          const filter: InboxFilter = {
            ...readFilter({}, reachOf(tx.actor, await territory(tx))),
            view: vue,
            state: 'toutes',
          }
          const scope = { ...(await scopeFor(tx, {})), filter }
          assert.deepEqual(await inboxRows(tx, scope, { sort: filter.sort, beyond: null, limit: 10 }), [])
        }
      })
    }
  })
})
