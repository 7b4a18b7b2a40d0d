// The desk over HTTP: acts on a selection, what a page of the list leads to, long threads, what a commune and its service say to each other.
import assert from 'node:assert/strict'
import { system } from '#platform/actor.ts'
import { describe, test } from 'node:test'
import pg from 'pg'
import { openDesk, BRON, desk, MIONS, pageOf, ROADS } from './desk.fixture.ts'

describe('acts on a selection', () => {
  const world = openDesk()

  test('a place without a point has no map and no pin, and says so', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const body = await pageOf(await world.parvis.signedInAs(ROADS), desk(sent))
    assert.match(body, /sans point sur la carte/)
    assert.doesNotMatch(body, /<map-(?:view|point)/)
  })

  test('an act on a selection says what was done and what was refused, request by request', async () => {
    const [first, second, closed] = [
      await world.parvis.makeRequest({ commune: '69029' }),
      await world.parvis.makeRequest({ commune: '69029' }),
      await world.parvis.makeRequest({ commune: '69029' }),
    ]
    const mions = await world.parvis.makeRequest({ commune: '69283', service: 'question-a-votre-mairie' })
    await world.agentActs(ROADS, closed.ref, 'close', { message: 'C’est réparé.' })
    const agent = await world.parvis.signedInAs(ROADS)
    const { personId } = await world.parvis.actor(ROADS)
    const order = {
      ref: [first.ref, second.ref, closed.ref, mions.ref],
      faire: 'affecter',
      agent: String(personId),
      retour: 'vue=affecter',
    }
    const done = await agent.post('/agents/demandes/lot', order)
    assert.equal(done.headers.location, '/agents?vue=affecter')
    const said = (await agent.follow(done)).body
    assert.match(said, /2\u00a0demandes affectées, 2\u00a0refusées/)
    assert.ok(said.includes(closed.ref) && said.includes(mions.ref))
    assert.equal((await world.rowOf(first)).assigneeId, personId)
    assert.equal((await world.rowOf(mions)).assigneeId, null)
  })

  test('an answer to a selection is filled for each request; an empty selection changes nothing', async () => {
    const [first, second] = [
      await world.parvis.makeRequest({ commune: '69029' }),
      await world.parvis.makeRequest({ commune: '69029' }),
    ]
    const agent = await world.parvis.signedInAs(ROADS)
    const none = await agent.post('/agents/demandes/lot', { faire: 'prendre' })
    assert.match((await agent.follow(none)).body, /Aucune demande n’est choisie/)
    const asked = await agent.post('/agents/demandes/lot', {
      faire: 'repondre',
      ref: [first.ref, second.ref],
    })
    const compose = await agent.follow(asked)
    assert.equal(compose.statusCode, 200)
    assert.match(compose.body, /\{nom\}/)
    assert.doesNotMatch(compose.body, /\{(name|unit|authority)\}/, 'variables have French names')
    assert.match(compose.body, /<a href="\/agents[^"]*"><svg[^]*?<\/svg>La liste<\/a>/)
    const closing = async (...refs: string[]) =>
      (await agent.get(`/agents/demandes/lot?faire=clore&${refs.map((ref) => `ref=${ref}`).join('&')}`)).body
    const other = await world.parvis.makeRequest({ commune: '69029', service: 'trottoir-degrade' })
    assert.match(await closing(first.ref, second.ref), />Trou rebouché</, 'all are of its service')
    assert.doesNotMatch(await closing(first.ref, other.ref), />Trou rebouché</)
    const sorted = (await agent.get('/agents?tri=-reference')).body
    assert.match(sorted, /<option value="-reference" selected>De la colonne/)
    assert.doesNotMatch((await agent.get('/agents?tri=commune')).body, /De la colonne/)
    assert.match(
      compose.body,
      /id="apercu"[^>]*>[^]*Bonjour[^]*Morandat/,
      'the first of the selection, filled',
    )
    const preview = await agent.post('/agents/demandes/lot', {
      faire: 'repondre',
      ref: [first.ref, second.ref],
      message: 'La demande {numéro} attend {la pièce}.',
      apercu: 'oui',
    })
    assert.equal(preview.statusCode, 200)
    assert.ok(preview.body.includes(`La demande ${first.ref} attend`))
    const inserted = await agent.post('/agents/demandes/lot', {
      faire: 'repondre',
      ref: [first.ref, second.ref],
      message: 'Nous passons jeudi.',
      modele: 'nous-y-travaillons',
      inserer: 'oui',
    })
    assert.equal(inserted.statusCode, 200)
    assert.match(
      inserted.body,
      /Nous passons jeudi\.\n\nBonjour \{nom\}/,
      'a template never replaces what was typed',
    )
    const replaced = await agent.post('/agents/demandes/lot', {
      faire: 'repondre',
      ref: [first.ref, second.ref],
      message: /<textarea[^>]*>\n([^<]*)/.exec(compose.body)?.[1] ?? '',
      modele: 'nous-y-travaillons',
      inserer: 'oui',
    })
    assert.match(
      replaced.body,
      /<textarea[^>]*>\nBonjour \{nom\},\n\nVotre demande/,
      'only another template gives way',
    )
    const hole = await agent.post('/agents/demandes/lot', {
      faire: 'repondre',
      ref: [first.ref, second.ref],
      message: 'Nous viendrons le {{jour}}, pour la demande {numéro}.',
    })
    assert.equal(hole.statusCode, 422)
    assert.match(hole.body, /place vide/)
    assert.doesNotMatch(hole.body, /\(demande 2026-/, 'the fault of the text is said once')
    assert.match(hole.body, /tout autre mot est inconnu/)
    assert.equal(
      (await agent.post('/agents/demandes/lot', { faire: 'repondre', ref: [first.ref], message: ' ' }))
        .statusCode,
      422,
    )
    const done = await agent.post('/agents/demandes/lot', {
      faire: 'repondre',
      ref: [first.ref, second.ref],
      message: 'Votre demande {numéro} avance.',
    })
    assert.match((await agent.follow(done)).body, /2\u00a0réponses envoyées/)
    for (const sent of [first, second])
      assert.ok(
        (await world.messagesFor(sent)).some(({ body }) => body === `Votre demande ${sent.ref} avance.`),
      )
  })

  test('what a person calls themselves leaves no place to fill in the answers', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029', name: 'Zoé {x} {{Morandat}}' })
    const agent = await world.parvis.signedInAs(ROADS)
    const order = { faire: 'repondre', ref: [sent.ref], message: 'Bonjour {nom}, votre demande avance.' }
    assert.equal((await agent.post('/agents/demandes/lot', order)).statusCode, 303)
    assert.ok(
      (await world.messagesFor(sent)).some(
        ({ body }) => body === 'Bonjour Zoé x Morandat, votre demande avance.',
      ),
    )
  })

  test('a long thread folds what is old: the box to answer stays within reach', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const agent = await world.parvis.signedInAs(ROADS)
    const note = (rank: number) =>
      agent.post(`${desk(sent)}/notes`, { pour: 'note', message: `Note ${rank}.` })
    for (let rank = 1; rank <= 6; rank += 1) await note(rank)
    assert.doesNotMatch(await pageOf(agent, desk(sent)), /plus anciennes/)
    for (let rank = 7; rank <= 20; rank += 1) await note(rank)
    const screen = await pageOf(agent, desk(sent))
    const folded =
      /<details class="fold"><summary>Les \d+ lignes plus anciennes.*?<\/details>/s.exec(screen)?.[0] ?? ''
    assert.match(folded, /Note 1\..*Note 12\./s, 'nothing is left out')
    assert.doesNotMatch(folded, /Note 20\./)
    assert.match(screen.replace(folded, ''), /Note 20\..*id="ecrire"/s)
  })

  test('previous and next follow the list the request was opened from', async () => {
    const agent = await world.parvis.signedInAs(ROADS)
    const list = await pageOf(agent, '/agents?tri=-reference')
    const refs = [...list.matchAll(/class="tick" type="checkbox" name="ref" value="([^"]+)"/g)].map(
      (found) => found[1] ?? '',
    )
    assert.ok(refs.length > 2)
    const screen = await pageOf(
      agent,
      `/agents/demandes/${refs[1]}?retour=${encodeURIComponent('tri=-reference')}`,
    )
    const beside = [
      ...screen.matchAll(
        /href="\/agents\/demandes\/([\d-]+)\?retour=[^"]*"><svg[^>]*><use[^>]*><\/use><\/svg><span class="hidden">|href="\/agents\/demandes\/([\d-]+)\?retour=[^"]*"><svg/g,
      ),
    ].map((found) => found[1] ?? found[2])
    assert.deepEqual(beside.slice(0, 2), [refs[0], refs[2]])
  })

  test('a selection may be given to the same agents as one request of it', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const agent = await world.parvis.signedInAs(ROADS)
    const namesIn = (page: string, id: string) => {
      const options = new RegExp(`<select[^>]*id="${id}".*?</select>`, 's').exec(page)?.[0] ?? assert.fail(id)
      return [...options.matchAll(/<option value="(\d+)"/g)]
        .map((found) => Number(found[1]))
        .toSorted((a, b) => a - b)
    }
    const one = namesIn(await pageOf(agent, `${desk(sent)}/agir/assign`), 'agent-charge')
    assert.deepEqual(namesIn(await pageOf(agent, '/agents'), 'lot-agent'), one)
  })

  test('the reach of a selection is the list offered: nobody is given a request of another service', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const { personId } = await world.parvis.actor(MIONS)
    const agent = await world.parvis.signedInAs(ROADS)
    const done = await agent.post('/agents/demandes/lot', {
      ref: [sent.ref],
      faire: 'affecter',
      agent: String(personId),
    })
    assert.match((await agent.follow(done)).body, /pas de son service/)
    assert.equal((await world.rowOf(sent)).assigneeId, null)
  })

  test('the administration home is for administrators, and checks the history', async () => {
    const admin = await world.parvis.signedInAs('admin@parvis.example')
    assert.match(await pageOf(admin, '/administration'), /Tâches qui échouent/)
    const checked = await admin.post('/administration/verification', {})
    assert.match((await admin.follow(checked)).body, /toutes les chaînes tiennent/)
    const { id } = await world.parvis.makeRequest()
    const owner = new pg.Client(world.parvis.ownerUrl)
    await owner.connect()
    await owner.query(`delete from platform.event where subject_kind = 'request' and subject_id = $1`, [id])
    await owner.end()
    const cut = await admin.follow(await admin.post('/administration/verification', {}))
    assert.match(cut.body, new RegExp(`1\u00a0chaîne rompue \\(request:${id}, événement 1\\)`))
    assert.equal((await (await world.parvis.signedInAs(ROADS)).get('/administration')).statusCode, 404)
  })

  test('a message of the commune is mailed to the service, and its answer to the commune', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    await world.parvis.runJobs()
    const mailsOf = async (ref: string) => {
      const mails = await world.parvis.db.read(system, (tx) =>
        tx.q
          .selectFrom('platform.mail')
          .select(['recipient', 'subject'])
          .where('subject', 'like', `%${ref}%`)
          .execute(),
      )
      return mails.filter(({ subject }) => subject.includes('un message d')).map(({ recipient }) => recipient)
    }
    await (await world.parvis.signedInAs(BRON)).post(`${desk(sent)}/notes`, {
      message: 'Pouvez-vous passer ?',
      pour: 'service',
    })
    await world.parvis.runJobs()
    assert.deepEqual(await mailsOf(sent.ref), ['voirie-est@metropole.example'])
    await (await world.parvis.signedInAs(ROADS)).post(`${desk(sent)}/notes`, {
      message: 'Jeudi matin.',
      pour: 'service',
    })
    await world.parvis.runJobs()
    assert.equal((await mailsOf(sent.ref)).length, 2)
    assert.ok((await mailsOf(sent.ref)).some((to) => /bron/.test(to)))
  })
})
