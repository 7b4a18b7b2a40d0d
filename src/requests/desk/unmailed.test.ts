// Whoever gave no e-mail is not told by an answer: the desk says so before it is sent, one by one and for many, and after.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Actor, anonymous } from '#platform/actor.ts'
import { emit } from '#platform/ledger/events.ts'
import { BRON, openDesk, desk, pageOf, ROADS } from './desk.fixture.ts'

describe('a person without e-mail', () => {
  const world = openDesk()
  const unmailed = () => world.parvis.makeRequest({ commune: '69029', email: null })

  test('an answer that mails nobody stands in the thread as left in the follow-up, one that is mailed as sent', async () => {
    const agent = await world.parvis.signedInAs(ROADS)
    const answer = async (sent: { ref: string }) =>
      (
        await agent.follow(
          await agent.post(`/agents/demandes/${sent.ref}/actions/reply`, { message: 'Nous passons jeudi.' }),
        )
      ).body
    const left = await answer(await unmailed())
    assert.match(left, /Réponse déposée dans le suivi de l’usager<\/b> par/)
    assert.doesNotMatch(left, /Réponse envoyée/)
    assert.match(
      await answer(await world.parvis.makeRequest({ commune: '69029' })),
      /Réponse envoyée à l’usager<\/b> par/,
    )
  })

  test('a selection says before sending how many no mail reaches, and which', async () => {
    const agent = await world.parvis.signedInAs(ROADS)
    const [mailed, left] = [await world.parvis.makeRequest({ commune: '69029' }), await unmailed()]
    for (const kind of ['repondre', 'programmer', 'clore']) {
      const url = `/agents/demandes/lot?faire=${kind}&ref=${mailed.ref}&ref=${left.ref}`
      const warned =
        /Une personne sur deux ne recevra pas de courriel[^]*?<\/ul>/.exec(await pageOf(agent, url))?.[0] ??
        ''
      assert.match(warned, /son suivi, mais rien ne l’en avertit/, kind)
      assert.ok(warned.includes(left.ref) && !warned.includes(mailed.ref))
    }
    const all = await pageOf(agent, `/agents/demandes/lot?faire=repondre&ref=${mailed.ref}`)
    assert.doesNotMatch(all, /pas de courriel/)
    const noted = await pageOf(agent, `/agents/demandes/lot?faire=noter&ref=${left.ref}`)
    assert.doesNotMatch(noted, /pas de courriel/, 'a note is for colleagues')
    assert.match(await pageOf(agent, desk(left)), /Aucun courriel ne partira/)
  })

  test('after a selection, how many were mailed, and who is still to be told', async () => {
    const agent = await world.parvis.signedInAs(ROADS)
    const [mailed, left] = [await world.parvis.makeRequest({ commune: '69029' }), await unmailed()]
    const sentence = async (faire: string, refs: string[], more: Record<string, string> = {}) => {
      const typed = { faire, ref: refs, message: 'Nous passons jeudi.', ...more }
      const { body } = await agent.follow(await agent.post('/agents/demandes/lot', typed))
      return /role="status">.*?<h2>([^<]*)/s.exec(body)?.[1] ?? body
    }
    const both = await sentence('repondre', [mailed.ref, left.ref])
    assert.match(
      both,
      /^1\u00a0réponse envoyée par courriel, 1\u00a0réponse déposée dans le suivi, sans courriel\./,
    )
    assert.match(
      both,
      new RegExp(`1\u00a0personne à prévenir autrement[^.]*${left.ref}\\..*pour la retrouver`),
    )
    assert.doesNotMatch(both, new RegExp(mailed.ref))
    assert.match(
      await sentence('repondre', [mailed.ref], { message: 'Encore un mot.' }),
      /^1\u00a0réponse envoyée par courriel\.$/,
    )
    assert.match(await sentence('clore', [left.ref]), /^1\u00a0demande close\. 1\u00a0personne à prévenir/)
    const list = await pageOf(agent, '/agents?etat=prevenir')
    assert.ok(list.includes(left.ref) && !list.includes(mailed.ref), 'closed requests too')
  })

  test('stays « à prévenir » until an agent says that they were told, as they answer or later', async () => {
    const agent = await world.parvis.signedInAs(ROADS)
    const [now, later] = [await unmailed(), await unmailed()]
    assert.match(await pageOf(agent, desk(now)), /Je l’ai prévenue par téléphone/)
    const answer = { message: 'Nous passons jeudi.' }
    await agent.post(`${desk(now)}/actions/reply`, { ...answer, prevenue: 'phone' })
    const told = await pageOf(agent, desk(now))
    assert.match(told, /Réponse déposée dans le suivi de l’usager\. Personne prévenue par téléphone<\/b>/)
    assert.doesNotMatch(told, /Personne à prévenir/)
    const posted = await agent.post(`${desk(later)}/actions/reply`, answer)
    assert.match((await agent.follow(posted)).body, /personne à prévenir, aucun courriel ne l’avertit/)
    assert.match(await pageOf(agent, desk(later)), /<h2[^>]*>Personne à prévenir/)
    const town = await world.parvis.signedInAs(BRON)
    const seen = await pageOf(town, desk(later))
    const waits = (page: string) =>
      /Un message l’attend dans son suivi depuis le [^<]*?, et/.exec(page)?.[0] ?? ''
    assert.notEqual(waits(seen), '')
    assert.match(seen, /Personne à prévenir/)
    assert.doesNotMatch(seen, /prevenue\/phone/, 'who only follows it tells nobody')
    const typed = { aller: 'prevenue/other', ecrit: 'usager', message: 'Une suite' }
    assert.equal((await town.post(`${desk(later)}/brouillon`, typed)).statusCode, 403)
    assert.notEqual((await world.rowOf(later)).untoldSince, null)
    const done = await agent.follow(await agent.post(`${desk(later)}/brouillon`, typed))
    assert.match(done.body, /C’est noté\u00a0: personne prévenue autrement/)
    assert.match(done.body, /Personne prévenue autrement<\/b> par/)
    const pictureOf = (page: string, words: string) =>
      new RegExp(`href="#i-([a-z-]+)"/></svg></span><p><b>${words}`).exec(page)?.[1]
    assert.equal(pictureOf(done.body, 'Personne prévenue autrement'), 'circle-check-big')
    assert.match(done.body, /Une suite/, 'what was being written is kept')
    assert.equal((await world.rowOf(later)).untoldSince, null)
    const undo = /value="prevenue\/not"/g
    world.parvis.advance({ hours: 3 })
    assert.equal(done.body.match(undo)?.length, 1)
    assert.doesNotMatch(await pageOf(town, desk(later)), undo, 'who only follows it takes nothing back')
    const back = { ...typed, aller: 'prevenue/not' }
    assert.equal((await town.post(`${desk(later)}/brouillon`, back)).statusCode, 403)
    const untold = (await agent.follow(await agent.post(`${desk(later)}/brouillon`, back))).body
    assert.match(untold, /<h2[^>]*>Personne à prévenir/)
    assert.equal(waits(untold), waits(seen), 'since the message, not since the click')
    assert.match(untold, /Personne de nouveau à prévenir, dite prévenue par erreur<\/b> par/)
    assert.match(untold, /Personne prévenue autrement<\/b> par/, 'the history keeps both')
    assert.equal(pictureOf(untold, 'Personne de nouveau à prévenir'), 'rotate-ccw')
    assert.doesNotMatch(untold, undo)
    assert.match(untold, /Une suite/)
    assert.notEqual((await world.rowOf(later)).untoldSince, null)
    await agent.post(`${desk(later)}/brouillon`, { ...typed, aller: 'prevenue/phone' })
    assert.equal((await world.rowOf(later)).untoldSince, null)
    const mailed = await world.parvis.makeRequest({ commune: '69029' })
    assert.equal((await agent.post(`${desk(mailed)}/brouillon`, back)).statusCode, 409)
    const resident = world.parvis.browser()
    const followed = await resident.follow(await resident.post('/suivi', { code: later.code }))
    assert.doesNotMatch(followed.body, /prévenue/)
  })

  test('the database lets nobody but those who handle it say so', async () => {
    const left = await unmailed()
    await world.agentActs(ROADS, left.ref, 'reply', { message: 'Nous passons jeudi.' })
    const says = async (actor: Actor) =>
      world.parvis.db.write(actor, async (tx) => {
        await sql`update requests.request set untold_since = null where id = ${left.id}`.execute(tx.q)
        await emit(tx, {
          name: 'request.told',
          subjectKind: 'request',
          subjectId: left.id,
          payload: { how: 'phone' },
        })
      })
    await assert.rejects(says(anonymous(randomUUID(), [left.id])))
    await assert.rejects(says(await world.parvis.actor(BRON)))
    assert.notEqual((await world.rowOf(left)).untoldSince, null)
  })
})
