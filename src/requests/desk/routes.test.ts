// The agents' desk over HTTP, on a real database: lists, one request's screen, acts, selections, and who may not.
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import sharp from 'sharp'
import { system } from '#platform/actor.ts'
import type { Sent } from '../send/submit.ts'
import { describe, test } from 'node:test'
import { openDesk, BRON, desk, MIONS, pageOf, ROADS } from './desk.fixture.ts'

describe('the desk', () => {
  const world = openDesk()

  test('the list shows what is open, with both dates, and leads to the request and back with its filters', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const agent = await world.parvis.signedInAs(ROADS)
    const list = await pageOf(agent, '/agents?canal=web&commune=69029')
    assert.match(list, /Voirie Est/)
    assert.ok(list.includes(`value="${sent.ref}"`))
    assert.match(list, /ven\. 27\u00a0nov\./)
    assert.match(list, /Filtres&nbsp;:|Filtres\u00a0:/)
    const link = new RegExp(`href="(/agents/demandes/${sent.ref}\\?retour=[^"]+)"`)
      .exec(list)?.[1]
      ?.replaceAll('&amp;', '&')
    assert.ok(link)
    const screen = await pageOf(agent, link)
    const back = /href="(\/agents\?[^"]*canal=web[^"]*)"/.exec(screen)?.[1]
    assert.ok(back?.includes('commune=69029'), 'the filter comes back')
    assert.match(screen, /Première réponse/)
    assert.match(screen, /Pourquoi chez nous/)
    assert.match(screen, /Lucette|Camille|Dupont|Morandat/)
  })

  test('a whole reference in the search box opens its request, and only for whoever may read it', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const agent = await world.parvis.signedInAs(ROADS)
    assert.equal((await agent.get(`/agents?q=${sent.ref}`)).headers.location, desk(sent))
    const stranger = await world.parvis.signedInAs(MIONS)
    assert.equal((await stranger.get(`/agents?q=${sent.ref}`)).statusCode, 200)
    assert.equal((await stranger.get(desk(sent))).statusCode, 404)
  })

  test('nobody without a working role enters the desk', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const anonymous = world.parvis.browser()
    for (const url of ['/agents', desk(sent), '/agents/saisir']) {
      assert.match(String((await anonymous.get(url)).headers.location), /^\/connexion\?suite=/)
      assert.equal(
        (await (await world.parvis.signedInAs('habitant@parvis.example')).get(url)).statusCode,
        404,
      )
      const administrator = await (await world.parvis.signedInAs('admin@parvis.example')).get(url)
      // Who only administers is led to their work, and reads nothing here.
      if (url === '/agents') assert.equal(administrator.headers.location, '/administration')
      else assert.equal(administrator.statusCode, 404)
    }
    assert.equal(
      (
        await (
          await world.parvis.signedInAs('habitant@parvis.example')
        ).post(`${desk(sent)}/notes`, { message: 'Bonjour' })
      ).statusCode,
      404,
    )
  })

  test('a commune reads what the metropolis handles on its territory, notes it, writes to the service, and decides nothing', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const bron = await world.parvis.signedInAs(BRON)
    const screen = await pageOf(bron, desk(sent))
    assert.match(screen, /Cette demande est traitée par le service Voirie Est \(Métropole de Lyon\)/)
    assert.doesNotMatch(screen, /agir\//)
    assert.doesNotMatch(screen, /actions\//)
    assert.match(await pageOf(bron, '/agents?vue=commune'), new RegExp(sent.ref))
    const refused = await bron.post(`${desk(sent)}/actions/take`, {})
    assert.equal(refused.statusCode, 403)
    assert.match(refused.body, /pas ouverte à votre rôle/)
    assert.equal((await world.rowOf(sent)).assigneeId, null)
    await bron.post(`${desk(sent)}/notes`, { message: 'Vu sur place ce matin.', pour: 'note' })
    await bron.post(`${desk(sent)}/notes`, {
      message: 'Pouvez-vous passer avant le marché ?',
      pour: 'service',
    })
    const said = await world.messagesFor(sent)
    assert.deepEqual(
      said.slice(-2).map(({ audience, authorLabel }) => [audience, authorLabel]),
      [
        ['note', 'Odile Perrachon'],
        ['handler', 'Odile Perrachon'],
      ],
    )
    const roads = await pageOf(await world.parvis.signedInAs(ROADS), `${desk(sent)}?fil=notes`)
    assert.match(roads, /Pouvez-vous passer avant le marché/)
  })

  test('the desk offers what the workflow allows to each role, and no more', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const offered = async (email: string) => {
      const screen = await pageOf(await world.parvis.signedInAs(email), desk(sent))
      const ids = [...screen.matchAll(/(?:agir|actions|faire)\/([a-z_]+)/g)].map((found) => found[1] ?? '')
      return [...new Set(ids)].sort()
    }
    assert.deepEqual(await offered(ROADS), [
      'ask',
      'assign',
      'close',
      'hand_over',
      'promise',
      'reply',
      'schedule',
      'take',
    ])
    assert.deepEqual(await offered('chef.voirie@parvis.example'), [
      'ask',
      'assign',
      'close',
      'hand_over',
      'promise',
      'reply',
      'schedule',
      'take',
    ])
    assert.deepEqual(await offered('accueil@parvis.example'), ['hand_over', 'reply'])
    await world.agentActs(ROADS, sent.ref, 'close', { message: 'C’est réparé.' })
    assert.deepEqual(await offered(ROADS), ['reopen_by_agent'])
  })

  test('taking, answering with a template, and closing: each leaves its trace', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const agent = await world.parvis.signedInAs(ROADS)
    const taken = await agent.post(`${desk(sent)}/actions/take`, { retour: 'vue=affecter' })
    assert.equal(taken.statusCode, 303)
    assert.match(String(taken.headers.location), /retour=vue%3Daffecter/)
    assert.match((await agent.follow(taken)).body, /Demande prise en charge/)
    const inserted = await agent.post(`${desk(sent)}/brouillon`, {
      ecrit: 'usager',
      pour: 'usager',
      message: '',
      aller: 'modele/nous-y-travaillons',
    })
    const filled = (await agent.follow(inserted)).body
    assert.match(filled, new RegExp(`Votre demande ${sent.ref} est en cours`))
    assert.match(filled, /Théo Grangier/)
    const replied = await agent.post(`${desk(sent)}/actions/reply`, { message: 'Nous passons jeudi.' })
    assert.equal(replied.statusCode, 303)
    const row = await world.rowOf(sent)
    assert.ok(row.answerDoneAt)
    assert.equal(row.state, 'in_progress')
    const ask = await pageOf(agent, `${desk(sent)}/agir/close`)
    assert.match(ask, /L’horloge|La demande passe de/)
    const closed = await agent.post(`${desk(sent)}/actions/close`, {
      page: 'agir',
      message: 'Le trou est rebouché.',
    })
    assert.equal(closed.statusCode, 303)
    assert.equal((await world.rowOf(sent)).stateKind, 'done')
  })

  test('what is refused comes back with everything typed', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const agent = await world.parvis.signedInAs(ROADS)
    const empty = await agent.post(`${desk(sent)}/actions/reply`, { message: '   ' })
    assert.equal(empty.statusCode, 422)
    assert.match(empty.body, /<title>Erreur/)
    assert.match(empty.body, /href="#message"/)
    const handOver = await agent.post(`${desk(sent)}/actions/hand_over`, {
      page: 'agir',
      reason: 'Ce trou est dans un parc.',
      target: '',
    })
    assert.equal(handOver.statusCode, 422)
    assert.match(handOver.body, /Ce trou est dans un parc\./)
    assert.match(handOver.body, /Choisissez le service à qui transmettre/)
    const stranger = await agent.post(`${desk(sent)}/actions/assign`, { agent: '1' })
    assert.equal(stranger.statusCode, 422)
    assert.equal((await world.rowOf(sent)).assigneeId, null)
    await world.agentActs(ROADS, sent.ref, 'close', { message: 'C’est réparé.' })
    const late = await agent.post(`${desk(sent)}/actions/ask`, {
      page: 'agir',
      message: 'Quelle est la profondeur ?',
    })
    assert.equal(late.statusCode, 409)
    assert.match(late.body, /a changé entre-temps/)
    assert.match(late.body, /Quelle est la profondeur/)
  })

  test('handing over moves the request with its reason; the old service still reads it', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const agent = await world.parvis.signedInAs(ROADS)
    const page = await pageOf(agent, `${desk(sent)}/agir/hand_over`)
    const likely = /<optgroup label="Traitent ce genre de demande">(.*?)<\/optgroup>/s.exec(page)?.[1] ?? ''
    const target = /<option value="(\d+)">Services techniques/.exec(likely)?.[1]
    assert.ok(target, 'units whose work it is come first')
    assert.match(likely, /Voirie Nord/)
    assert.match(
      page,
      /Autres services : Ville de Bron.*État civil et cimetières \(personne n’y répond : ira à l’accueil/s,
    )
    const typed = {
      page: 'agir',
      target,
      reason: 'Le trou est dans le parc de la mairie.',
      explanation: 'le parc est entretenu par la mairie.',
    }
    // Its words are composed: they are read before they leave, and leave as they were read.
    const shown = await agent.post(`${desk(sent)}/actions/hand_over`, typed)
    assert.equal(shown.statusCode, 200)
    assert.match(shown.body, /Ce qui sera envoyé/)
    const read = /La raison\u00a0: le parc est entretenu par la mairie\./
    assert.match(shown.body, read)
    const letter = /class="letter.*?<\/section>/s.exec(shown.body)?.[0] ?? ''
    assert.doesNotMatch(letter, /dans le parc de la mairie/)
    assert.notEqual((await world.rowOf(sent)).unitId, Number(target))
    const vu = /name="vu" value="([^"]+)"/.exec(shown.body)?.[1] ?? ''
    const other = await agent.post(`${desk(sent)}/actions/hand_over`, {
      ...typed,
      explanation: 'autre chose.',
      vu,
    })
    assert.match(other.body, /autre chose\./)
    assert.equal(other.statusCode, 200)
    const done = await agent.post(`${desk(sent)}/actions/hand_over`, { ...typed, vu })
    assert.equal(done.statusCode, 303)
    assert.equal((await world.rowOf(sent)).unitId, Number(target))
    assert.match(await pageOf(agent, '/agents?vue=transmises'), new RegExp(sent.ref))
    assert.match(await pageOf(agent, desk(sent)), /l’a transmise/)
    assert.match(
      await pageOf(await world.parvis.signedInAs(BRON), desk(sent)),
      /Le trou est dans le parc de la mairie/,
    )
  })

  test('files join an answer; a refused one costs neither the text nor the others', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const agent = await world.parvis.signedInAs(ROADS)
    const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#777' } })
      .jpeg()
      .toBuffer()
    const files = [
      { field: 'files', name: 'trou.jpg', bytes: picture, type: 'image/jpeg' },
      { field: 'files', name: 'plan.svg', bytes: Buffer.from('<svg/>') },
    ]
    const refused = await agent.upload(`${desk(sent)}/actions/reply`, { message: 'Voici la photo.' }, files)
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /Voici la photo\./)
    const kept = /name="kept" value="([^"]+)"/.exec(refused.body)?.[1]
    assert.ok(kept)
    assert.equal(
      (await agent.post(`${desk(sent)}/actions/reply`, { message: 'Voici la photo.', kept })).statusCode,
      303,
    )
    assert.match(await pageOf(agent, desk(sent)), new RegExp(`/fichiers/${kept}`))
  })

  test('a file joined to a note, or to what a commune tells the service, never reaches the resident', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const resident = world.parvis.browser()
    await resident.get(`/suivi?code=${sent.code}`)
    const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#777' } })
      .jpeg()
      .toBuffer()
    const joined = async (email: string, pour: string): Promise<string> => {
      const agent = await world.parvis.signedInAs(email)
      const before = new Set((await pageOf(agent, desk(sent))).match(/\/fichiers\/[0-9a-f-]{36}/g))
      const files = [{ field: 'files', name: 'plan.jpg', bytes, type: 'image/jpeg' }]
      const noted = await agent.upload(`${desk(sent)}/notes`, { message: 'Voir le plan.', pour }, files)
      assert.equal(noted.statusCode, 303, noted.body.slice(0, 500))
      const links = (await pageOf(agent, desk(sent))).match(/\/fichiers\/[0-9a-f-]{36}/g) ?? []
      return links.find((link) => !before.has(link)) ?? assert.fail('the desk shows the file')
    }
    for (const link of [await joined(ROADS, 'note'), await joined(BRON, 'service')]) {
      assert.ok(!(await pageOf(resident, `/suivi/${sent.ref}`)).includes(link))
      assert.equal((await resident.get(link)).statusCode, 404)
    }
  })

  test('whichever screen shows a request, its opening is in the resident’s journal', async () => {
    const { personId: residentId } = await world.parvis.actor('habitant@parvis.example')
    const entries = async ({ ref }: Sent): Promise<number> => {
      const { rows } = await world.parvis.db.read(system, (tx) =>
        sql<{
          count: number
        }>`select count(*)::int as count from platform.access_entry where object = ${ref}`.execute(tx.q),
      )
      return rows[0]?.count ?? 0
    }
    const request = () => world.parvis.makeRequest({ commune: '69029', residentId })
    const agent = await world.parvis.signedInAs(ROADS)
    const act = await request()
    await pageOf(agent, `${desk(act)}/agir/reply`)
    assert.equal(await entries(act), 1, 'the page of an act')
    const refused = await request()
    assert.equal((await agent.post(`${desk(refused)}/actions/reply`, { message: '' })).statusCode, 422)
    assert.equal(await entries(refused), 1, 'the page of a refused act')
    const chosen = await request()
    await pageOf(agent, `/agents/demandes/lot?ref=${chosen.ref}&faire=repondre`)
    assert.equal(await entries(chosen), 1, 'the answer to a selection, which shows what they wrote')
  })

  test('opening a request marks it read for whoever handles it, not for who only looks', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    await pageOf(await world.parvis.signedInAs(BRON), desk(sent))
    assert.equal((await world.rowOf(sent)).handlerReadAt, null)
    await pageOf(await world.parvis.signedInAs(ROADS), desk(sent))
    assert.ok((await world.rowOf(sent)).handlerReadAt)
  })

  test('a person without an e-mail address: the desk says to call', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029', email: null })
    assert.match(
      await pageOf(await world.parvis.signedInAs(ROADS), desk(sent)),
      /pas donné d’adresse e-mail\u00a0: appelez le/,
    )
  })
})
