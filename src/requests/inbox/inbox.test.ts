// Lists judged row by row: each view and filter beside the same said in plain words, each line beside its row, each page beside the next.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'
import { localDay, territory } from '#territory'
import { type InboxFilter, readFilter, viewsOf } from './filter.ts'
import {
  chosenRefs,
  exactReference,
  inboxOf,
  listedRefs,
  MOST_CHOSEN,
  scopeOf,
  uniquePeople,
  viewLabel,
} from './inbox.ts'
import { NOW, openLists } from './lists.fixture.ts'
import { cursorOf, inboxCounts, inboxRows, openByAssignee } from './queries.ts'
import { type Reach, reachOf } from './reach.ts'

const CHIEF = 'chef.voirie@parvis.example'
const ROADS = 'voirie@parvis.example'
const BRON = 'agent.bron@parvis.example'
const AGENTS = [ROADS, CHIEF, 'accueil@parvis.example', BRON]
const DAY = 86_400_000

interface Stored {
  id: number
  ref: string
  unitId: number
  assigneeId: number | null
  communeId: number
  channel: string
  kind: string
  due: number
  risk: number
  received: number
  planned: string | null
  untold: boolean
  service: string
  /** When each unit handed it over. */
  handed: { unitId: number; since: string }[]
}

/** What the actor may read, by the second wall. */
async function readable(tx: Read): Promise<Stored[]> {
  const { rows } = await sql<Stored>`
    select r.id, r.ref, r.unit_id as "unitId", r.assignee_id as "assigneeId", r.commune_id as "communeId", r.channel, r.state_kind as kind,
      case when isfinite(r.next_due_at) then extract(epoch from r.next_due_at) * 1000 else 'infinity'::float8 end::float8 as due,
      (extract(epoch from r.next_risk_at) * 1000)::float8 as risk, (extract(epoch from r.received_at) * 1000)::float8 as received,
      r.planned_day::text as planned, r.untold_since is not null as untold, r.service_slug as service,
      coalesce((select json_agg(json_build_object('unitId', a.unit_id, 'since', a.since)) from requests.access a
        where a.request_id = r.id and a.reason = 'handed-over'), '[]') as handed
    from requests.request r`.execute(tx.q)
  return rows
}

const isHandedOver = ({ handed }: Stored, reach: Reach): boolean =>
  handed.some(
    ({ unitId, since }) => reach.handled.includes(unitId) && Date.parse(since) > NOW.getTime() - 180 * DAY,
  )

function isInView(row: Stored, view: string, reach: Reach): boolean {
  const [kind, id] = view.split('-')
  const isHandled = reach.handled.includes(row.unitId)
  const isAround = reach.communes.includes(row.communeId)
  if (kind === 'unite')
    return reach.teams.some(({ unitId, below }) => unitId === Number(id) && below.includes(row.unitId))
  if (kind === 'autorite')
    return reach.desks.some(
      ({ authorityId, units }) => authorityId === Number(id) && units.includes(row.unitId),
    )
  const isLate = row.due < NOW.getTime()
  switch (view) {
    case 'moi':
      return row.assigneeId === reach.me
    case 'commune':
      return isAround
    case 'transmises':
      return isHandedOver(row, reach)
    case 'toutes':
      return isHandled || isAround || isHandedOver(row, reach)
    case 'affecter':
      return isHandled && row.assigneeId === null
    case 'retard':
      return isHandled && isLate
    case 'risque':
      return isHandled && !isLate && row.risk <= NOW.getTime()
    case 'attente':
      return isHandled && row.kind === 'waiting'
    default:
      return isHandled
  }
}

const STATES: Record<InboxFilter['state'], (row: Stored) => boolean> = {
  ouvertes: ({ kind }) => kind !== 'done',
  nouvelles: ({ kind }) => kind === 'new',
  'en-cours': ({ kind }) => kind === 'active',
  'en-attente': ({ kind }) => kind === 'waiting',
  closes: ({ kind }) => kind === 'done',
  toutes: () => true,
  prevenir: ({ untold }) => untold,
}

const DELAYS: Record<string, (row: Stored) => boolean> = {
  '': () => true,
  retard: ({ due }) => due < NOW.getTime(),
  risque: ({ due, risk }) => due >= NOW.getTime() && risk <= NOW.getTime(),
  jour: ({ kind, planned }) => kind === 'active' && planned !== null && planned < '2026-11-23',
}

const matches =
  (filter: InboxFilter, reach: Reach, communeId: number | null) =>
  (row: Stored): boolean =>
    isInView(row, filter.view, reach) &&
    STATES[filter.state](row) &&
    DELAYS[filter.delay]?.(row) === true &&
    (filter.commune === '' || row.communeId === communeId) &&
    (filter.channel === '' || row.channel === filter.channel) &&
    (filter.service === '' || row.service === filter.service) &&
    (filter.agent === '' ||
      (filter.agent === 'personne'
        ? row.assigneeId === null
        : row.assigneeId === (filter.agent === 'moi' ? reach.me : Number(filter.agent))))

describe('a list of the desk', () => {
  const lists = openLists()

  test('holds what its view, its filters and its reach say, in its order, and counts it', async () => {
    for (const email of AGENTS)
      await lists.as(email, async (tx) => {
        const place = await territory(tx)
        const reach = reachOf(tx.actor, place)
        const all = await readable(tx)
        const views = viewsOf(reach)
        const agent = String(all.find(({ assigneeId }) => assigneeId !== null)?.assigneeId ?? 0)
        const asked: Record<string, string>[] = [
          ...views.flatMap((vue) => ['', 'toutes', 'prevenir', 'en-cours'].map((etat) => ({ vue, etat }))),
          ...['retard', 'risque', 'jour'].map((delai) => ({ delai })),
          ...['moi', 'personne', agent].map((who) => ({ agent: who })),
          ...['recue', '-recue', 'reference', '-reference', '-reponse'].map((tri) => ({ tri })),
          { vue: 'toutes', commune: '69029', canal: 'web' },
          { demarche: 'signaler-un-nid-de-poule', delai: 'jour', etat: 'toutes' },
          { demarche: 'se-marier' },
          { commune: '00000' },
        ]
        for (const address of asked) {
          const what = `${email} ${JSON.stringify(address)}`
          const filter = readFilter(address, reach)
          const scope = scopeOf(filter, reach, place, tx.now)
          const wanted = all.filter(matches(filter, reach, scope.communeId))
          const rows = await inboxRows(tx, scope, { sort: filter.sort, beyond: null, limit: 500 })
          assert.deepEqual(
            rows.map(({ ref }) => ref).toSorted(),
            wanted.map(({ ref }) => ref).toSorted(),
            what,
          )
          const keys: Record<string, (row: Stored) => number> = {
            recue: ({ received }) => received,
            reference: ({ id }) => id,
            reponse: ({ due }) => due,
          }
          const byId = new Map(wanted.map((row) => [row.id, keys[filter.sort.by]?.(row) ?? 0]))
          const order = rows.map(({ id }) => byId.get(id) ?? 0)
          const sorted = order.toSorted((a, b) => (a === b ? 0 : a < b === filter.sort.descending ? 1 : -1))
          assert.deepEqual(order, sorted, what)
          const { now } = await inboxCounts(tx, scope, views)
          const isCounted =
            !['closes', 'toutes'].includes(filter.view) &&
            !['closes', 'toutes', 'prevenir'].includes(filter.state)
          assert.equal(now, isCounted ? wanted.length : null, what)
          const [row] = rows
          const untold = new Set(wanted.filter((one) => one.untold).map(({ id }) => id))
          for (const { id, untold: isUntold } of rows) assert.equal(isUntold, untold.has(id))
          if (row !== undefined)
            assert.deepEqual(await cursorOf(tx, row.ref, filter.sort, scope.communeOrder), {
              ...{ key: row.sortKey, id: row.id },
            })
        }
      })
  })

  test('knows nothing of what is out of reach', async () => {
    const others = await lists.bySystem(readable)
    await lists.as('agent.mions@parvis.example', async (tx) => {
      const own = new Set((await readable(tx)).map(({ ref }) => ref))
      const hidden = others.find(({ ref }) => !own.has(ref))?.ref ?? ''
      const [shown = ''] = own
      assert.notEqual(hidden, '')
      assert.equal(await cursorOf(tx, hidden, { by: 'recue', descending: true }, []), undefined)
      assert.equal(await exactReference(tx, hidden), null)
      assert.equal(await exactReference(tx, shown), shown)
      for (const words of [`${shown} `, shown.slice(1), 'trou', `x${shown}`, '2026-1', '2026-1234567'])
        assert.equal(await exactReference(tx, words), null, words)
    })
  })

  test('says of each line its delays, its day, its edge, who has it, and whether it may be taken', async () => {
    const { rows } = await lists.bySystem(({ q }) =>
      sql<Record<string, Date | null> & { ref: string }>`
        select ref, answer_due_at as ad, answer_risk_at as ar, answer_done_at as ae, solution_due_at as sd, solution_risk_at as sr,
          solution_done_at as se from requests.request`.execute(q),
    )
    const stored = new Map(rows.map((row) => [row.ref, row]))
    const clock = (due?: Date | null, risk?: Date | null, done?: Date | null, isWaiting = false) => {
      if (done) return { day: null, state: 'done' }
      if (!due) return { day: null, state: isWaiting ? 'paused' : 'none' }
      const day = localDay(due, 'Europe/Paris')
      if (due < NOW) return { day, state: 'late' }
      return { day, state: risk && risk <= NOW ? 'risk' : 'ok' }
    }
    const seen = new Set<string>()
    for (const email of [CHIEF, BRON])
      await lists.as(email, async (tx) => {
        const place = await territory(tx)
        const reach = reachOf(tx.actor, place)
        for (const vue of ['toutes', ...viewsOf(reach).slice(0, 2)]) {
          const view = await inboxOf(tx, tx.actor, { vue, etat: 'toutes' })
          for (const line of view.lines) {
            const { row, answer, solution, plan, edge, assignee, isAssigned, takeable } = line
            const own = stored.get(row.ref)
            assert.deepEqual(
              [line.commune, line.unit, line.service, line.dangers, line.awayUntil],
              [place.area(row.areaCode)?.name, place.unit(row.unitId).name, 'Nid-de-poule', [], null],
            )
            assert.equal(line.state.label, 'Nouvelle')
            const isWaiting = row.stateKind === 'waiting'
            assert.deepEqual(answer, clock(own?.ad, own?.ar, own?.ae), row.ref)
            assert.deepEqual(solution, clock(own?.sd, own?.sr, own?.se, isWaiting), row.ref)
            const isPlanned = row.stateKind === 'active' && row.plannedDay !== null
            const isPassed = (row.plannedDay ?? '') < '2026-11-23'
            assert.deepEqual(plan, isPlanned ? { day: row.plannedDay, isPassed } : null)
            const states = [answer.state, solution.state]
            const isRisky = states.includes('risk') || (isPlanned && isPassed)
            assert.equal(edge, states.includes('late') ? 'late' : isRisky ? 'risk' : null)
            assert.equal(isAssigned, row.assigneeId !== null)
            if (row.assigneeId === null) assert.equal(assignee, null)
            if (email === CHIEF && isAssigned) assert.equal(typeof assignee, 'string')
            const isOwn = reach.teams.some(({ below }) => below.includes(row.unitId))
            assert.equal(takeable, row.stateKind === 'new' && row.assigneeId === null && isOwn)
            for (const word of [...states, `edge ${edge}`, `take ${takeable}`, `passed ${plan?.isPassed}`])
              seen.add(word)
          }
        }
      })
    for (const word of [
      'late',
      'risk',
      'ok',
      'none',
      'paused',
      'done',
      'edge null',
      'take true',
      'passed true',
    ])
      assert.ok(seen.has(word), word)
  })

  test('goes on page after page and comes back the same way', async () => {
    await lists.as(CHIEF, async (tx) => {
      const read = (more: Record<string, string>) =>
        inboxOf(tx, tx.actor, { vue: 'toutes', etat: 'toutes', ...more })
      const refs = ({ lines }: Awaited<ReturnType<typeof read>>) => lines.map(({ row }) => row.ref)
      const pages = [await read({})]
      for (let next = pages[0]?.next; next; next = pages.at(-1)?.next) pages.push(await read({ apres: next }))
      const whole = await listedRefs(tx, tx.actor, pages[0]?.filter as InboxFilter, 500)
      assert.ok(pages.length > 3)
      assert.deepEqual(pages.flatMap(refs), whole)
      assert.deepEqual(whole.slice(0, 7), await listedRefs(tx, tx.actor, pages[0]?.filter as InboxFilter, 7))
      assert.deepEqual(
        pages.map((page) => refs(page).length),
        pages.map((_, index) => (index < pages.length - 1 ? 20 : whole.length - 20 * (pages.length - 1))),
      )
      assert.equal(pages[0]?.previous, null)
      const back = []
      for (let before = pages.at(-1)?.previous; before; before = back.at(-1)?.previous)
        back.push(await read({ avant: before }))
      assert.deepEqual(back.map(refs), pages.slice(0, -1).map(refs).toReversed())
      assert.deepEqual(
        back.map(({ next }) => next !== null),
        back.map(() => true),
      )
    })
  })

  test('opens on the first place that holds something, unless one is asked for', async () => {
    await lists.as(BRON, async (tx) => {
      const place = await territory(tx)
      const reach = reachOf(tx.actor, place)
      const open = async (values: Record<string, string>) => {
        const { filter, current, views, total, lines } = await inboxOf(tx, tx.actor, values)
        assert.equal(current.id, filter.view)
        assert.equal(current.label, viewLabel(filter.view, place))
        assert.deepEqual(
          views.map(({ id }) => id),
          viewsOf(reach),
        )
        return [filter.view, total === null ? null : total > 0, lines.length > 0]
      }
      const [first = ''] = viewsOf(reach).filter((view) => /^(unite|autorite)/.test(view))
      const held = (await readable(tx)).filter((row) => isInView(row, first, reach) && row.kind !== 'done')
      const start = reach.desks.length > 0 || held.length === 0 ? 'commune' : first
      assert.deepEqual(await open({}), [start, true, true])
      assert.deepEqual(
        await open({ vue: 'moi' }),
        viewsOf(reach).includes('moi') ? ['moi', false, false] : [start, true, true],
      )
      assert.deepEqual(await open({ q: 'boulangerie' }), ['toutes', null, true])
      assert.deepEqual(await open({ commune: '69283' }), [start, false, false])
    })
  })

  test('says of which unit each is when it may be of several; offers those who handle', async () => {
    await lists.as(CHIEF, async (tx) => {
      const place = await territory(tx)
      const reach = reachOf(tx.actor, place)
      for (const vue of viewsOf(reach)) {
        const { manyUnits, people } = await inboxOf(tx, tx.actor, { vue })
        const own = vue.startsWith('unite-')
          ? (reach.teams.find(({ unitId }) => `unite-${unitId}` === vue)?.below.length ?? 0)
          : ['toutes', 'transmises', 'commune'].includes(vue)
            ? 0
            : reach.handled.length
        assert.equal(manyUnits, own !== 1, vue)
        assert.equal(new Set(people.map(({ id }) => id)).size, people.length)
      }
    })
  })

  test('counts what each has in hand, as far as one sees', async () => {
    await lists.as(CHIEF, async (tx) => {
      const rows = (await readable(tx)).filter(
        ({ kind, assigneeId }) => kind !== 'done' && assigneeId !== null,
      )
      const [id = 0] = rows.map(({ assigneeId }) => Number(assigneeId))
      assert.deepEqual([...(await openByAssignee(tx, [id, 999_999]))], [[id, rows.length]])
      assert.deepEqual([...(await openByAssignee(tx, []))], [])
    })
  })
})

test('what is chosen in a list: references, once each, no more than a few pages', () => {
  assert.deepEqual(chosenRefs({}), [])
  assert.deepEqual(chosenRefs({ ref: '2026-00001' }), ['2026-00001'])
  const given = ['2026-00001', '2026-000012', '2026-00001', '2026-1', 'x2026-00001', '2026-00001x']
  assert.deepEqual(chosenRefs({ ref: given }), ['2026-00001', '2026-000012'])
  const many = Array.from({ length: 101 }, (_, n) => `2026-${String(n).padStart(5, '0')}`)
  assert.deepEqual(chosenRefs({ ref: many }), many.slice(0, 100))
  assert.equal(MOST_CHOSEN, 100)
  const [one, other] = [
    { personId: 1, name: 'A' },
    { personId: 2, name: 'B' },
  ]
  assert.deepEqual(uniquePeople([one, other, one]), [
    { id: 1, name: 'A' },
    { id: 2, name: 'B' },
  ])
})
