// A content seen as a profile before it is published: whether they read it and why, by a profile that becomes nobody.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import { makeAudience } from '#audiences'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const HERE = '/administration/contenus'
const TYPED = {
  title: 'Place : la fontaine est réparée',
  summary: 'L’eau coule de nouveau.',
  theme: 'Eau et environnement',
  text: 'La fontaine de la place coule.',
  about1: '',
  about2: '',
  about3: '',
}

describe('a profile', () => {
  let parvis: TestApp
  let editor: TestBrowser
  let agent: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    editor = await parvis.signedInAs('marius.redaction@parvis.example')
    agent = await parvis.signedInAs('remi.bron@parvis.example')
  })
  after(() => parvis.close())

  async function idOf(statement: RawBuilder<unknown>): Promise<number> {
    const { rows } = await parvis.db.read(system, (tx) => statement.execute(tx.q))
    return Number((rows[0] as { id: number } | undefined)?.id)
  }

  test('seen as a profile before it is published: whether they read it and why, and nothing but this content', async () => {
    const unit =
      await idOf(sql`select u.id from territory.unit u join territory.authority a on a.id = u.authority_id
      where a.slug = 'bron' and u.code = 'services-techniques'`)
    const begun = await editor.post(`${HERE}/nouveau/article`, { ...TYPED, unit: String(unit) })
    assert.equal(begun.statusCode, 303, begun.body)
    const id = Number(/\/(\d+)$/.exec(String(begun.headers.location))?.[1])
    const at = `${HERE}/${id}/profil`
    const bron = await idOf(sql`select id from territory.authority where slug = 'bron'`)
    const audience = await parvis.db.write(await parvis.actor('marius.redaction@parvis.example'), (tx) =>
      makeAudience(tx, bron, {
        name: 'Techniques sans leurs responsables',
        rule: {
          ...{ who: [`staff:${unit}`], also: [], except: ['role:manager'], from: null, until: null },
        },
      }),
    )
    const seen = async (query: string) => (await editor.get(`${at}?public=${audience}${query}`)).body
    assert.match((await editor.get(at)).body, /Vous ne devenez personne/)
    const handler = await seen(`&qui1=staff:${unit}&comme1=handler`)
    assert.match(
      handler,
      /le lit<[^]*Il est parmi les agents[^]*Page|Ce qu’il lit[^]*La fontaine de la place/,
    )
    const manager = await seen(`&qui1=staff:${unit}&comme1=manager`)
    assert.match(manager, /ne le lit pas[^]*Il en est exclu, parmi les responsables[^]*Page introuvable/)
    assert.doesNotMatch(manager, /La fontaine de la place coule/)
    const unsaid = await editor.get(`${at}?public=&qui1=staff:${unit}`)
    assert.equal(unsaid.statusCode, 422)
    assert.match(unsaid.body, /href="#public">Choisissez pour qui il serait publié[^]*id="public"/)
    assert.match(unsaid.body, new RegExp(`value="staff:${unit}" selected`))
    assert.match(await seen(''), /Un visiteur, sans compte[^]*ne le lit pas/)
    // Several things at once; what is none of the lists is nothing.
    assert.match(await seen(`&qui1=workplace:${bron}&comme1=handler&qui2=staff:${unit}`), /personne|: le lit/)
    assert.match(await seen('&qui1=space:999999'), /Un visiteur/)
    assert.match((await editor.get(`${at}?public=1`)).body, /: le lit[^]*Tout le monde le lit/)
    assert.equal((await agent.get(at)).statusCode, 404)
    assert.equal((await parvis.browser().get(`/contenus/${id}/lire`)).statusCode, 404)
  })
})
