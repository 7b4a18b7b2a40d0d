// A person without e-mail at a relying site: signed in with a paper, one factor, and no address told.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as oauth from 'oauth4webapi'
import { ask, INSECURE, openWorld, signIn, type Visitor, type World } from '../world.fixture.ts'

describe('an account on paper at a site', () => {
  let world: World
  let person: Visitor
  let paper: string[]
  before(async () => {
    world = await openWorld()
    const agent = await world.browser('agent.bron@parvis.example')
    await world.sql('update accounts.session set factors = 2')
    const printed = await agent.send(await agent.get('/agents/comptes/nouveau'), '/agents/comptes/nouveau', {
      prenom: 'Odette',
      nom: 'Sanspapier',
      commune: '69029',
      piece: 'cni',
    })
    paper = [...printed.text.matchAll(/<dd>([\dA-Z][\dA-Z\u00a0-]{9,})<\/dd>/g)].map(
      ([, value]) => value ?? '',
    )
    person = await world.browser()
  })
  after(() => world.close())

  test('the sign-in page of the site leads to the paper, and back; one factor, name told, no e-mail', async () => {
    const site = await world.site()
    const asked = await ask(world, site, { scope: 'openid profile email' })
    const entry = await person.visit(asked.url)
    const link = /href="(\/connexion\/papier[^"]*)"/.exec(entry.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const [numero = '', passe = ''] = paper
    const page = await person.get(link)
    const suite = decodeURIComponent(/name="suite" value="([^"]*)"/.exec(page.text)?.[1] ?? '')
    const back = await person.send(page, '/connexion/papier', { numero, passe, suite })
    assert.match(back.text, /action="\/autorisation\//)
    const { response, claims } = await signIn(world, site, person, {
      scope: 'openid profile email',
      acr_values: 'eidas1-mfa eidas1',
    })
    assert.equal(claims.acr, 'eidas1')
    const server = await world.discovered()
    const told = await oauth.userInfoRequest(server, site.client, response.access_token, INSECURE)
    const info = await oauth.processUserInfoResponse(server, site.client, claims.sub, told)
    assert.equal(info.name, 'Odette Sanspapier')
    assert.deepEqual([info.email, info.email_verified], [undefined, undefined])
  })

  test('neither number nor code is in the journal', () => {
    const said = world.journal.join('\n')
    for (const part of paper.flatMap((one) => [one, one.replaceAll(/[-\u00a0]/g, '')]))
      assert.ok(part.length >= 10 && !said.includes(part))
  })
})
