// Who is writing a draft is said on its pages, and nobody publishes what a colleague has just written unawares.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { draft, edit, giveUp } from '#definitions'
import { FORM } from '#forms'
import { type Actor, system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { draftRead } from '#test/drafts.ts'
import { recentOthers } from './recent.ts'

const AT = '/administration/formulaires/tag'
const TAG = { kind: FORM, id: 'tag' }
const said = (body: string) =>
  body
    .slice(Math.max(0, body.indexOf('<main')))
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&nbsp;', ' ')
    .replace(/&#39;/g, '’')
    .replace(/[\s\u00a0\u202f]+/g, ' ')

test('whoever acted in the last quarter of an hour is writing: the last act of each, undone or done; nobody follows oneself', () => {
  const now = new Date('2026-11-01T12:00:00Z')
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
  const row = (by: number | null, at: Date, takenBy: number | null = null, takenAt: Date | null = null) => ({
    ...{ by, at, takenBy, takenAt },
  })
  const of = (log: ReturnType<typeof row>[], draft: object | null = {}) =>
    recentOthers({ written: { draft, begunBy: 4, begunAt: ago(16) } as never }, log, { now, me: 1 })
  assert.deepEqual(of([row(1, ago(1)), row(2, ago(15)), row(null, ago(1))]), [])
  assert.deepEqual(of([row(2, ago(14)), row(2, ago(3)), row(3, ago(30), 2, ago(5))]), [{ by: 2, at: ago(3) }])
  assert.deepEqual(of([row(2, ago(14)), row(1, ago(60), 3, ago(2))]), [
    { by: 3, at: ago(2) },
    { by: 2, at: ago(14) },
  ])
  assert.deepEqual(of([row(2, ago(1))], null), [], 'no draft, nobody writes it')
  const begun = { written: { draft: {}, begunBy: 4, begunAt: ago(1) } as never }
  assert.deepEqual(recentOthers(begun, [], { now, me: 1 }), [{ by: 4, at: ago(1) }])
})

describe('two authors of one draft', () => {
  let parvis: TestApp
  let odile: TestBrowser
  let colleague: Actor
  const EMAIL = 'voirie@parvis.example'
  before(async () => {
    parvis = await createTestApp()
    odile = await parvis.signedInAs('admin@parvis.example')
    const { memberships } = await parvis.actor('admin@parvis.example')
    await parvis.db.write(system, (tx) =>
      sql`insert into accounts.membership (person_id, unit_id, role, valid_from)
        select id, ${memberships[0]?.unitId ?? 0}, 'admin', '2026-01-01' from accounts.person where email = ${EMAIL}`.execute(
        tx.q,
      ),
    )
    colleague = await parvis.actor(EMAIL)
  })
  after(() => parvis.close())

  const write = (who: Actor, to: string) =>
    parvis.db.write(who, async (tx) => {
      await draft(tx, TAG)
      await edit(tx, TAG, [{ do: 'set', at: ['title'], to }])
    })

  test('is told who writes, and what each wrote; a tick is asked for what is fresh, and it is no longer once it is not', async () => {
    await write(await parvis.actor('admin@parvis.example'), 'Un tag sur un mur')
    assert.doesNotMatch(said((await odile.get(AT)).body), /en ce moment/)
    await write(colleague, 'Un tag, une affiche')
    for (const at of ['', '/chemins', '/apercu', '/historique', '/publier'])
      assert.match(
        said((await odile.get(`${AT}${at}`)).body),
        /écrit ce formulaire en ce moment \(dernier acte à/,
        at,
      )
    const page = said((await odile.get(`${AT}/publier`)).body)
    assert.match(
      page,
      /Ce que vous publiez a été écrit par .* 1 modification Le titre devient « Un tag sur un mur »/,
    )
    assert.match(page, /1 modification Le titre devient « Un tag, une affiche »/)
    const unaware = await odile.post(`${AT}/publier`, await draftRead(odile, `${AT}/publier`))
    assert.equal(unaware.statusCode, 422)
    assert.match(said(unaware.body), /Rien n’est publié .*il y a moins de 15 minutes.*cochez/)
    const knowing = await odile.post(`${AT}/publier`, {
      ...(await draftRead(odile, `${AT}/publier`)),
      sait: 'oui',
    })
    assert.equal(knowing.statusCode, 303)
    await write(colleague, 'Encore autre chose')
    assert.match((await odile.get(`${AT}/publier`)).body, /name="sait"/)
    parvis.advance({ minutes: 16 })
    assert.doesNotMatch(said((await odile.get(AT)).body), /en ce moment/)
    assert.doesNotMatch((await odile.get(`${AT}/publier`)).body, /name="sait"/)
    await parvis.db.write(colleague, (tx) => giveUp(tx, TAG))
  })
})
