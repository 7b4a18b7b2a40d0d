// The second wall alone: bare SQL with each person's settings, no filter of ours; what PostgreSQL shows is theirs, nothing else.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import { attach, openFile, type Subject } from '#files'
import { type Actor, anonymous, system } from '#platform/actor.ts'
import { newFileKey } from '#platform/files/store/store.ts'
import { insertFile, settleFile } from '../../src/files/queries.ts'
import { holdFiles } from '#test/holders.ts'
import { ACTORS, makeWorld, type World } from '#test/world.ts'

const PEOPLE = {
  ...ACTORS,
  chefVoirie: 'chef.voirie@parvis.example',
  voirieCentre: 'nora.gerland@parvis.example',
  proprete: 'awa.proprete@parvis.example',
  techniquesBron: 'remi.bron@parvis.example',
  holder: null,
} as const
type Person = keyof typeof PEOPLE
type Known = 'metro' | 'bron' | 'mions' | 'entered'

/** Who sees which request: the rule of the mission, written a second time, by hand. */
const SEEN: Record<Person, readonly Known[]> = {
  anonymous: [],
  habitante: ['metro'],
  habitant: ['bron'],
  holder: ['mions'],
  bron: ['bron'],
  techniquesBron: ['bron'],
  mions: ['metro', 'mions', 'entered'],
  voirie: ['metro', 'entered'],
  chefVoirie: ['metro', 'entered'],
  accueil: ['metro', 'entered'],
  voirieCentre: [],
  proprete: [],
  admin: [],
  adminBron: [],
}
const AGENTS: readonly Person[] = ['bron', 'techniquesBron', 'mions', 'voirie', 'chefVoirie', 'accueil']
const people = Object.keys(SEEN) as Person[]

describe('the second wall', () => {
  let world: World
  const actors = {} as Record<Person, Actor>
  const ids = {} as Record<Known, number>
  const noteFiles = new Map<number, string>()
  const noteFileOf = (id: number): string => {
    const file = noteFiles.get(id) ?? randomUUID()
    noteFiles.set(id, file)
    return file
  }
  const nameOf = (id: number): string =>
    Object.entries(ids).find(([, value]) => value === id)?.[0] ?? `request ${id}`

  before(async () => {
    world = await makeWorld()
    const { parvis, refs, enteredRef } = world
    const idOf = async (ref: string) =>
      (await all<{ id: number }>(system, sql`select id from requests.request where ref = ${ref}`))[0]?.id ?? 0
    for (const target of ['metro', 'bron', 'mions'] as const) ids[target] = await idOf(refs[target])
    ids.entered = await idOf(enteredRef)
    for (const name of people) {
      const email = PEOPLE[name]
      actors[name] =
        email === null
          ? anonymous(randomUUID(), name === 'holder' ? [ids.mions] : [])
          : await parvis.actor(email)
    }
    for (const id of Object.values(ids)) await noteOn(id)
    await prove(actors.holder, ids.mions)
  })
  after(() => world.parvis.close())

  /** The visitor gives the code of that request. */
  const prove = async (who: Actor, id: number): Promise<void> => {
    const [known] = await all<{ code: string }>(
      system,
      sql`select code from requests.tracking where request_id = ${id}`,
    )
    await world.parvis.db.write(who, (tx) =>
      sql`select requests.prove_code(${known?.code ?? ''})`.execute(tx.q),
    )
  }
  const all = async <T>(who: Actor, query: RawBuilder<unknown>): Promise<T[]> =>
    (await world.parvis.db.read(who, (tx) => query.execute(tx.q))).rows as T[]
  const changed = (who: Actor, query: RawBuilder<unknown>): Promise<number> =>
    world.parvis.db.write(who, async (tx) => Number((await query.execute(tx.q)).numAffectedRows ?? 0n))
  /** Somebody sends a file and gives it to a subject. */
  const ownFileOn = (who: Actor, subject: Subject) =>
    world.parvis.db.write(who, async (tx) => {
      const fileId = randomUUID()
      const file = {
        fileId,
        name: 'a.pdf',
        mediaType: 'application/pdf',
        bytes: 1,
        width: null,
        height: null,
      }
      await insertFile(tx, { ...file, storageKey: newFileKey(), sha256: Buffer.alloc(32) })
      await settleFile(tx, fileId, 'checked')
      await attach(tx, [fileId], subject)
    })
  const seenBy = async (who: Actor, query: RawBuilder<unknown>): Promise<string[]> => {
    const rows = await all<{ id: number }>(who, query)
    return [...new Set(rows.map(({ id }) => nameOf(id)))].sort()
  }
  const expected = (person: Person): string[] => [...SEEN[person]].sort()

  /** What a resident and an agent have begun to write about that request. */
  async function draftsOf(id: number): Promise<void> {
    await world.parvis.db.write(system, async (tx) => {
      for (const [person, writing] of [
        [actors.habitante, 'suivi'],
        [actors.voirie, 'reponse'],
      ] as const)
        await sql`insert into threads.draft (once, person_id, subject_kind, subject_id, saved_at, typed, writing)
          values (${randomUUID()}, ${person.personId}, 'request', ${id}, ${tx.now}, '{}', ${writing})`.execute(
          tx.q,
        )
    })
  }

  /** A note, a message to the handler, a document of the note, an opinion: on every request. */
  async function noteOn(id: number): Promise<void> {
    await world.parvis.db.write(system, async (tx) => {
      const said: number[] = []
      for (const audience of ['note', 'handler', 'resident']) {
        const { rows } = await sql<{ id: number }>`
          insert into threads.message (subject_kind, subject_id, author_kind, author_label, audience, body, created_at)
          values ('request', ${id}, 'agent', 'Un agent', ${audience}, ${`texte ${audience}`}, ${tx.now}) returning id`.execute(
          tx.q,
        )
        said.push(rows[0]?.id ?? 0)
      }
      await sql`insert into files.file (id, storage_key, name, media_type, bytes, sha256, created_at, subject_kind, subject_id, attached_at, place, state)
        values (${noteFileOf(id)}, ${newFileKey()}, 'note.pdf', 'application/pdf', 1, '\\x00', ${tx.now}, 'message', ${String(said[0])}, ${tx.now}, 1, 'checked')`.execute(
        tx.q,
      )
      await sql`insert into requests.rating (request_id, score, rated_at) values (${id}, 'good', ${tx.now})`.execute(
        tx.q,
      )
    })
  }

  it('covers a request of each kind, and people of each kind', () => {
    assert.ok(Object.values(ids).every((id) => id > 0))
    for (const name of people) if (PEOPLE[name] !== null) assert.ok(actors[name].personId, name)
  })

  it('shows exactly the requests that concern each person', async () => {
    for (const name of people)
      assert.deepEqual(await seenBy(actors[name], sql`select id from requests.request`), expected(name), name)
  })

  for (const [table, query] of Object.entries({
    events: sql`select subject_id as id from platform.event where subject_kind = 'request'`,
    access: sql`select request_id as id from requests.access`,
    ratings: sql`select request_id as id from requests.rating`,
    messages: sql`select subject_id as id from threads.message`,
  })) {
    it(`shows the ${table} of those requests, and of no other`, async () => {
      for (const name of people) {
        const wanted =
          table === 'access' ? expected(name).filter((item) => item === 'entered') : expected(name)
        assert.deepEqual(await seenBy(actors[name], query), wanted, name)
      }
    })
  }

  it('hides notes and messages between agents from residents, and shows them to agents', async () => {
    for (const name of people) {
      const rows = await all<{ audience: string }>(
        actors[name],
        sql`select distinct audience from threads.message where subject_kind = 'request' order by audience`,
      )
      const wanted =
        SEEN[name].length === 0 ? [] : AGENTS.includes(name) ? ['handler', 'note', 'resident'] : ['resident']
      assert.deepEqual(
        rows.map(({ audience }) => audience),
        wanted,
        name,
      )
    }
  })

  it('shows a file to its owner, to who may see its request, and a note’s file to agents alone', async () => {
    for (const name of people) {
      const files = (await all<{ id: string }>(actors[name], sql`select id from files.file`)).map(
        ({ id }) => id,
      )
      assert.equal(files.includes(world.fileId), SEEN[name].includes('metro'), `${name}: the resident’s file`)
      for (const target of Object.keys(ids) as Known[])
        assert.equal(
          files.includes(noteFileOf(ids[target])),
          AGENTS.includes(name) && SEEN[name].includes(target),
          `${name}: the file of the note on ${target}`,
        )
    }
  })

  it('shows a file to exactly whoever sees what holds it, whatever kind of thing does', async () => {
    await draftsOf(ids.metro)
    const kinds = await holdFiles(world, {
      roads: actors.voirie,
      admin: actors.admin,
      town: actors.adminBron,
    })
    assert.ok(kinds.length >= 4)
    for (const { kind, holder } of kinds) {
      const held = await all<{ id: string }>(system, sql`select id::text as id from ${sql.raw(holder)}`)
      assert.ok(held.length > 0, `nothing of the kind ${kind} is tried`)
      // Nobody's own: what holds it alone says who sees it.
      const files = new Map(held.map(({ id }) => [id, randomUUID()]))
      await world.parvis.db.write(system, (tx) =>
        sql`insert into files.file (id, storage_key, name, media_type, bytes, sha256, created_at, state, subject_kind, subject_id, attached_at, place)
          select f.id::uuid, replace(f.id, '-', ''), 'a.pdf', 'application/pdf', 1, '\\x00', ${tx.now}, 'checked', ${kind}, f.subject, ${tx.now}, 1
          from unnest(${[...files.values()]}::text[], ${[...files.keys()]}::text[]) f (id, subject)`.execute(
          tx.q,
        ),
      )
      for (const name of people) {
        const idsIn = async (query: RawBuilder<unknown>) =>
          (await all<{ id: string }>(actors[name], query)).map(({ id }) => id).sort()
        const seen = await idsIn(sql`select id::text as id from ${sql.raw(holder)}`)
        const ours = [...files.values()]
        const readable = sql`select subject_id as id from files.file where id = any (${ours}::uuid[])`
        assert.deepEqual(await idsIn(readable), seen, `${kind} as ${name}`)
        const [open, shut] = [seen[0], held.find(({ id }) => !seen.includes(id))?.id]
        const opened = (id = '') =>
          world.parvis.db.read(actors[name], (tx) => openFile(tx, files.get(id) ?? '', 'file'))
        assert.equal((await opened(open)) !== undefined, open !== undefined, `${kind} as ${name}`)
        assert.equal(await opened(shut), undefined, `${kind} as ${name}`)
      }
    }
  })

  it('shows drafts and kept forms to whoever typed them, codes and mails to nobody', async () => {
    for (const name of people) {
      const who = actors[name]
      const drafts = (await all<{ id: string }>(who, sql`select id from forms.draft`)).map(({ id }) => id)
      assert.equal(drafts.includes(world.draft), name === 'habitante', name)
      for (const table of [
        'platform.kept_post',
        'platform.mail',
        'requests.tracking',
        'accounts.credential',
        'requests.code_grant',
      ])
        assert.equal(
          (await all(who, sql`select 1 from ${sql.table(table)}`)).length,
          // Whoever proved a code sees that they did.
          name === 'holder' && table === 'requests.code_grant' ? 1 : 0,
          `${table} as ${name}`,
        )
    }
  })

  it('lets nobody change what they do not see', async () => {
    for (const name of people) {
      for (const target of Object.keys(ids) as Known[]) {
        if (SEEN[name].includes(target)) continue
        const [who, id, said] = [actors[name], ids[target], `${target} as ${name}`]
        assert.equal(
          await changed(who, sql`update requests.request set state = state where id = ${id}`),
          0,
          said,
        )
        await assert.rejects(
          changed(who, sql`update threads.message set body = 'x' where subject_id = ${id}`),
          /permission denied/,
          said,
        )
        assert.equal(
          await changed(who, sql`update requests.rating set score = 'bad' where request_id = ${id}`),
          0,
          said,
        )
        await assert.rejects(changed(who, say(id, 'resident')), /row-level security/, said)
        await assert.rejects(
          changed(
            who,
            sql`insert into requests.access (request_id, unit_id, reason, since) values (${id}, 1, 'entered', now())`,
          ),
          /row-level security/,
          said,
        )
        await assert.rejects(
          ownFileOn(who, { kind: 'request', id }),
          /row-level security/,
          `a file of one's own, ${said}`,
        )
        await assert.rejects(
          changed(
            who,
            sql`insert into platform.event (subject_kind, subject_id, seq, name, at, actor_kind, actor_label, payload, hash)
          values ('request', ${id}, 99, 'request.moved', now(), 'agent', 'x', '{}', '\\x00')`,
          ),
          /row-level security/,
          said,
        )
      }
    }
  })

  const say = (
    id: number,
    audience: string,
  ) => sql`insert into threads.message (subject_kind, subject_id, author_kind, author_label, audience, body, created_at)
    values ('request', ${id}, 'resident', 'x', ${audience}, 'x', now())`

  it('lets no resident write a note, and nobody rewrite or erase history', async () => {
    await assert.rejects(changed(actors.habitante, say(ids.metro, 'note')), /row-level security/)
    await assert.rejects(changed(actors.holder, say(ids.mions, 'handler')), /row-level security/)
    for (const name of people) {
      for (const statement of [
        sql`update platform.event set name = 'x'`,
        sql`delete from platform.event`,
        sql`delete from requests.request`,
        sql`delete from threads.message`,
      ])
        await assert.rejects(changed(actors[name], statement), /permission denied/, name)
    }
  })

  it('gives nobody a code, and forgets who acted when the transaction ends', async () => {
    await assert.rejects(
      changed(
        actors.habitante,
        sql`insert into requests.tracking (request_id, code) values (${ids.bron}, 'VOLE2345')`,
      ),
      /permission denied/,
    )
    await all(system, sql`select 1`)
    const bare = await world.parvis.db.pool.query('select count(*)::int as n from requests.request')
    assert.deepEqual(bare.rows, [{ n: 0 }])
  })

  it('ends with the membership: who left the unit sees nothing more', async () => {
    const { chefVoirie } = actors
    const until = (day: RawBuilder<unknown>) =>
      world.parvis.db.write(system, (tx) =>
        sql`update accounts.membership set valid_to = ${day} where person_id = ${chefVoirie.personId}`.execute(
          tx.q,
        ),
      )
    await until(sql`current_date - 1`)
    assert.deepEqual(await seenBy(chefVoirie, sql`select id from requests.request`), [])
    await until(sql`null`)
    assert.deepEqual(await seenBy(chefVoirie, sql`select id from requests.request`), expected('chefVoirie'))
  })
})
