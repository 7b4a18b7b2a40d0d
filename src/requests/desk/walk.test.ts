// Going down a list while one’s answers change its order: nothing is seen twice, nothing is skipped.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openDesk, pageOf, ROADS } from './desk.fixture.ts'

describe('answering down a list', () => {
  const world = openDesk()

  const nextOf = (page: string): string | undefined =>
    /href="(\/agents\/demandes\/[^"]+)">(?:(?!<\/a>).)*Demande suivante/s
      .exec(page)?.[1]
      ?.replaceAll('&amp;', '&')

  test('three answers in a row that change the order lead to the next one seen each time, then to the last', async () => {
    for (let rank = 0; rank < 5; rank += 1) await world.parvis.makeRequest({ commune: '69029' })
    const agent = await world.parvis.signedInAs(ROADS)
    const orderOf = async () =>
      [
        ...(await pageOf(agent, '/agents')).matchAll(
          /class="tick" type="checkbox" name="ref" value="([^"]+)"/g,
        ),
      ].map((found) => found[1] ?? '')
    const seen = await orderOf()
    assert.equal(seen.length, 5)
    let url = `/agents/demandes/${seen[0]}?retour=${encodeURIComponent('tri=reponse')}`
    const walked: string[] = []
    for (let rank = 0; rank < 3; rank += 1) {
      const page = await pageOf(agent, url)
      const ref = /\/agents\/demandes\/([\d-]+)/.exec(url)?.[1] ?? ''
      walked.push(ref)
      const retour = /name="retour" value="([^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
      const rang = /name="rang" value="([^"]*)"/.exec(page)?.[1] ?? assert.fail('no place')
      const message = `Réponse ${rank}, nous passons jeudi.`
      const done = await agent.post(`/agents/demandes/${ref}/actions/reply`, {
        message,
        retour,
        rang,
        ensuite: rank === 1 ? '' : 'suivante',
        ecrit: 'usager',
      })
      url = String(done.headers.location)
      // Answered without going on: the arrow leads where it led before.
      if (rank === 1) url = nextOf(await pageOf(agent, url)) ?? assert.fail('no next')
    }
    assert.notDeepEqual(await orderOf(), seen, 'the answers changed the order')
    const fourth = await pageOf(agent, url)
    walked.push(/\/agents\/demandes\/([\d-]+)/.exec(url)?.[1] ?? '')
    const fifth = nextOf(fourth) ?? assert.fail('no fifth')
    walked.push(/\/agents\/demandes\/([\d-]+)/.exec(fifth)?.[1] ?? '')
    assert.deepEqual(walked, seen)
    const last = await pageOf(agent, fifth)
    assert.equal(nextOf(last), undefined, 'what was answered is not offered again')
    const retour = new URL(fifth, 'http://x').searchParams.get('retour') ?? ''
    const done = await agent.post(`/agents/demandes/${seen[4]}/actions/reply`, {
      message: 'Réponse dernière.',
      retour,
      ensuite: 'suivante',
    })
    assert.match((await agent.follow(done)).body, /C’était la dernière de cette liste/)
  })
})
