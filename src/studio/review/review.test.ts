// Review by a second person, where an authority asks for it: who is told, who may answer, what an answer is worth, and what voids it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { draft, edit, live } from '#definitions'
import { FORM } from '#forms'
import { type Actor, system } from '#platform/actor.ts'
import { choose } from '#settings'
import { territory } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { draftRead } from '#test/drafts.ts'
import { meanwhile } from '#test/meanwhile.ts'
import { REVIEWED } from './chosen.ts'

const HERE = '/administration/formulaires'
const OWN = '69029-jardin-d-essai'
const AT = `${HERE}/${OWN}`
const said = (body: string) =>
  body
    .slice(Math.max(0, body.indexOf('<main')))
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&nbsp;', ' ')
    .replace(/&#39;/g, '’')
    .replace(/[\s\u00a0\u202f]+/g, ' ')
const hidden = (body: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''

describe('a form is reviewed', () => {
  let parvis: TestApp
  let paul: TestBrowser
  let other: TestBrowser
  let author: Actor
  let second: Actor
  let authorityId = 0
  const REVIEWER = 'agent.bron@parvis.example'
  before(async () => {
    parvis = await createTestApp()
    author = await parvis.actor('admin.bron@parvis.example')
    authorityId = author.memberships[0]?.authorityId ?? 0
    const unitId = author.memberships[0]?.unitId ?? 0
    await parvis.db.write(system, (tx) =>
      sql`insert into accounts.membership (person_id, unit_id, role, valid_from)
        select id, ${unitId}, 'admin', '2026-01-01' from accounts.person where email = ${REVIEWER}`.execute(
        tx.q,
      ),
    )
    second = await parvis.actor(REVIEWER)
    paul = await parvis.signedInAs('admin.bron@parvis.example')
    other = await parvis.signedInAs(REVIEWER)
    await fill(paul, `${HERE}/nouveau`, { titre: 'Jardin d’essai', fiche: 'espace-public' })
    await fill(paul, `${AT}/pages/page_1/questions/nouvelle`, { intitule: 'Où\u00a0?', sorte: 'location' })
  })
  after(() => parvis.close())

  async function fill(who: TestBrowser, at: string, values: Record<string, string>) {
    const { body } = await who.get(at)
    return who.post(at, { ...values, version: hidden(body, 'version'), lu: hidden(body, 'lu') })
  }
  const set = (typed: string) =>
    parvis.db.write(author, (tx) =>
      choose(tx, REVIEWED, { authorityId, unitId: null, serviceSlug: null }, typed),
    )
  const act = async (who: TestBrowser, name: string) =>
    who.post(`${AT}/${name}`, await draftRead(who, `${AT}/publier`))
  const title = (who: Actor, to: string) =>
    parvis.db.write(who, async (tx) => {
      await draft(tx, { kind: FORM, id: OWN })
      await edit(tx, { kind: FORM, id: OWN }, [{ do: 'set', at: ['title'], to }])
    })
  const published = async () =>
    (await parvis.db.read(system, (tx) => live(tx, FORM))).find(({ id }) => id === OWN)?.version ?? 0
  const told = async (personId: number | null, kind: string) =>
    (
      await parvis.db.read(system, (tx) =>
        sql`select from notices.notice where person_id = ${personId} and kind = ${kind}`.execute(tx.q),
      )
    ).rows.length

  test('nothing of it is there until the authority asks for it', async () => {
    assert.doesNotMatch(said((await paul.get(`${AT}/publier`)).body), /Relecture|Faire relire/)
    assert.equal((await act(paul, 'relire')).statusCode, 409)
    const place = await parvis.db.read(system, territory)
    assert.equal(place.authority(authorityId).code, '69029')
  })

  test('is not published before somebody else approves that very text; whoever wrote some of it does not', async () => {
    await set('oui')
    const early = await act(paul, 'publier')
    assert.equal(early.statusCode, 422)
    assert.match(said(early.body), /Rien n’est publié.*relu par une deuxième personne/)
    // What keeps a text back is asked of that one: another is published by nobody, whatever is approved meanwhile.
    const read = await draftRead(paul, `${AT}/publier`)
    const next = await paul.post(`${AT}/publier`, { ...read, version: String(Number(read.version) + 1) })
    assert.match(said(next.body), /Quelqu’un a écrit dans ce brouillon/)
    assert.equal((await act(paul, 'relire')).statusCode, 303)
    assert.equal(await told(second.personId, 'studio.review_asked'), 1)
    assert.equal(await told(author.personId, 'studio.review_asked'), 0)
    assert.equal((await act(paul, 'relire')).statusCode, 409, 'asked already')
    assert.match(said((await paul.get(`${AT}/publier`)).body), /Qui en a écrit une part ne l’approuve pas/)
    assert.equal((await act(paul, 'approuver')).statusCode, 409)
    const odile = await parvis.signedInAs('admin@parvis.example')
    assert.equal((await odile.post(`${AT}/approuver`, { version: '1' })).statusCode, 404)
    assert.match(said((await other.get(`${AT}/publier`)).body), /Relecture demandée par .* Lisez ci-dessous/)
    // Sent back, with reasons.
    assert.equal((await fill(other, `${AT}/renvoyer`, { raisons: ' ' })).statusCode, 422)
    assert.equal((await fill(other, `${AT}/renvoyer`, { raisons: 'Dites quel jardin.' })).statusCode, 303)
    assert.equal(await told(author.personId, 'studio.review_answered'), 1)
    assert.match(said((await act(paul, 'publier')).body), /La relecture renvoie ce brouillon/)
    assert.match(said((await paul.get(`${AT}/publier`)).body), /Renvoyé par .* Dites quel jardin\./)
    // Approved; then an act voids it.
    assert.equal((await act(paul, 'relire')).statusCode, 303)
    assert.equal((await act(other, 'approuver')).statusCode, 303)
    await title(author, 'Jardin d’essai de Bron')
    assert.match(said((await act(paul, 'publier')).body), /a changé depuis/)
    assert.equal(await published(), 0)
    assert.equal((await act(other, 'approuver')).statusCode, 409, 'that text was not given to be read')
    assert.equal((await act(paul, 'relire')).statusCode, 303)
    assert.equal((await act(other, 'approuver')).statusCode, 303)
    // Written while what was approved is published, under the number that it will have.
    const approved = await draftRead(paul, `${AT}/publier`)
    const raced = await meanwhile(
      parvis.db,
      author,
      (tx) => edit(tx, { kind: FORM, id: OWN }, [{ do: 'set', at: ['title'], to: 'Jamais relu' }]),
      () => paul.post(`${AT}/publier`, { ...approved, version: String(Number(approved.version) + 1) }),
    )
    assert.notEqual(raced.statusCode, 303)
    assert.equal(await published(), 0)
    assert.equal((await act(paul, 'relire')).statusCode, 303)
    assert.equal((await act(other, 'approuver')).statusCode, 303)
    assert.equal((await act(paul, 'publier')).statusCode, 303)
    assert.equal(await published(), 1)
    assert.match(said((await paul.get(`${AT}/historique`)).body), /Relectures .*Version 1 .*Approuvé par/)
  })

  test('whoever wrote, or undid, some of it approves nothing, by either wall; where nobody is left, it is said', async () => {
    await title(author, 'Autrement')
    assert.equal((await act(paul, 'relire')).statusCode, 303)
    const answer = (by: Actor) =>
      parvis.db.write(system, (tx) =>
        sql`update studio.review set verdict = 'approved', answered_by = ${by.personId}, answered_at = ${tx.now}
          where definition_id = ${OWN} and version = 0 and verdict is null`.execute(tx.q),
      )
    await assert.rejects(answer(author), /nobody approves what they wrote/)
    await assert.rejects(
      parvis.db.write(second, (tx) => sql`update studio.review set verdict = 'approved'`.execute(tx.q)),
      /permission denied/,
    )
    const page = (await other.get(AT)).body
    assert.equal((await other.post(`${AT}/annuler`, { acte: hidden(page, 'acte') })).statusCode, 303)
    assert.equal(
      (await other.post(`${AT}/retablir`, { acte: hidden((await other.get(AT)).body, 'acte') })).statusCode,
      303,
    )
    await assert.rejects(answer(second), /as it stands/, 'every act voids what was asked')
    const alone = await act(paul, 'relire')
    assert.equal(alone.statusCode, 409)
    assert.match(said(alone.body), /personne ne peut le relire/)
    const mions = await parvis.actor('agent.mions@parvis.example')
    const seen = (who: Actor) =>
      parvis.db.read(who, async (tx) => (await sql`select from studio.review`.execute(tx.q)).rows.length)
    assert.ok((await seen(author)) > 0)
    assert.deepEqual([await seen(mions), await seen(await parvis.actor('admin@parvis.example'))], [0, 0])
    // The setting taken off, nothing of it keeps back.
    await set('non')
    const known = await paul.post(`${AT}/publier`, {
      ...(await draftRead(paul, `${AT}/publier`)),
      sait: 'oui',
    })
    assert.equal(known.statusCode, 303)
    assert.equal(await published(), 2)
  })
})
