// A directorate is followed alone, with the services below it: of another authority, or of one's own.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { PUBLIC } from '#audiences'
import { system } from '#platform/actor.ts'
import { FetchRefused } from '#platform/outside/guard.ts'
import { asTyped, beginContent, publish, writtenContent } from '#publishing'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { readSources } from './read.ts'

const HERE = '/administration/sources'
const [EDITOR, ADMIN] = ['marius.redaction@parvis.example', 'admin@parvis.example']
const TITLE = 'La neige est attendue'

describe('a directorate that is followed', () => {
  let parvis: TestApp
  let editor: TestBrowser
  let slug = ''
  const units = new Map<string, number>()
  before(async () => {
    parvis = await createTestApp()
    editor = await parvis.signedInAs(EDITOR)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ id: number; code: string; slug: string; authorityId: number }>`
        select u.id, u.code, a.slug, a.id as "authorityId" from territory.unit u join territory.authority a on a.id = u.authority_id
        where a.level = 'metropolis' and u.code in ('voirie-est', 'voirie', 'eau')`.execute(tx.q),
    )
    for (const { id, code } of rows) units.set(code, id)
    slug = rows[0]?.slug ?? assert.fail('no metropolis')
    const authorityId = rows[0]?.authorityId ?? 0
    await parvis.db.write(await parvis.actor(ADMIN), async (tx) => {
      const { typeVersion, fields } = await asTyped(tx, 'brief', { text: 'Un texte.' })
      const text = { typeVersion, fields, title: TITLE, summary: 'En bref.', theme: '', about: [] }
      const where = { authorityId, unitId: unitOf('voirie-est'), type: 'brief' }
      const id = await beginContent(tx, where, text)
      await publish(tx, id, (await writtenContent(tx, id))?.version ?? 0, {
        ...{ audienceId: PUBLIC, startsAt: tx.now, endsAt: null, isSilent: true, reviewOn: '2099-01-01' },
      })
    })
  })
  after(() => parvis.close())

  const unitOf = (code: string): number => units.get(code) ?? assert.fail(code)
  const said = (of: string, over = {}) => ({
    authority: 'bron',
    name: 'Une source',
    address: '',
    of,
    ...over,
  })
  async function added(browser: TestBrowser, values: Record<string, string>): Promise<string> {
    const reply = await browser.post(`${HERE}/nouvelle`, values)
    assert.equal(reply.statusCode, 303, reply.body)
    return String(reply.headers.location)
  }
  const read = () =>
    readSources(parvis.db, {
      ...{
        publicUrl: 'https://parvis.test',
        writer: { site: { name: 'Parvis' }, origin: 'https://parvis.test' },
      },
      fetch: () => Promise.reject(new FetchRefused('network')),
    })

  test('says what its services publish, and nothing of the others', async () => {
    const [roads, water] = [
      await added(editor, said(`${slug}/voirie`)),
      await added(editor, said(`${slug}/eau`)),
    ]
    const admin = await parvis.signedInAs(ADMIN)
    const own = await added(admin, said(`${slug}/voirie`, { authority: slug }))
    await read()
    for (const [browser, at] of [
      [editor, roads],
      [admin, own],
    ] as const)
      assert.match((await browser.get(at)).body, new RegExp(TITLE))
    assert.doesNotMatch((await editor.get(water)).body, new RegExp(TITLE))
    assert.match((await editor.get(HERE)).body, /Ce que publie [^<]*Direction de la voirie/)
  })

  test('is followed once, among those that are offered; one’s own authority whole is not', async () => {
    const tried = async (browser: TestBrowser, values: Record<string, string>) =>
      (await browser.post(`${HERE}/nouvelle`, values)).body
    assert.match(await tried(editor, said(`${slug}/voirie`)), /déjà dans votre liste/)
    assert.match(
      await tried(editor, said(`${slug}/voirie-est`)),
      /Choisissez une collectivité ou une direction/,
    )
    assert.match(await tried(editor, said('bron')), /Vous publiez déjà ce qu’elle publie/)
    await assert.rejects(
      parvis.db.write(await parvis.actor(EDITOR), (tx) =>
        sql`insert into publishing.source (authority_id, name, of_authority_id, of_unit_id)
          select a.id, 'À nous', a.id, ${unitOf('voirie')} from territory.authority a where a.slug = 'bron'`.execute(
          tx.q,
        ),
      ),
      /a unit of another authority/,
    )
  })
})
