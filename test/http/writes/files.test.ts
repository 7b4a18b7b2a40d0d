// Whoever can write SQL gives, takes and names no file but as its verbs do.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { newFileKey } from '#platform/files/store/store.ts'
import { actorNames } from '#test/world.ts'
import { given, insertOwn, openWrites, type Writes } from '#test/writes.ts'

describe('whoever can write SQL, on files,', () => {
  let writes: Writes
  let world: Writes['world']
  let owner: Writes['owner']
  let actors: Writes['actors']
  let tried: Writes['tried']
  let idsOf: Writes['idsOf']
  let undone: Writes['undone']
  before(async () => {
    writes = await openWrites()
    ;({ world, owner, actors, tried, idsOf, undone } = writes)
  })
  after(() => writes.close())

  it('dates what is kept by its own clock', async () => {
    const id = randomUUID()
    const who = actors.anonymous
    await world.parvis.db.write(who, (tx) =>
      sql`insert into files.file (id, storage_key, name, media_type, bytes, sha256, visitor_id)
        values (${id}, ${newFileKey()}, 'a.pdf', 'application/pdf', 1, '\\x00', ${who.visitorId})`.execute(
        tx.q,
      ),
    )
    const { rows } = await owner.query<{ at: Date }>(
      `select created_at as at from files.file where id = '${id}'`,
    )
    assert.equal(rows[0]?.at.getTime(), world.parvis.db.clock().getTime())
    assert.match(
      String(
        await tried(
          who,
          `insert into files.file (id, storage_key, name, media_type, bytes, sha256, visitor_id, created_at)
           values ('${randomUUID()}', '${newFileKey()}', 'a.pdf', 'application/pdf', 1, '\\x00', '${who.visitorId}', '2099-01-01')`,
        ),
      ),
      /permission denied/,
    )
  })

  it('gives no file to a draft that was sent, which lets go of those it kept', async () => {
    const who = actors.habitante
    const id = randomUUID()
    await owner.query(
      `insert into forms.draft (id, person_id, service_slug, service_version, form_id, form_version, answers)
       values ($1, $2, 'x', 1, 'x', 1, '{"answers": {}, "raw": {}}')`,
      [id, who.personId],
    )
    const file = randomUUID()
    await world.parvis.db.write(who, async (tx) => {
      for (const statement of [
        insertOwn(who, newFileKey()).replace(/values \('[^']+'/, `values ('${file}'`),
        `select files.settle('${file}', 'checked')`,
        `update files.file set subject_kind = 'draft', subject_id = '${id}', place = 0 where id = '${file}'`,
        `update forms.draft set submitted_at = now() where id = '${id}'`,
      ])
        await sql.raw(statement).execute(tx.q)
    })
    const held = await owner.query(`select subject_kind as kind from files.file where id = $1`, [file])
    assert.deepEqual(held.rows, [{ kind: null }])
    assert.match(await given(writes, who, 'draft', id), /row-level security/)
    await owner.query(`delete from files.file where id = $1`, [file])
  })

  it('takes no file from what holds it, one’s own neither', async () => {
    const ids = await idsOf()
    for (const person of actorNames)
      for (const subject of [...Object.values(ids).map((id) => `'request', '${id}'`), 'null, null'])
        assert.equal(
          await tried(
            actors[person],
            `update files.file set (subject_kind, subject_id) = (${subject}) where id = '${world.fileId}'`,
          ),
          0,
          `${subject} as ${person}`,
        )
  })

  it('settles no file of another, and one’s own once', async () => {
    const id = randomUUID()
    await owner.query(
      `insert into files.file (id, storage_key, name, media_type, bytes, sha256, created_at, person_id)
       values ('${id}', '${newFileKey()}', 'a.pdf', 'application/pdf', 1, '\\x00', now(), ${actors.habitante.personId})`,
    )
    const settled = async (person: (typeof actorNames)[number], became: string) => {
      await world.parvis.db.write(actors[person], (tx) =>
        sql`select files.settle(${id}, ${became})`.execute(tx.q),
      )
      return (await owner.query<{ state: string }>(`select state from files.file where id = '${id}'`)).rows[0]
        ?.state
    }
    for (const person of actorNames.filter((name) => name !== 'habitante'))
      assert.equal(await settled(person, 'checked'), 'received', person)
    assert.equal(await settled('habitante', 'received'), 'received')
    assert.match(
      String(await tried(actors.habitante, `update files.file set state = 'checked' where id = '${id}'`)),
      /permission denied/,
    )
    assert.equal(await settled('habitante', 'refused'), 'refused')
    assert.equal(await settled('habitante', 'checked'), 'refused')
  })

  it('gives no file to what was sent already, nor to the words of another', async () => {
    for (const [target, id] of Object.entries(await idsOf())) {
      const { rows: words } = await owner.query<{ id: string }>(
        `with agent as (insert into threads.message (subject_kind, subject_id, author_kind, author_id, author_label, audience, body, created_at)
           select 'request', $1::bigint, kind, null, 'x', 'resident', 'x', now() from unnest(array['agent', 'system']) kind returning id)
         select id from agent union all select id from threads.message where subject_id = $1`,
        [id],
      )
      for (const person of actorNames) {
        const refused = /row-level security/
        assert.match(await given(writes, actors[person], 'request', id), refused, `${target} as ${person}`)
        for (const word of words)
          assert.match(
            await given(writes, actors[person], 'message', word.id),
            refused,
            `said on ${target} as ${person}`,
          )
      }
    }
  })

  it('gives a file to one’s own words while they are said, by the id that the database writes', async () => {
    const { metro } = await idsOf()
    for (const [person, kind] of [
      ['habitante', 'resident'],
      ['voirie', 'agent'],
    ] as const) {
      const say = `insert into threads.message (subject_kind, subject_id, author_kind, author_id, author_label, audience, body, created_at)
        values ('request', ${metro}, '${kind}', ${actors[person].personId}, 'x', 'resident', 'x', now()) returning id`
      assert.equal(await given(writes, actors[person], 'message', '', say), 'given', person)
      for (const before of [' ', '00'])
        assert.match(
          await given(writes, actors[person], 'message', before, say),
          /row-level security/,
          person,
        )
    }
    assert.equal(await given(writes, actors.habitante, 'draft', world.draft), 'given')
    assert.match(
      await given(writes, actors.habitante, 'draft', world.draft.toUpperCase()),
      /row-level security/,
    )
  })

  it('names no bytes of another, nothing that is no key, and comes before nothing given', async () => {
    const { rows } = await owner.query<{ file: string; made: string }>(
      `insert into files.rendition (file_id, kind, storage_key) values ($1, 'tried', $2)
       returning storage_key as made, (select f.storage_key from files.file f where f.id = file_id) as file`,
      [world.fileId, newFileKey()],
    )
    const [keys = { file: '', made: '' }] = rows
    for (const person of actorNames) {
      const who = actors[person]
      const made = (key: string) => {
        const id = randomUUID()
        const own = insertOwn(who, newFileKey()).replace(/values \('[^']+'/, `values ('${id}'`)
        return undone(who, async (run) => {
          await run(own)
          await run(`insert into files.rendition values ('${id}', 'thumbnail', '${key}')`)
          return 'made'
        })
      }
      assert.equal(await made(newFileKey()), 'made', person)
      assert.match(await made(keys.file), /names other bytes/, person)
      assert.match(await made('../../secret'), /rendition_key/, person)
      assert.match(String(await tried(who, insertOwn(who, keys.made))), /names other bytes/, person)
      assert.match(String(await tried(who, insertOwn(who, '../../secret'))), /file_key/, person)
      assert.match(
        String(await tried(who, `update files.file set attached_at = '2020-01-01'`)),
        /permission denied/,
        person,
      )
    }
    await owner.query(`delete from files.rendition where kind = 'tried'`)
  })
})
