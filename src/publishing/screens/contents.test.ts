// Contents on screen: a directorate proposes, whoever publishes chooses to whom and when; editions are compared and brought back; what is
// shown stays so; nobody reads or writes what is not theirs, by either wall.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { makeAudience } from '#audiences'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const HERE = '/administration/contenus'
const DESK = '/agents/propositions'

describe('contents on screen', () => {
  let parvis: TestApp
  let editor: TestBrowser
  let agent: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    editor = await parvis.signedInAs('marius.redaction@parvis.example')
    agent = await parvis.signedInAs('remi.bron@parvis.example')
  })
  after(() => parvis.close())

  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  const rowsOf = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await parvis.db.read(system, (tx) => statement.execute(tx.q))).rows
  const unitOf = async (slug: string, code: string) =>
    (
      await rowsOf(sql<{
        id: number
      }>`select u.id from territory.unit u join territory.authority a on a.id = u.authority_id
        where a.slug = ${slug} and u.code = ${code}`)
    )[0]?.id ?? 0
  const typed = async (more: Record<string, string> = {}) => ({
    ...{
      title: 'Place : la fontaine est réparée',
      summary: 'L’eau coule de nouveau.',
      theme: 'Eau et environnement',
    },
    ...{
      text: 'La fontaine de la place coule.\n\n## Horaires\n\n- de 8 h à 20 h',
      about1: '',
      about2: '',
      about3: '',
    },
    unit: String(await unitOf('bron', 'services-techniques')),
    ...more,
  })
  const idIn = (location: unknown) => Number(/\/(\d+)$/.exec(String(location))?.[1])
  async function begun(by: TestBrowser, at: string, values: Record<string, string> = {}): Promise<number> {
    const reply = await by.post(`${at}/nouveau/article`, await typed(values))
    assert.equal(reply.statusCode, 303, reply.body)
    return idIn(reply.headers.location)
  }
  async function done(by: TestBrowser, at: string, values: Record<string, string> = {}) {
    const version = hidden((await by.get(at)).body, 'version')
    return by.post(at, { version, ...values })
  }
  /** Read first, then confirmed. */
  async function published(id: number, values: Record<string, string> = {}) {
    const at = `${HERE}/${id}/publier`
    const version = hidden((await editor.get(at)).body, 'version')
    const asked = {
      version,
      audience: '1',
      from: '',
      until: '',
      review: '01/06/2027',
      silent: 'non',
      ...values,
    }
    const first = await editor.post(at, asked)
    return { first, apply: () => editor.post(at, { ...asked, essai: hidden(first.body, 'essai') }) }
  }
  const reader = async (id: number, by = parvis.browser()) => by.get(`/contenus/${id}/lire`)

  test('an agent proposes, is sent back with why, proposes again; whoever publishes targets, and they read it', async () => {
    const id = await begun(agent, DESK)
    assert.match((await agent.get(`${DESK}/${id}`)).body, /Brouillon[^]*Proposer[^]*<h[23][^>]*>Horaires/)
    assert.equal((await reader(id)).statusCode, 404)
    assert.equal(
      (await done(agent, `${DESK}/${id}/proposer`, { word: 'Pour les habitants.' })).statusCode,
      303,
    )
    await parvis.runJobs()
    assert.match(
      (await editor.get('/agents/notifications')).body,
      /attend votre relecture[^]*Pour les habitants/,
    )
    const waiting = (await editor.get(`${HERE}?etat=proposed`)).body
    assert.match(
      waiting,
      /aria-current="true">Proposés <span class="count">1<[^]*Place : la fontaine est réparée/,
    )
    for (const end of ['', '/publier', '/renvoyer'])
      assert.match(
        (await editor.get(`${HERE}/${id}${end}`)).body,
        /<h1>[^]*Rémi Terraillon le propose depuis le lundi[^]*Pour les habitants\.[^]*<form|État/,
        end,
      )
    assert.equal((await done(editor, `${HERE}/${id}/renvoyer`, { because: 'non' })).statusCode, 422)
    assert.equal(
      (await done(editor, `${HERE}/${id}/renvoyer`, { because: 'Dites de quelle place il s’agit.' }))
        .statusCode,
      303,
    )
    await parvis.runJobs()
    assert.match((await agent.get('/agents/notifications')).body, /vous revient[^]*Dites de quelle place/)
    assert.match(
      (await agent.get(`${DESK}/${id}`)).body,
      /<h1>[^]{0,200}Ce contenu vous revient, renvoyé par Marius Caluire le lundi[^]*Dites de quelle place[^]*État/,
    )
    const at = `${DESK}/${id}/texte`
    assert.equal(
      (await done(agent, at, await typed({ title: 'La fontaine de la place Weingarten est réparée' })))
        .statusCode,
      303,
    )
    assert.equal((await done(agent, `${DESK}/${id}/proposer`, { word: '' })).statusCode, 303)
    const { first, apply } = await published(id)
    assert.match(first.body, /Comme tout le monde le lira[^]*place Weingarten[^]*Tout le monde/)
    assert.equal((await reader(id)).statusCode, 404)
    assert.equal((await apply()).statusCode, 303)
    const page = (await reader(id)).body
    assert.match(
      page,
      /place Weingarten[^]*Publié par la Ville de Bron[^]*Tenu à jour par les services techniques/,
    )
    assert.match((await parvis.browser().get('/contenus?type=article')).body, /place Weingarten/)
    assert.match(
      (await parvis.browser().get('/demarches?quoi=fontaine+weingarten&ou=Bron')).body,
      /place Weingarten/,
    )
    await parvis.runJobs()
    assert.match((await agent.get('/agents/notifications')).body, /est publié/)
  })

  test('what is shown stays until the next is published; editions are compared, and brought back as new ones', async () => {
    const id = await begun(editor, HERE)
    assert.equal((await (await published(id)).apply()).statusCode, 303)
    const at = `${HERE}/${id}`
    assert.equal(
      (
        await done(
          editor,
          `${at}/texte`,
          await typed({ title: 'La fontaine est fermée', text: 'Elle fuit.' }),
        )
      ).statusCode,
      303,
    )
    assert.match((await reader(id)).body, /<h1>Place\u00a0: la fontaine est réparée/)
    const second = (await editor.get(`${at}/versions/2`)).body
    assert.match(second, /<del>Place : la fontaine est réparée<\/del>[^]*<ins>La fontaine est fermée<\/ins>/)
    assert.match(second, /<ins>Elle fuit\.<\/ins>/)
    assert.equal((await done(editor, `${at}/versions/1/reprise`)).statusCode, 303)
    assert.match((await editor.get(at)).body, /reprise de la version 1/)
    const { first, apply } = await published(id, { silent: 'oui' })
    assert.match(first.body, /Qui le verra/)
    assert.equal((await apply()).statusCode, 303)
    const rows = await rowsOf(sql<{
      edition: number
      dated: boolean
    }>`select edition, dated_at = min(starts_at) over () as dated
      from publishing.publication where content_id = ${id} order by id`)
    assert.deepEqual(rows, [
      { edition: 1, dated: true },
      { edition: 3, dated: true },
    ])
  })

  test('one to come is nobody’s before its day, may be called off, and ends on its last day', async () => {
    const id = await begun(editor, HERE, { title: 'Le marché de demain' })
    assert.equal(
      (await (await published(id, { from: '30/11/2026', until: '02/12/2026' })).apply()).statusCode,
      303,
    )
    assert.match((await editor.get(`${HERE}?etat=scheduled`)).body, /Le marché de demain/)
    assert.equal((await done(editor, `${HERE}/${id}/annuler`)).statusCode, 303)
    assert.match((await editor.get(`${HERE}?etat=draft`)).body, /Le marché de demain/)
    assert.equal(
      (await (await published(id, { from: '30/11/2026', until: '02/12/2026' })).apply()).statusCode,
      303,
    )
    assert.equal((await reader(id)).statusCode, 404)
    parvis.advance({ days: 7 })
    assert.equal((await reader(id)).statusCode, 200)
    parvis.advance({ days: 3 })
    assert.equal((await reader(id)).statusCode, 404)
    editor = await parvis.signedInAs('marius.redaction@parvis.example')
    agent = await parvis.signedInAs('remi.bron@parvis.example')
    assert.match((await editor.get(`${HERE}?etat=archived`)).body, /Le marché de demain/)
    assert.equal((await done(editor, `${HERE}/${id}/reprise`)).statusCode, 303)
    assert.match((await editor.get(`${HERE}?etat=draft`)).body, /Le marché de demain/)
  })

  test('nobody is refused, everybody is said; nothing incomplete, nor one nobody could read, is published', async () => {
    const id = await begun(editor, HERE, { text: '' })
    assert.match((await published(id)).first.body, /Il manque «\u00a0Texte/)
    const image = '![](fichier:11111111-1111-4111-8111-111111111111)'
    await done(editor, `${HERE}/${id}/texte`, await typed({ text: `Un plan.\n\n${image}` }))
    const { first } = await published(id)
    assert.equal(first.statusCode, 422)
    await done(editor, `${HERE}/${id}/texte`, await typed())
    assert.match((await published(id, { review: '01/01/2300' })).first.body, /trop lointain/)
    // Of one’s own colleagues: whether there is somebody is told.
    const audience = await parvis.db.write(system, async (tx) => {
      const { rows } = await sql<{ id: number }>`insert into audiences.audience (authority_id, name, rule)
        select u.authority_id, 'Personne', jsonb_build_object('who', jsonb_build_array('staff:' || u.id || ':analyst'), 'also', '[]'::jsonb,
          'except', '[]'::jsonb, 'from', null, 'until', null)
        from territory.unit u join territory.authority a on a.id = u.authority_id and a.slug = 'bron' order by u.id desc limit 1
        returning id`.execute(tx.q)
      return rows[0]?.id ?? 0
    })
    const nobody = await published(id, { audience: String(audience) })
    assert.equal(nobody.first.statusCode, 422)
    assert.match(nobody.first.body, /Personne n’est dans ce public/)
  })

  test('what is shown keeps its last day, before the next one begins and when that is called off', async () => {
    const days = async (id: number) => {
      const { rows } = await parvis.db.read(system, (tx) =>
        sql<{ until: string | null }>`select ends_at::date::text as until from publishing.publication p
          where content_id = ${id} and starts_at < ${tx.now}::timestamptz + interval '1 hour' order by starts_at limit 1`.execute(
          tx.q,
        ),
      )
      return rows[0]?.until
    }
    const at = (day: number) => {
      const date = new Date(parvis.db.clock().getTime() + day * 24 * 3600_000)
      return new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris' }).format(date)
    }
    const id = await begun(editor, HERE)
    assert.equal((await (await published(id, { until: at(10) })).apply()).statusCode, 303)
    const last = await days(id)
    assert.equal((await (await published(id, { from: at(20) })).apply()).statusCode, 303)
    assert.equal(await days(id), last, 'it ends before')
    assert.equal((await done(editor, `${HERE}/${id}/annuler`)).statusCode, 303)
    assert.equal((await (await published(id, { from: at(5) })).apply()).statusCode, 303)
    assert.notEqual(await days(id), last, 'the next one is earlier')
    assert.equal((await done(editor, `${HERE}/${id}/annuler`)).statusCode, 303)
    assert.equal(await days(id), last, 'and is called off')
  })

  test('what ends now ends by the clock of the database, of which the program’s is behind', async () => {
    const id = await begun(editor, HERE)
    assert.equal((await (await published(id)).apply()).statusCode, 303)
    const { rows } = await parvis.db.write(await parvis.actor('marius.redaction@parvis.example'), (tx) =>
      sql<{
        isNow: boolean
      }>`update publishing.publication set ends_at = platform.now() - interval '20 milliseconds'
        where content_id = ${id} returning ends_at = platform.now() as "isNow"`.execute(tx.q),
    )
    assert.deepEqual(rows, [{ isNow: true }])
  })

  test('somebody who saves second sees both texts', async () => {
    const id = await begun(editor, HERE)
    const at = `${HERE}/${id}/texte`
    const page = (await editor.get(at)).body
    const slow = { version: hidden(page, 'version'), lu: hidden(page, 'lu') }
    assert.equal((await done(editor, at, await typed({ text: 'Elle coule le matin.' }))).statusCode, 303)
    const late = await editor.post(at, { ...slow, ...(await typed({ text: 'Elle coule le soir.' })) })
    assert.equal(late.statusCode, 409)
    assert.match(late.body, /Elle coule le matin[^]*Elle coule le soir/)
  })

  test('what nobody has read again says since when, and once read again, no more', async () => {
    const id = await begun(editor, HERE, { title: 'Ce qui vieillit' })
    assert.equal((await (await published(id)).apply()).statusCode, 303)
    await parvis.db.write(system, (tx) =>
      sql`update publishing.publication set review_on = '2026-11-01', reviewed_at = reviewed_at - interval '14 months' where content_id = ${id}`.execute(
        tx.q,
      ),
    )
    assert.match((await reader(id)).body, /Non relu depuis 14\smois/)
    assert.match((await editor.get(`${HERE}?etat=review`)).body, /Ce qui vieillit/)
    assert.equal((await done(editor, `${HERE}/${id}/relecture`)).statusCode, 303)
    assert.doesNotMatch((await reader(id)).body, /Non relu/)
    assert.equal((await done(editor, `${HERE}/${id}/archives`)).statusCode, 303)
    assert.equal((await reader(id)).statusCode, 404)
  })

  test('for an audience: they alone have it, with why; an audience withdrawn leaves it to another', async () => {
    const id = await begun(editor, HERE, { title: 'Pour la mairie seule' })
    const [own] = await rowsOf(sql<{
      id: number
    }>`select a.id from audiences.audience a join territory.authority t on t.id = a.authority_id
      where t.slug = 'bron' and a.standing = 'own'`)
    const by = await parvis.actor('marius.redaction@parvis.example')
    const rule = {
      who: [`workplace:${by.memberships[0]?.authorityId}`],
      also: [],
      except: [],
      from: null,
      until: null,
    }
    const made = await parvis.db.write(by, (tx) =>
      makeAudience(tx, by.memberships[0]?.authorityId ?? 0, { name: 'La mairie, à part', rule }),
    )
    assert.equal((await (await published(id, { audience: String(made) })).apply()).statusCode, 303)
    assert.match((await reader(id, agent)).body, /Pourquoi je vois ceci[^]*Ville de Bron/)
    assert.match((await agent.get('/contenus')).body, /Pour la mairie seule[^]*Public ciblé/)
    const mions = await parvis.signedInAs('agent.mions@parvis.example')
    for (const other of [parvis.browser(), mions]) {
      assert.equal((await reader(id, other)).statusCode, 404)
      assert.doesNotMatch((await other.get('/contenus')).body, /Pour la mairie seule/)
    }
    const at = `/administration/publics/${made}/retrait`
    assert.match((await editor.get(at)).body, /1\scontenu/)
    const version = hidden((await editor.get(at)).body, 'version')
    const tried = await editor.post(at, { version, vers: String(own?.id) })
    assert.equal(
      (await editor.post(at, { version, vers: String(own?.id), essai: hidden(tried.body, 'essai') }))
        .statusCode,
      303,
    )
    assert.equal((await reader(id, agent)).statusCode, 200)
    assert.equal((await reader(id)).statusCode, 404)
  })

  test('nobody writes, publishes or reads another’s, by either wall', async () => {
    const id = await begun(agent, DESK, { title: 'À Rémi seul' })
    const colleague = await parvis.signedInAs('agent.bron@parvis.example')
    for (const end of ['', '/texte', '/versions/1'])
      assert.equal((await colleague.get(`${DESK}/${id}${end}`)).statusCode, 404)
    assert.equal((await agent.get(`${HERE}/${id}/publier`)).statusCode, 404)
    const foreign = { ...(await typed()), unit: String(await unitOf('mions', 'services-techniques')) }
    assert.equal((await agent.post(`${DESK}/nouveau/article`, foreign)).statusCode, 422)

    const remi = await parvis.actor('remi.bron@parvis.example')
    const odile = await parvis.actor('agent.bron@parvis.example')
    const write = (who: typeof remi, statement: ReturnType<typeof sql>) =>
      parvis.db.write(who, (tx) => statement.execute(tx.q))
    const refused = /row-level security|permission denied|decides of it|another authority/
    const publishing = sql`insert into publishing.publication (content_id, edition, audience_id, starts_at, is_silent, review_on)
      values (${id}, 1, 1, now(), false, '2030-01-01')`
    await assert.rejects(write(remi, publishing), refused)
    await assert.rejects(
      write(remi, sql`update publishing.content set archived_at = now() where id = ${id}`),
      refused,
    )
    await assert.rejects(
      write(remi, sql`update publishing.content set refused_because = 'Parce que' where id = ${id}`),
      refused,
    )
    await assert.rejects(
      write(remi, sql`update publishing.edition set title = 'Autre' where content_id = ${id}`),
      refused,
    )
    await assert.rejects(
      write(
        odile,
        sql`insert into publishing.edition (content_id, type_version, title, summary, theme, about, fields)
        values (${id}, 1, 'À moi', '', '', '{}', '{}')`,
      ),
      refused,
    )
    assert.equal(
      (await write(odile, sql`update publishing.content set proposed_at = now() where id = ${id}`))
        .numAffectedRows,
      0n,
    )
    const unit = await unitOf('mions', 'services-techniques')
    await assert.rejects(
      write(
        remi,
        sql`insert into publishing.content (authority_id, unit_id, type) select authority_id, ${unit}::integer, 'article' from publishing.content where id = ${id}`,
      ),
      refused,
    )
    for (const who of [odile, await parvis.actor('habitant@parvis.example')])
      for (const table of ['content', 'edition', 'publication']) {
        const { rows } = await parvis.db.read(who, (tx) =>
          sql`select from ${sql.raw(`publishing.${table}`)} t where ${sql.raw(table === 'content' ? 't.id' : 't.content_id')} = ${id}`.execute(
            tx.q,
          ),
        )
        assert.deepEqual(rows, [], table)
      }
  })
})
