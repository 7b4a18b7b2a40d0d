// Audiences of elected members, on screen: of one body and no other, and who sits in it told to whoever keeps it alone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { territory } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const HERE = '/administration/publics'
const NEWS = '/administration/informations'

describe('audiences of bodies', () => {
  let parvis: TestApp
  let editor: TestBrowser
  let bron = 0
  let technical = 0
  let metropolis = 0
  before(async () => {
    parvis = await createTestApp()
    editor = await parvis.signedInAs('marius.redaction@parvis.example')
    await parvis.db.read(system, async (tx) => {
      const place = await territory(tx)
      bron = place.authorityByCode('69029')?.id ?? 0
      technical = place.unitsOf(bron).find(({ code }) => code === 'services-techniques')?.id ?? 0
      metropolis = place.metropolis.id
    })
  })
  after(() => parvis.close())

  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  async function tried(at: string, values: Record<string, string>, by = editor) {
    const version = hidden((await by.get(at)).body, 'version')
    const first = await by.post(at, { ...values, version })
    const essai = hidden(first.body, 'essai')
    return { first, apply: () => by.post(at, { ...values, version, essai }) }
  }
  const technicians = () => ({
    ...{ authority: 'bron', name: 'Les techniques' },
    who1: `staff:${technical}`,
  })

  test('the mayors of one conference are a public: those of the others, and the rest of its members, are not in it', async () => {
    const metropolis = await parvis.signedInAs('admin@parvis.example')
    const form = (await metropolis.get(`${HERE}/nouveau`)).body
    const [, conference = ''] = /value="(body:\d+)">Conférence[^<]*Porte des Alpes</.exec(form) ?? []
    const said = { authority: 'metropole', name: 'Maires de la conférence', who1: conference, as1: 'mayor' }
    const { first, apply } = await tried(`${HERE}/nouveau`, said, metropolis)
    assert.match(first.body, /Les maires de la conférence territoriale des maires Porte des Alpes\./)
    const id =
      String((await apply()).headers.location)
        .split('/')
        .at(-1) ?? ''
    const news = {
      theme: 'Conférences',
      title: 'Ordre du jour',
      from: '23/11/2026',
      until: '',
      text: 'Jeudi à 18 h, à Bron.',
    }
    const written = await tried(
      `${NEWS}/nouvelle`,
      { authority: 'metropole', ...news, audience: id },
      metropolis,
    )
    assert.equal((await written.apply()).statusCode, 303)
    const reads = async (email: string) =>
      /Ordre du jour/.test((await (await parvis.signedInAs(email)).get('/informations')).body)
    assert.ok(await reads('maire.bron@parvis.example'))
    const home = async (email: string) => (await (await parvis.signedInAs(email)).get('/compte')).body
    assert.match(await home('maire.bron@parvis.example'), /Informations pour vous[^]*Ordre du jour/)
    assert.doesNotMatch(await home('habitante@parvis.example'), /Informations pour vous/)
    for (const email of ['elue@parvis.example', 'admin.bron@parvis.example', 'habitante@parvis.example'])
      assert.ok(!(await reads(email)), email)
  })

  test('who sits in a body is told to whoever keeps it, and not by what is left or refused', async () => {
    const remi = await parvis.actor('remi.bron@parvis.example')
    const groups = await parvis.db.read(system, (tx) =>
      sql<{ id: number; term: number }>`
        select b.id, t.id as term from bodies.body b join bodies.term t on t.body_id = b.id
        where b.kind = 'group' and b.authority_id = ${metropolis} order by 1 limit 2`.execute(tx.q),
    )
    const [sits = '', other = ''] = groups.rows.map(({ id }) => `body:${id}`)
    const own = `staff:${technical}`
    const asked = async (statement: ReturnType<typeof sql>) =>
      parvis.db.read(
        await parvis.actor('marius.redaction@parvis.example'),
        async (tx) => (await statement.execute(tx.q)).rows,
      )
    // Whatever is put beside that group, and even one alone of its members, the answer is the same with him there and without.
    const pads = ['handler', 'manager', 'editor', 'reception', 'admin'].map((as) => `workplace:${bron}:${as}`)
    const padded = pads.flatMap((one, at) => pads.slice(at).map((two) => [sits, own, one, two]))
    const said = () =>
      asked(sql`select n, r.* from unnest(${[[`${sits}:member`], ...padded].map((who) => JSON.stringify({ who, also: [], except: [] }))}::jsonb[])
        with ordinality rule (said, n), audiences.count_readers(rule.said) r order by n`)
    const without = await said()
    await parvis.db.write(system, async (tx) => {
      await sql`with his as (insert into bodies.member (authority_id, name, person_id)
          values (${metropolis}, 'Rémi Terraillon', ${remi.personId}) returning id)
        insert into bodies.seat (term_id, member_id, post, first_day)
          select ${groups.rows[0]?.term ?? 0}, id, 'member', '2026-11-01' from his`.execute(tx.q)
    })
    assert.deepEqual(await said(), without)
    const rules: Record<string, string>[] = [
      { who1: sits },
      { who1: 'elected', also1: `workplace:${bron}` },
      { who1: `workplace:${bron}`, also1: 'elected' },
      ...[sits, other].flatMap((body) => [
        { who1: own, also1: body },
        { who1: own, except1: body },
      ]),
      // Nor whether a colleague works elsewhere too.
      { who1: own, also1: `workplace:${metropolis}` },
    ]
    for (const by of [editor, await parvis.signedInAs('admin.bron@parvis.example')])
      for (const rule of rules) {
        const { first } = await tried(`${HERE}/nouveau`, { ...technicians(), name: 'Qui siège', ...rule }, by)
        assert.equal(first.statusCode, 200, JSON.stringify(rule))
        assert.match(
          first.body,
          /<b>Un nombre de personnes qui n’est pas dit<\/b>[^]*n’est nommé et compté qu’au sein/,
          JSON.stringify(rule),
        )
        assert.doesNotMatch(first.body, /Terraillon/, JSON.stringify(rule))
      }
    const keeper = await parvis.signedInAs('admin@parvis.example')
    const kept = { authority: 'metropole', name: 'Le groupe', who1: sits, also1: `workplace:${bron}` }
    const known = (await tried(`${HERE}/nouveau`, kept, keeper)).first.body
    assert.match(known, /<b>1\spersonne<\/b>[^]*<li>Rémi Terraillon<\/li>/)
    // Agents are told as before, though those elected are with them.
    const [, mine = ''] = /publics\/(\d+)">Ma commune/.exec((await editor.get(HERE)).body) ?? []
    const page = (await editor.get(`${HERE}/${mine}`)).body
    assert.match(
      page,
      /<b>Au moins \d+\spersonnes<\/b>[^]*Rémi Terraillon[^]*n’est nommé et compté qu’au sein/,
    )
    const rule = JSON.stringify({ who: [sits], also: [], except: [] })
    assert.deepEqual(await asked(sql`select from audiences.readers_of(${rule}::jsonb)`), [])
    await assert.rejects(asked(sql`select from audiences.meet(${rule}::jsonb)`), /permission denied/)
    await parvis.db.write(system, (tx) =>
      sql`delete from bodies.member where person_id = ${remi.personId}`.execute(tx.q),
    )
  })
})
