// A year of one form, replayed: ten thousand requests under a draft that changes it, with what it takes and what it holds.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { edit, giveUp, holdDraft } from '#definitions'
import { FORM } from '#forms'
import { type Actor, labelled, system } from '#platform/actor.ts'
import { actorOfPerson } from '#people'
import { territory } from '#territory'
import { REPLAY } from '../src/studio/replayed/run.ts'
import type { World } from './world.ts'

export interface Replay {
  requests: number
  /** Milliseconds, all of them. */
  taken: number
  /** Bytes held at the end beyond those of the first step. */
  grown: number
}

const MOST = 10_000

export async function measureReplay({ db }: World): Promise<Replay> {
  const { form, editor } = await db.read(system, async (tx) => {
    const { rows } = await sql<{ form: string }>`select form_id as form from requests.request
      group by 1 order by count(*) desc limit 1`.execute(tx.q)
    const { metropolis } = await territory(tx)
    const { rows: people } = await sql<{ id: number }>`select m.person_id as id from accounts.membership m
      join territory.unit u on u.id = m.unit_id where m.role = 'admin' and u.authority_id = ${metropolis.id} limit 1`.execute(
      tx.q,
    )
    const actor = await actorOfPerson(tx, people[0]?.id ?? 0)
    return { form: rows[0]?.form ?? '', editor: actor as Actor }
  })
  const name = { kind: FORM, id: form }
  const edition = await db.write(editor, async (tx) => {
    await holdDraft(tx, name)
    await edit(tx, name, [{ do: 'set', at: ['title'], to: 'Rejoué' }])
    return (await holdDraft(tx, name)).edition
  })
  const since = new Date(0).toISOString()
  const input = { form, title: 'Rejoué', edition, key: randomUUID(), since }
  type Cursor = Parameters<typeof REPLAY.step>[2]
  const step = (at: Cursor) => db.write(labelled(editor), (tx) => REPLAY.step(tx, input, at, undefined))
  let cursor: Cursor = null
  let requests = 0
  let first = 0
  const start = performance.now()
  do {
    const stepped = await step(cursor)
    requests += stepped.done
    cursor = stepped.next
    if (first === 0) first = process.memoryUsage().heapUsed
  } while (cursor !== null && requests < MOST)
  const taken = performance.now() - start
  const grown = process.memoryUsage().heapUsed - first
  await db.write(editor, (tx) => giveUp(tx, name))
  return { requests, taken, grown }
}
