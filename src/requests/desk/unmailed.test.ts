// Whoever gave no e-mail is not told by an answer: the desk says so before it is sent, one by one and for many, and after.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openDesk, desk, pageOf, ROADS } from './desk.fixture.ts'

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
      const warned = /Aucun courriel ne partira[^]*?<\/ul>/.exec(await pageOf(agent, url))?.[0] ?? ''
      assert.match(warned, /à 1 des 2\u00a0personnes/, kind)
      assert.ok(warned.includes(left.ref) && !warned.includes(mailed.ref))
    }
    const all = await pageOf(agent, `/agents/demandes/lot?faire=repondre&ref=${mailed.ref}`)
    assert.doesNotMatch(all, /Aucun courriel ne partira/)
    const noted = await pageOf(agent, `/agents/demandes/lot?faire=noter&ref=${left.ref}`)
    assert.doesNotMatch(noted, /Aucun courriel ne partira/, 'a note is for colleagues')
    assert.match(await pageOf(agent, desk(left)), /Aucun courriel ne partira/)
  })
})
