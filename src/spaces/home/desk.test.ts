// On an agent’s desk: how far their projects are and what is left to them there, what they share and what is shared with them; nobody else’s.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { openSpace } from '../record/write.ts'

const [ADMIN, ROADS, OUTSIDE] = ['admin@parvis.example', 'voirie@parvis.example', 'agent.bron@parvis.example']

describe('the desk of an agent', () => {
  let parvis: TestApp
  let owner: pg.Client
  let [road, other, colleague] = [] as unknown as [TestBrowser, TestBrowser, TestBrowser]
  let at: string
  let roadId: number
  before(async () => {
    parvis = await createTestApp()
    owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
    road = await parvis.signedInAs(ROADS)
    other = await parvis.signedInAs(OUTSIDE)
    colleague = await parvis.signedInAs(ADMIN)
    roadId = (await parvis.actor(ROADS)).personId ?? 0
    const admin = await parvis.actor(ADMIN)
    const authorityId = admin.memberships[0]?.authorityId ?? 0
    const open = (kind: 'project' | 'club', name: string) =>
      parvis.db.write(admin, (tx) =>
        openSpace(
          tx,
          {
            ...{ authorityId, kind, name, bodyId: null },
            ...{ purpose: 'Rendre les berges.', presentation: '', joining: 'invited' },
          },
          [],
        ),
      )
    const spaces = [await open('project', 'Les berges'), await open('club', 'Le club des berges')]
    for (const space of spaces)
      for (const person of [roadId, admin.personId])
        await owner.query(
          `insert into spaces.admission (space_id, kind, person_id, role) values ($1, 'person', $2, 'moderator')
           on conflict do nothing`,
          [space, person],
        )
    at = `/espaces/${spaces[0]}`
  })
  after(async () => {
    await owner.end()
    await parvis.close()
  })

  /** A block of the desk; nothing when it is not there. */
  const block = async (who: TestBrowser, name: string): Promise<string> => {
    const { body } = await who.get('/intranet/bureau')
    return new RegExp(`<div id="place-${name}">[^]*?</section>`).exec(body)?.[0] ?? ''
  }

  test('tells how far a project is, and what is left to whoever reads', async () => {
    assert.match(await block(road, 'projets'), /Les berges<\/a><p class="meta">Aucune tâche/)
    assert.doesNotMatch(await block(road, 'projets'), /Le club/)
    const add = async (title: string, who: string, due: string) =>
      assert.equal((await road.post(`${at}/taches/nouvelle`, { title, who, due })).statusCode, 303)
    await add('Relire le cahier', String(roadId), '2099-12-04')
    await add('Dire qui vient', String(roadId), '2099-12-01')
    await add('Ouvrir la berge', '', '')
    await owner.query(
      `update spaces.task set done_at = now(), done_label = 'Essai' where title = 'Dire qui vient'`,
    )
    const told = await block(road, 'projets')
    assert.match(told, /1\stâche faite sur 3\. Vous\u00a0: 1\stâche, avant le [^<]*4\sdéc/)
    assert.match(await block(colleague, 'projets'), /1\stâche faite sur 3\. Rien pour vous/)
    assert.equal(await block(other, 'projets'), '')
  })

  test('tells what one shares and what is shared with them, the last first, and nothing to others', async () => {
    const file = async (who: TestBrowser, name: string) => {
      const bytes = Buffer.from(`Un texte, ${name}`)
      const reply = await who.upload(`${at}/documents/depot`, {}, [{ field: 'files', name, bytes }])
      assert.equal(reply.statusCode, 303)
    }
    for (const n of [1, 2, 3, 4, 5, 6]) await file(colleague, `plan-${n}.txt`)
    await file(road, 'releve.txt')
    await file(colleague, 'plan-7.txt')
    const told = await block(road, 'documents')
    assert.match(told, /plan-7\.txt[^]*avec vous, par [^]*releve\.txt[^]*par vous, Les berges[^]*plan-6\.txt/)
    assert.doesNotMatch(told, /plan-2/, 'five of each at most')
    assert.match(
      await block(colleague, 'documents'),
      /plan-7\.txt[^]*par vous[^]*releve\.txt[^]*avec vous, par/,
    )
    assert.equal(await block(other, 'documents'), '')
  })
})
