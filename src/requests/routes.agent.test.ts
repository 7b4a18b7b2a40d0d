// The agents' desk over HTTP, on a real database: lists, one request's screen, acts, selections, and who may not.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import sharp from 'sharp'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { act } from './act.ts'
import { type ActInput } from './acting.ts'
import { messagesOf, type RequestRow, requestById } from './queries.ts'
import type { Sent } from './submit.ts'

const ROADS = 'voirie@parvis.example'
const BRON = 'agent.bron@parvis.example'
const MIONS = 'agent.mions@parvis.example'

let parvis: TestApp
before(async () => {
  parvis = await createTestApp()
})
after(() => parvis.close())

async function rowOf({ id }: Sent): Promise<RequestRow> {
  const row = await parvis.db.read(system, (tx) => requestById(tx, id))
  assert.ok(row)
  return row
}

async function agentActs(
  email: string,
  ref: string,
  transition: string,
  input: ActInput = {},
): Promise<void> {
  const agent = await parvis.actor(email)
  await parvis.db.write(agent, (tx) => act(tx, ref, transition, input, 'agent'))
}

const messagesFor = ({ id }: Sent) => parvis.db.read(system, (tx) => messagesOf(tx, id))
const desk = ({ ref }: Sent): string => `/agents/demandes/${ref}`
const pageOf = async (browser: TestBrowser, url: string): Promise<string> => {
  const reply = await browser.get(url)
  assert.equal(reply.statusCode, 200, `${url}: ${reply.body.slice(0, 300)}`)
  return reply.body
}

test('the list shows what is open, with both dates, and leads to the request and back with its filters', async () => {
  const sent = await parvis.makeRequest({ commune: '69029' })
  const agent = await parvis.signedInAs(ROADS)
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
  const sent = await parvis.makeRequest({ commune: '69029' })
  const agent = await parvis.signedInAs(ROADS)
  assert.equal((await agent.get(`/agents?q=${sent.ref}`)).headers.location, desk(sent))
  const stranger = await parvis.signedInAs(MIONS)
  assert.equal((await stranger.get(`/agents?q=${sent.ref}`)).statusCode, 200)
  assert.equal((await stranger.get(desk(sent))).statusCode, 404)
})

test('nobody without a working role enters the desk', async () => {
  const sent = await parvis.makeRequest({ commune: '69029' })
  const anonymous = parvis.browser()
  for (const url of ['/agents', desk(sent), '/agents/saisir']) {
    assert.match(String((await anonymous.get(url)).headers.location), /^\/connexion\?suite=/)
    assert.equal((await (await parvis.signedInAs('habitant@parvis.example')).get(url)).statusCode, 404)
    const administrator = await (await parvis.signedInAs('admin@parvis.example')).get(url)
    // Who only administers is led to their work, and reads nothing here.
    if (url === '/agents') assert.equal(administrator.headers.location, '/administration')
    else assert.equal(administrator.statusCode, 404)
  }
  assert.equal(
    (
      await (
        await parvis.signedInAs('habitant@parvis.example')
      ).post(`${desk(sent)}/notes`, { message: 'Bonjour' })
    ).statusCode,
    404,
  )
})

test('a commune reads what the metropolis handles on its territory, notes it, writes to the service, and decides nothing', async () => {
  const sent = await parvis.makeRequest({ commune: '69029' })
  const bron = await parvis.signedInAs(BRON)
  const screen = await pageOf(bron, desk(sent))
  assert.match(screen, /Cette demande est traitée par le service Voirie Est \(Métropole de Lyon\)/)
  assert.doesNotMatch(screen, /agir\//)
  assert.doesNotMatch(screen, /actions\//)
  assert.match(await pageOf(bron, '/agents?vue=commune'), new RegExp(sent.ref))
  const refused = await bron.post(`${desk(sent)}/actions/take`, {})
  assert.equal(refused.statusCode, 403)
  assert.match(refused.body, /pas ouverte à votre rôle/)
  assert.equal((await rowOf(sent)).assigneeId, null)
  await bron.post(`${desk(sent)}/notes`, { message: 'Vu sur place ce matin.', pour: 'note' })
  await bron.post(`${desk(sent)}/notes`, { message: 'Pouvez-vous passer avant le marché ?', pour: 'service' })
  const said = await messagesFor(sent)
  assert.deepEqual(
    said.slice(-2).map(({ audience, authorLabel }) => [audience, authorLabel]),
    [
      ['note', 'Odile Perrachon'],
      ['handler', 'Odile Perrachon'],
    ],
  )
  const roads = await pageOf(await parvis.signedInAs(ROADS), `${desk(sent)}?fil=notes`)
  assert.match(roads, /Pouvez-vous passer avant le marché/)
})

test('the desk offers what the workflow allows to each role, and no more', async () => {
  const sent = await parvis.makeRequest({ commune: '69029' })
  const offered = async (email: string) => {
    const screen = await pageOf(await parvis.signedInAs(email), desk(sent))
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
  await agentActs(ROADS, sent.ref, 'close', { message: 'C’est réparé.' })
  assert.deepEqual(await offered(ROADS), ['reopen_by_agent'])
})

test('taking, answering with a template, and closing: each leaves its trace', async () => {
  const sent = await parvis.makeRequest({ commune: '69029' })
  const agent = await parvis.signedInAs(ROADS)
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
  const row = await rowOf(sent)
  assert.ok(row.answerDoneAt)
  assert.equal(row.state, 'in_progress')
  const ask = await pageOf(agent, `${desk(sent)}/agir/close`)
  assert.match(ask, /L’horloge|La demande passe de/)
  const closed = await agent.post(`${desk(sent)}/actions/close`, {
    page: 'agir',
    message: 'Le trou est rebouché.',
  })
  assert.equal(closed.statusCode, 303)
  assert.equal((await rowOf(sent)).stateKind, 'done')
})

test('what is refused comes back with everything typed', async () => {
  const sent = await parvis.makeRequest({ commune: '69029' })
  const agent = await parvis.signedInAs(ROADS)
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
  assert.equal((await rowOf(sent)).assigneeId, null)
  await agentActs(ROADS, sent.ref, 'close', { message: 'C’est réparé.' })
  const late = await agent.post(`${desk(sent)}/actions/ask`, {
    page: 'agir',
    message: 'Quelle est la profondeur ?',
  })
  assert.equal(late.statusCode, 409)
  assert.match(late.body, /a changé entre-temps/)
  assert.match(late.body, /Quelle est la profondeur/)
})

test('handing over moves the request with its reason; the old service still reads it', async () => {
  const sent = await parvis.makeRequest({ commune: '69029' })
  const agent = await parvis.signedInAs(ROADS)
  const page = await pageOf(agent, `${desk(sent)}/agir/hand_over`)
  const likely = /<optgroup label="Traitent ce genre de demande">(.*?)<\/optgroup>/s.exec(page)?.[1] ?? ''
  const target = /<option value="(\d+)">Services techniques/.exec(likely)?.[1]
  assert.ok(target, 'units whose work it is come first')
  assert.match(likely, /Voirie Nord/)
  assert.match(
    page,
    /Autres services : Ville de Bron.*État civil et cimetières \(personne n’y travaille : ira à l’accueil/s,
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
  assert.notEqual((await rowOf(sent)).unitId, Number(target))
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
  assert.equal((await rowOf(sent)).unitId, Number(target))
  assert.match(await pageOf(agent, '/agents?vue=transmises'), new RegExp(sent.ref))
  assert.match(await pageOf(agent, desk(sent)), /l’a transmise/)
  assert.match(
    await pageOf(await parvis.signedInAs(BRON), desk(sent)),
    /Le trou est dans le parc de la mairie/,
  )
})

test('files join an answer; a refused one costs neither the text nor the others', async () => {
  const sent = await parvis.makeRequest({ commune: '69029' })
  const agent = await parvis.signedInAs(ROADS)
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
  const sent = await parvis.makeRequest({ commune: '69029' })
  const resident = parvis.browser()
  await resident.get(`/suivi?code=${sent.code}`)
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#777' } })
    .jpeg()
    .toBuffer()
  const joined = async (email: string, pour: string): Promise<string> => {
    const agent = await parvis.signedInAs(email)
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
  const { personId: residentId } = await parvis.actor('habitant@parvis.example')
  const entries = async ({ ref }: Sent): Promise<number> => {
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        count: number
      }>`select count(*)::int as count from platform.access_entry where object = ${ref}`.execute(tx.q),
    )
    return rows[0]?.count ?? 0
  }
  const request = () => parvis.makeRequest({ commune: '69029', residentId })
  const agent = await parvis.signedInAs(ROADS)
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
  const sent = await parvis.makeRequest({ commune: '69029' })
  await pageOf(await parvis.signedInAs(BRON), desk(sent))
  assert.equal((await rowOf(sent)).handlerReadAt, null)
  await pageOf(await parvis.signedInAs(ROADS), desk(sent))
  assert.ok((await rowOf(sent)).handlerReadAt)
})

test('a person without an e-mail address: the desk says to call', async () => {
  const sent = await parvis.makeRequest({ commune: '69029', email: null })
  assert.match(
    await pageOf(await parvis.signedInAs(ROADS), desk(sent)),
    /pas donné d’adresse e-mail\u00a0: appelez le/,
  )
})

test('an act on a selection says what was done and what was refused, request by request', async () => {
  const [first, second, closed] = [
    await parvis.makeRequest({ commune: '69029' }),
    await parvis.makeRequest({ commune: '69029' }),
    await parvis.makeRequest({ commune: '69029' }),
  ]
  const mions = await parvis.makeRequest({ commune: '69283', service: 'question-a-votre-mairie' })
  await agentActs(ROADS, closed.ref, 'close', { message: 'C’est réparé.' })
  const agent = await parvis.signedInAs(ROADS)
  const { personId } = await parvis.actor(ROADS)
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
  assert.equal((await rowOf(first)).assigneeId, personId)
  assert.equal((await rowOf(mions)).assigneeId, null)
})

test('an answer to a selection is filled for each request; an empty selection changes nothing', async () => {
  const [first, second] = [
    await parvis.makeRequest({ commune: '69029' }),
    await parvis.makeRequest({ commune: '69029' }),
  ]
  const agent = await parvis.signedInAs(ROADS)
  const none = await agent.post('/agents/demandes/lot', { faire: 'prendre' })
  assert.match((await agent.follow(none)).body, /Aucune demande n’est choisie/)
  const asked = await agent.post('/agents/demandes/lot', { faire: 'repondre', ref: [first.ref, second.ref] })
  const compose = await agent.follow(asked)
  assert.equal(compose.statusCode, 200)
  assert.match(compose.body, /\{nom\}/)
  assert.doesNotMatch(compose.body, /\{(name|unit|authority)\}/, 'variables have French names')
  assert.match(compose.body, /id="apercu">[^]*Bonjour[^]*Morandat/, 'the first of the selection, filled')
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
    assert.ok((await messagesFor(sent)).some(({ body }) => body === `Votre demande ${sent.ref} avance.`))
})

test('what a person calls themselves leaves no place to fill in the answers', async () => {
  const sent = await parvis.makeRequest({ commune: '69029', name: 'Zoé {x} {{Morandat}}' })
  const agent = await parvis.signedInAs(ROADS)
  const order = { faire: 'repondre', ref: [sent.ref], message: 'Bonjour {nom}, votre demande avance.' }
  assert.equal((await agent.post('/agents/demandes/lot', order)).statusCode, 303)
  assert.ok(
    (await messagesFor(sent)).some(({ body }) => body === 'Bonjour Zoé x Morandat, votre demande avance.'),
  )
})

test('a long thread folds what is old: the box to answer stays within reach', async () => {
  const sent = await parvis.makeRequest({ commune: '69029' })
  const agent = await parvis.signedInAs(ROADS)
  const note = (rank: number) => agent.post(`${desk(sent)}/notes`, { pour: 'note', message: `Note ${rank}.` })
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
  const agent = await parvis.signedInAs(ROADS)
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

test('the reach of a selection is the list offered: nobody is given a request of another service', async () => {
  const sent = await parvis.makeRequest({ commune: '69029' })
  const { personId } = await parvis.actor(MIONS)
  const agent = await parvis.signedInAs(ROADS)
  const done = await agent.post('/agents/demandes/lot', {
    ref: [sent.ref],
    faire: 'affecter',
    agent: String(personId),
  })
  assert.match((await agent.follow(done)).body, /pas de son service/)
  assert.equal((await rowOf(sent)).assigneeId, null)
})

test('the administration home is for administrators, and checks the history', async () => {
  const admin = await parvis.signedInAs('admin@parvis.example')
  assert.match(await pageOf(admin, '/administration'), /Tâches qui échouent/)
  const checked = await admin.post('/administration/verification', {})
  assert.match((await admin.follow(checked)).body, /toutes les chaînes tiennent/)
  assert.equal((await (await parvis.signedInAs(ROADS)).get('/administration')).statusCode, 404)
})

test('a message of the commune is mailed to the service, and its answer to the commune', async () => {
  const sent = await parvis.makeRequest({ commune: '69029' })
  await parvis.runJobs()
  const mailsOf = async (ref: string) => {
    const mails = await parvis.db.read(system, (tx) =>
      tx.q
        .selectFrom('platform.mail')
        .select(['recipient', 'subject'])
        .where('subject', 'like', `%${ref}%`)
        .execute(),
    )
    return mails.filter(({ subject }) => subject.includes('un message d')).map(({ recipient }) => recipient)
  }
  await (await parvis.signedInAs(BRON)).post(`${desk(sent)}/notes`, {
    message: 'Pouvez-vous passer ?',
    pour: 'service',
  })
  await parvis.runJobs()
  assert.deepEqual(await mailsOf(sent.ref), ['voirie-est@metropole.example'])
  await (await parvis.signedInAs(ROADS)).post(`${desk(sent)}/notes`, {
    message: 'Jeudi matin.',
    pour: 'service',
  })
  await parvis.runJobs()
  assert.equal((await mailsOf(sent.ref)).length, 2)
  assert.ok((await mailsOf(sent.ref)).some((to) => /bron/.test(to)))
})

test('what an agent types is found again: another tab, a template, another act, another machine; gone once sent', async () => {
  const sent = await parvis.makeRequest({ commune: '69029' })
  const [agent, elsewhere] = [await parvis.signedInAs(ROADS), await parvis.signedInAs(ROADS)]
  const message = 'Nous passons jeudi matin,\navec le cône.'
  const form = { ecrit: 'usager', pour: 'usager', message, once: crypto.randomUUID() }
  const go = async (aller: string) =>
    (await agent.follow(await agent.post(`${desk(sent)}/brouillon`, { ...form, aller }))).body
  assert.match(await go('pour/note'), /Votre note/)
  assert.match(await go('fil/notes'), /Nous passons jeudi matin/)
  assert.match(await go('agir/close'), /Message à l’usager/)
  assert.match(await pageOf(elsewhere, desk(sent)), /Nous passons jeudi matin,\navec le cône\./)
  assert.match(await pageOf(elsewhere, desk(sent)), /Brouillon du .* retrouvé/)
  const withTemplate = await go('modele/nous-y-travaillons')
  assert.match(withTemplate, /avec le cône\.\n\nBonjour .*est en cours/s)
  // Taking it keeps what is typed, and sends nothing of it.
  const before = (await messagesFor(sent)).length
  await go('faire/take')
  assert.equal((await messagesFor(sent)).length, before)
  assert.equal((await rowOf(sent)).state, 'in_progress')
  assert.match(await pageOf(agent, desk(sent)), /Nous passons jeudi matin/)
  const stranger = await parvis.signedInAs('malo.vauzelle@parvis.example')
  assert.doesNotMatch(await pageOf(stranger, desk(sent)), /Nous passons jeudi matin/)
  assert.equal((await (await parvis.signedInAs(MIONS)).post(`${desk(sent)}/brouillon`, form)).statusCode, 404)
  await agent.post(`${desk(sent)}/actions/reply`, form)
  // A save that arrives late does not bring back what was sent.
  assert.equal((await agent.post(`${desk(sent)}/brouillon`, { ...form, aller: '' })).statusCode, 200)
  const after = await pageOf(elsewhere, desk(sent))
  assert.doesNotMatch(after, /retrouvé/)
  assert.equal((await messagesFor(sent)).filter(({ body }) => body === message).length, 1)
})

test('a file of an answer is kept as it is chosen: a late save of the text keeps it, taking it away forgets it, sending takes it', async () => {
  const sent = await parvis.makeRequest({ commune: '69029' })
  const agent = await parvis.signedInAs(ROADS)
  const once = /name="once" value="([^"]+)"/.exec(await pageOf(agent, desk(sent)))?.[1] ?? ''
  const form = { once, pour: 'usager', ecrit: 'usager' }
  const url = `${desk(sent)}/brouillon`
  const chosen = `${url}?ecrit=usager&once=${once}`
  const bytes = await sharp({ create: { width: 6, height: 4, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer()
  const keep = async (name: string): Promise<string> => {
    const { field } = JSON.parse((await agent.upload(chosen, {}, [{ field: 'files', name, bytes }])).body)
    return [...field.matchAll(/name="kept" value="([0-9a-f-]{36})"/g)].at(-1)?.[1] ?? assert.fail(field)
  }
  const [first, second] = [await keep('trou.jpg'), await keep('plaque.jpg')]
  // Typed before the second file was there, saved after it.
  await agent.post(url, { ...form, message: 'Voici où.', kept: first, aller: '' })
  const again = await pageOf(await parvis.signedInAs(ROADS), desk(sent))
  assert.ok(again.includes('Voici où.</textarea>') && again.includes(first) && again.includes(second))
  const left = JSON.parse((await agent.post(chosen, { remove: second, kept: [first, second] })).body)
  assert.ok(left.field.includes(first) && !left.field.includes(second))
  assert.equal((await pageOf(agent, desk(sent))).includes(second), false)
  const refused = await agent.upload(chosen, {}, [
    { field: 'files', name: 'vide.jpg', bytes: Buffer.alloc(0) },
  ])
  assert.equal(refused.statusCode, 422)
  assert.match(JSON.parse(refused.body).problems[0], /Ce fichier est vide/)
  const colleague = await parvis.signedInAs('malo.vauzelle@parvis.example')
  assert.equal((await pageOf(colleague, desk(sent))).includes(first), false)
  assert.equal((await (await parvis.signedInAs(MIONS)).post(chosen, { kept: first })).statusCode, 404)
  await agent.post(`${desk(sent)}/actions/reply`, { ...form, message: 'Voici où.', kept: first })
  const after = await pageOf(agent, desk(sent))
  assert.match(after, new RegExp(`<a href="/fichiers/${first}"><img class="shot"`))
  assert.doesNotMatch(after, /retrouvé|name="kept"/)
})

test('two agents on one page: the second reads what the first did, keeps what they typed, and may send it then', async () => {
  const sent = await parvis.makeRequest({ commune: '69029' })
  const [theo, malo] = [
    await parvis.signedInAs(ROADS),
    await parvis.signedInAs('malo.vauzelle@parvis.example'),
  ]
  const marks = (page: string) => ({
    seen: /name="seen" value="(\d+)"/.exec(page)?.[1] ?? '',
    pour: 'usager',
  })
  const first = { ...marks(await pageOf(malo, desk(sent))), message: 'Nous passons jeudi.' }
  const second = { ...marks(await pageOf(theo, desk(sent))), message: 'Nous passons vendredi.' }
  assert.equal((await malo.post(`${desk(sent)}/actions/reply`, first)).statusCode, 303)
  const refused = await theo.post(`${desk(sent)}/actions/reply`, second)
  assert.equal(refused.statusCode, 409)
  assert.match(refused.body, /Réponse envoyée à l’usager, par Malo Vauzelle/)
  assert.match(refused.body, /Nous passons vendredi\./)
  assert.equal(
    (await theo.post(`${desk(sent)}/actions/reply`, { ...second, ...marks(refused.body) })).statusCode,
    303,
  )
})

test('answering leads to the next request of the list when asked', async () => {
  const agent = await parvis.signedInAs(ROADS)
  const retour = 'tri=-reference'
  const list = await pageOf(agent, `/agents?${retour}`)
  const refs = [...list.matchAll(/class="tick" type="checkbox" name="ref" value="([^"]+)"/g)].map(
    (found) => found[1],
  )
  const closed = await agent.post(`/agents/demandes/${refs[0]}/actions/close`, {
    page: 'agir',
    message: 'C’est réparé.',
    ensuite: 'suivante',
    retour,
  })
  assert.ok(String(closed.headers.location).startsWith(`/agents/demandes/${refs[1]}?retour=`))
  assert.match((await agent.follow(closed)).body, new RegExp(`${refs[0]}, .*Voici la suivante`))
})

test('the list says what it holds with its filters, and no column pretends to hold its order', async () => {
  const agent = await parvis.signedInAs('chef.voirie@parvis.example')
  await parvis.makeRequest({ commune: '69283' })
  const whole = await pageOf(agent, '/agents')
  const all = Number(/<h1>[^<]*<span class="soft">(\d+)/.exec(whole)?.[1])
  const some = await pageOf(agent, '/agents?commune=69283')
  const shown = [...some.matchAll(/class="tick" type="checkbox" name="ref"/g)].length
  const said = new RegExp(`<span class="soft">${shown}\u00a0demandes? sur ${all}<`)
  assert.ok(shown > 0 && shown < all)
  assert.match(some, said)
  assert.doesNotMatch(whole, /aria-sort/)
  assert.match(await pageOf(agent, '/agents?tri=commune'), /aria-sort="ascending"><a[^>]*>Commune/)
  assert.match(whole, /<th scope="col">Service<\/th>/, 'who sees many units sees which')
})

test('a town hall opens what concerns its commune, whoever has it; who only administers is led to the administration', async () => {
  await parvis.makeRequest({ commune: '69029' })
  const clerk = await parvis.signedInAs('agent.bron@parvis.example')
  assert.match(await pageOf(clerk, '/agents'), /<h1>Sur ma commune/)
  const administrator = await parvis.signedInAs('admin.bron@parvis.example')
  const led = await administrator.get('/agents')
  assert.deepEqual([led.statusCode, led.headers.location], [303, '/administration'])
  assert.match(await pageOf(administrator, '/administration'), /href="\/compte\/equipe"/)
  assert.match(await pageOf(administrator, '/compte/securite'), /href="\/administration"/)
})

test('an empty view says what it holds; services to filter by stand in the order of their names; a search never says a page is all', async () => {
  const agent = await parvis.signedInAs(ROADS)
  const late = await pageOf(agent, '/agents?vue=retard')
  assert.match(late, /Aucune date promise n’est dépassée|class="tick"/)
  const services = /name="demarche">(.*?)<\/select>/s.exec(late)?.[1] ?? ''
  const titles = [...services.matchAll(/<option value="[^"]+">([^<]+)</g)].map(([, title]) => title ?? '')
  assert.ok(titles.length > 20)
  assert.deepEqual(
    titles,
    titles.toSorted((a, b) => a.localeCompare(b, 'fr')),
  )
  assert.match(late, /<details class="more-filters"><summary>Plus de filtres/)
})

test('who only follows a request is told why that service has it, not why it would be theirs', async () => {
  const sent = await parvis.makeRequest({ commune: '69283' })
  const clerk = await pageOf(await parvis.signedInAs(MIONS), desk(sent))
  assert.match(clerk, /Pourquoi ce service/)
  assert.doesNotMatch(clerk, /Pourquoi chez nous/)
  assert.match(await pageOf(await parvis.signedInAs(ROADS), desk(sent)), /Pourquoi chez nous/)
})

test('handing over finds a unit by its words and by its town: each option says whose it is', async () => {
  const sent = await parvis.makeRequest({ commune: '69283' })
  const agent = await parvis.signedInAs(ROADS)
  const page = await pageOf(agent, `${desk(sent)}/agir/hand_over`)
  assert.match(page, /<find-option data-label="Chercher un service ou une mairie"><select/)
  assert.match(page, /<optgroup label="Autres services : [^"]*" data-of="[^"]+">/)
  assert.match(page, />Accueil de la mairie, [^<]*Mions</)
})

test('a form that nothing keeps says so to the script that guards it', async () => {
  const agent = await parvis.signedInAs(ROADS)
  assert.match(await pageOf(agent, '/agents/saisir/signaler-un-nid-de-poule'), /data-guard="empty"/)
  const refused = await agent.post('/agents/saisir/signaler-un-nid-de-poule', { canal: 'phone' })
  assert.match(refused.body, /data-guard="typed"/)
  const sent = await parvis.makeRequest({ commune: '69029' })
  assert.match(await pageOf(agent, `/agents/demandes/lot?ref=${sent.ref}&faire=noter`), /data-guard="empty"/)
})
