// Who writes where, by whom they are trained and thanked: told to those who coordinate, and to oneself; it ends with the last post.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { beginContent } from '#publishing'
import { territory } from '#territory'
import { createTestApp, type TestApp } from '#test/app.ts'
import { contributors, thanksOf } from './queries.ts'
import { personal, retention } from './personal.ts'

const EDITOR = 'marius.redaction@parvis.example'
const WRITER = 'agent.bron@parvis.example'
const AT = '/agents/pilotage/contributeurs'

describe('contributors', () => {
  let parvis: TestApp
  let [bron, writer] = [0, 0]
  before(async () => {
    parvis = await createTestApp()
    const actor = await parvis.actor(WRITER)
    writer = actor.personId ?? 0
    await parvis.db.write(actor, async (tx) => {
      bron = (await territory(tx)).authorityByCode('69029')?.id ?? 0
      const unitId = actor.memberships[0]?.unitId ?? 0
      const text = {
        typeVersion: 1,
        title: 'Marché de la place',
        summary: '',
        theme: '',
        about: [],
        fields: {},
      }
      await beginContent(tx, { authorityId: bron, unitId, type: 'brief' }, text)
    })
  })
  after(() => parvis.close())

  const seenBy = async (email: string): Promise<number[]> =>
    (await parvis.db.read(await parvis.actor(email), contributors)).map(({ personId }) => personId)
  const one = () => `${AT}/${bron}-${writer}`
  const page = async (email: string, at: string) => (await parvis.signedInAs(email)).get(at)

  test('are named to whoever publishes for their authority, and to themselves alone', async () => {
    assert.ok((await seenBy(EDITOR)).includes(writer))
    assert.deepEqual(await seenBy(WRITER), [writer])
    for (const email of [
      'agent.mions@parvis.example',
      'communication@parvis.example',
      'habitante@parvis.example',
    ])
      assert.ok(!(await seenBy(email)).includes(writer), email)
    assert.match((await page(EDITOR, one())).body, /Marché de la place/)
    assert.match((await page(WRITER, '/agents/contributions')).body, /Marché de la place/)
    for (const email of [WRITER, 'agent.mions@parvis.example'])
      assert.equal((await page(email, one())).statusCode, 404, email)
    assert.equal((await page('communication@parvis.example', one())).statusCode, 404)
  })

  test('are trained on no day that no calendar has', async () => {
    const unitId = (await parvis.actor(WRITER)).memberships[0]?.unitId ?? 0
    const editor = await parvis.actor(EDITOR)
    const noted = (day: string) =>
      parvis.db.write(editor, (tx) =>
        sql`insert into steering.training (person_id, authority_id, unit_id, what, on_day)
          values (${writer}, ${bron}, ${unitId}, 'Écrire simplement', ${day})`.execute(tx.q),
      )
    for (const day of ['infinity', '10000-01-01']) await assert.rejects(noted(day), { code: '23514' }, day)
  })

  test('where somebody works is asked by those alone who may note and thank', async () => {
    const works = async (email: string) => {
      const actor = await parvis.actor(email)
      const unitId = (await parvis.actor(WRITER)).memberships[0]?.unitId ?? 0
      const asked = sql<{ yes: boolean }>`select steering.works(${writer}, ${bron}, ${unitId}) as yes`
      return (await parvis.db.read(actor, (tx) => asked.execute(tx.q))).rows[0]?.yes
    }
    assert.equal(await works(EDITOR), true)
    for (const email of ['agent.mions@parvis.example', 'habitante@parvis.example'])
      assert.equal(await works(email), false, email)
  })

  test('are trained on a day that is over, once, and thanked by a name that nobody writes', async () => {
    const editor = await parvis.signedInAs(EDITOR)
    const note = (what: string, onDay: string) => editor.post(`${one()}/formation`, { what, onDay })
    assert.match(
      (await note('Écrire simplement', '2030-01-01')).body,
      /à venir[^]*value="Écrire simplement"|value="Écrire simplement"[^]*à venir/,
    )
    assert.equal((await note('', '')).statusCode, 422)
    assert.equal((await note('Écrire simplement', '2026-05-12')).statusCode, 303)
    assert.match((await note('Écrire simplement', '2026-05-12')).body, /déjà notée/)
    assert.equal((await editor.post(`${one()}/merci`, { word: 'Merci pour le marché.' })).statusCode, 303)
    const own = (await page(WRITER, '/agents/contributions')).body
    assert.match(own, /Écrire simplement[^]*Merci pour le marché\.[^]*Marius/)
    assert.doesNotMatch(own, /Retirer|Remercier</)
    assert.match((await page(WRITER, '/agents')).body, /On vous remercie[^]*Merci pour le marché/)
    const [thanks] = await parvis.db.read(await parvis.actor(WRITER), (tx) =>
      thanksOf(tx, { personId: writer, authorityId: bron }),
    )
    assert.equal(thanks?.givenBy, (await parvis.actor(EDITOR)).personId)
  })

  test('are kept from others by PostgreSQL too: nobody trains or thanks themselves, nor whoever is not theirs', async () => {
    const insert = (email: string, table: string, person: number) =>
      parvis.actor(email).then((actor) =>
        parvis.db.write(actor, (tx) =>
          (table === 'thanks'
            ? sql`insert into steering.thanks (person_id, authority_id, unit_id, word) select ${person}, ${bron}, m.unit_id, 'Bravo'
                from (select ${actor.memberships[0]?.unitId ?? 0}::integer as unit_id) m`
            : sql`insert into steering.training (person_id, authority_id, unit_id, what, on_day)
                values (${person}, ${bron}, ${actor.memberships[0]?.unitId ?? 0}, 'Photo', '2026-01-01')`
          ).execute(tx.q),
        ),
      )
    const editor = (await parvis.actor(EDITOR)).personId ?? 0
    for (const [email, table, person] of [
      [WRITER, 'training', writer],
      [WRITER, 'thanks', writer],
      [WRITER, 'thanks', editor],
      [EDITOR, 'thanks', editor],
      ['communication@parvis.example', 'training', writer],
    ] as const)
      await assert.rejects(insert(email, table, person), /row-level security/, `${email} ${table}`)
    const { rows } = await parvis.db.read(await parvis.actor('agent.mions@parvis.example'), (tx) =>
      sql`select from steering.thanks union all select from steering.training`.execute(tx.q),
    )
    assert.equal(rows.length, 0)
  })

  test('end with their last post, and are forgotten a year later', async () => {
    const [holding] = personal
    const held = await parvis.db.read(system, (tx) => holding?.held(tx, writer) ?? Promise.resolve([]))
    assert.deepEqual(
      held.map(({ authorityId, count }) => [authorityId, count]),
      [[bron, 2]],
    )
    await parvis.db.write(system, (tx) =>
      sql`update accounts.membership set valid_to = valid_from where person_id = ${writer}`.execute(tx.q),
    )
    assert.ok(!(await seenBy(EDITOR)).includes(writer))
    assert.equal((await page(EDITOR, one())).statusCode, 404)
    const swept = await parvis.db.write(system, async (tx) => {
      const [rule] = retention
      return rule?.sweep(tx, { before: tx.now, most: 10 } as Parameters<typeof rule.sweep>[1])
    })
    assert.equal(swept, 1)
  })
})
