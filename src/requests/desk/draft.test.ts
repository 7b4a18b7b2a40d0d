// The desk over HTTP: what is being written is kept, with its files; two agents on one page.
import assert from 'node:assert/strict'
import sharp from 'sharp'
import { describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { openDesk, desk, MIONS, pageOf, ROADS } from './desk.fixture.ts'

/** What a reader sees of a piece of a page. */
const readable = (text: string): string =>
  text
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&nbsp;', '\u00a0')
    .replaceAll('&#39;', '’')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')

describe('what an agent begins', () => {
  const world = openDesk()

  test('what an agent types is found again: another tab, a template, another act, another machine; gone once sent', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const [agent, elsewhere] = [await world.parvis.signedInAs(ROADS), await world.parvis.signedInAs(ROADS)]
    const message = 'Nous passons jeudi matin,\navec le cône.'
    const form = { ecrit: 'usager', pour: 'usager', message, once: crypto.randomUUID() }
    const go = async (aller: string) =>
      (await agent.follow(await agent.post(`${desk(sent)}/brouillon`, { ...form, aller }))).body
    assert.match(await go('pour/note'), /Votre note/)
    assert.match(await go('fil/notes'), /Nous passons jeudi matin/)
    assert.match(
      await go('agir/close'),
      /Message à l’usager[^]*Nous passons jeudi matin/,
      'it is not hidden by an act',
    )
    assert.match(await pageOf(elsewhere, desk(sent)), /Nous passons jeudi matin,\navec le cône\./)
    assert.match(await pageOf(elsewhere, desk(sent)), /Brouillon du .* retrouvé/)
    const withTemplate = await go('modele/nous-y-travaillons')
    assert.match(withTemplate, /avec le cône\.\n\nBonjour .*est en cours/s)
    // Taking it keeps what is typed, and sends nothing of it.
    const before = (await world.messagesFor(sent)).length
    await go('faire/take')
    assert.equal((await world.messagesFor(sent)).length, before)
    assert.equal((await world.rowOf(sent)).state, 'in_progress')
    assert.match(await pageOf(agent, desk(sent)), /Nous passons jeudi matin/)
    const stranger = await world.parvis.signedInAs('malo.vauzelle@parvis.example')
    assert.doesNotMatch(await pageOf(stranger, desk(sent)), /Nous passons jeudi matin/)
    assert.equal(
      (await (await world.parvis.signedInAs(MIONS)).post(`${desk(sent)}/brouillon`, form)).statusCode,
      404,
    )
    await agent.post(`${desk(sent)}/actions/reply`, form)
    // A save that arrives late does not bring back what was sent.
    assert.equal((await agent.post(`${desk(sent)}/brouillon`, { ...form, aller: '' })).statusCode, 200)
    const after = await pageOf(elsewhere, desk(sent))
    assert.doesNotMatch(after, /retrouvé/)
    assert.equal((await world.messagesFor(sent)).filter(({ body }) => body === message).length, 1)
    // Begun for the resident, and gone within the words of an act: nothing of it waits.
    const last = { ...form, once: crypto.randomUUID(), message: 'Le trou est bouché.', aller: 'agir/close' }
    assert.match(
      (await agent.follow(await agent.post(`${desk(sent)}/brouillon`, last))).body,
      /Le trou est bouché\.<\/textarea>/,
    )
    const closed = await agent.post(`${desk(sent)}/actions/close`, {
      ...{ ecrit: 'close', page: 'agir', once: crypto.randomUUID() },
      message: 'Le trou est bouché. Merci de votre aide.',
    })
    assert.equal(closed.statusCode, 303, closed.body)
    assert.doesNotMatch(await pageOf(elsewhere, desk(sent)), /retrouvé/)
  })

  test('a file of an answer is kept as it is chosen: a late save of the text keeps it, taking it away forgets it, sending takes it', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const agent = await world.parvis.signedInAs(ROADS)
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
    const again = await pageOf(await world.parvis.signedInAs(ROADS), desk(sent))
    assert.ok(again.includes('Voici où.</textarea>') && again.includes(first) && again.includes(second))
    const left = JSON.parse((await agent.post(chosen, { remove: second, kept: [first, second] })).body)
    assert.ok(left.field.includes(first) && !left.field.includes(second))
    assert.equal((await pageOf(agent, desk(sent))).includes(second), false)
    const refused = await agent.upload(chosen, {}, [
      { field: 'files', name: 'vide.jpg', bytes: Buffer.alloc(0) },
    ])
    assert.equal(refused.statusCode, 422)
    assert.match(JSON.parse(refused.body).problems[0], /Ce fichier est vide/)
    const colleague = await world.parvis.signedInAs('malo.vauzelle@parvis.example')
    assert.equal((await pageOf(colleague, desk(sent))).includes(first), false)
    assert.equal((await (await world.parvis.signedInAs(MIONS)).post(chosen, { kept: first })).statusCode, 404)
    await agent.post(`${desk(sent)}/actions/reply`, { ...form, message: 'Voici où.', kept: first })
    const after = await pageOf(agent, desk(sent))
    assert.match(after, new RegExp(`<a href="/fichiers/${first}"><img class="shot"`))
    assert.doesNotMatch(after, /retrouvé|name="kept"/)
  })

  test('what an act was refused for is not lost: it stands there when the act is opened again by its address', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69283' })
    const agent = await world.parvis.signedInAs(ROADS)
    const handOver = `${desk(sent)}/agir/hand_over`
    const target = /<option value="(\d+)"/.exec(await pageOf(agent, handOver))?.[1] ?? ''
    const form = { page: 'agir', ecrit: 'hand_over', target, explanation: 'c’est un arbre.', reason: '' }
    const refused = await agent.post(`${desk(sent)}/actions/hand_over`, form)
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /Le texte tapé et les fichiers acceptés sont gardés/)
    const again = await pageOf(agent, handOver)
    assert.match(again, /name="explanation"[^>]*>\s*c’est un arbre\./)
    assert.match(again, new RegExp(`<option value="${target}" selected`))
    const close = { page: 'agir', ecrit: 'close', message: 'Rebouché le {{jour}}.' }
    assert.equal((await agent.post(`${desk(sent)}/actions/close`, close)).statusCode, 422)
    assert.match(await pageOf(agent, `${desk(sent)}/agir/close`), /Rebouché le \{\{jour\}\}\./)
    // What is done forgets it.
    const done = await agent.post(`${desk(sent)}/actions/close`, { ...close, message: 'Rebouché.' })
    assert.equal(done.statusCode, 303)
    assert.doesNotMatch(await pageOf(agent, desk(sent)), /Rebouché le/)
  })

  test('two agents on one page: the second reads what the first did, keeps what they typed, and may send it then', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const [theo, malo] = [
      await world.parvis.signedInAs(ROADS),
      await world.parvis.signedInAs('malo.vauzelle@parvis.example'),
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
    const agent = await world.parvis.signedInAs(ROADS)
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
    const agent = await world.parvis.signedInAs('chef.voirie@parvis.example')
    await world.parvis.makeRequest({ commune: '69283' })
    const whole = await pageOf(agent, '/agents')
    const all = Number(/<h1>[^<]*<span class="soft">(\d+)/.exec(whole)?.[1])
    const some = await pageOf(agent, '/agents?commune=69283')
    const shown = [...some.matchAll(/class="tick" type="checkbox" name="ref"/g)].length
    const said = new RegExp(`<span class="soft">${shown}\u00a0demandes? sur ${all} ouvertes<`)
    assert.ok(shown > 0 && shown < all)
    assert.match(some, said)
    assert.doesNotMatch(whole, /aria-sort/)
    assert.match(await pageOf(agent, '/agents?tri=commune'), /aria-sort="ascending"><a[^>]*>Commune/)
    assert.match(whole, /<th scope="col">Service<\/th>/, 'who sees many units sees which')
  })

  test('a town hall opens what concerns its commune, whoever has it; who only administers is led to the administration', async () => {
    await world.parvis.makeRequest({ commune: '69029' })
    const clerk = await world.parvis.signedInAs('agent.bron@parvis.example')
    assert.match(await pageOf(clerk, '/agents'), /<h1>Sur ma commune/)
    const administrator = await world.parvis.signedInAs('admin.bron@parvis.example')
    const led = await administrator.get('/agents')
    assert.deepEqual([led.statusCode, led.headers.location], [303, '/administration'])
    assert.match(await pageOf(administrator, '/administration'), /href="\/compte\/equipe"/)
    assert.match(await pageOf(administrator, '/compte/securite'), /href="\/administration"/)
  })

  test('an empty view says what it holds; services to filter by stand in the order of their names; a search never says a page is all', async () => {
    const agent = await world.parvis.signedInAs(ROADS)
    const late = await pageOf(agent, '/agents?vue=retard')
    assert.match(late, /Aucune date promise n’est dépassée|class="tick"/)
    const desk = await pageOf(await world.parvis.signedInAs('accueil@parvis.example'), '/agents')
    const services = /name="demarche">(.*?)<\/select>/s.exec(desk)?.[1] ?? ''
    const titles = [...services.matchAll(/<option value="[^"]+">([^<]+)</g)].map(([, title]) => title ?? '')
    assert.ok(titles.length > 20)
    assert.deepEqual(
      titles,
      titles.toSorted((a, b) => a.localeCompare(b, 'fr')),
    )
    assert.match(late, /<details class="more-filters"><summary>Plus de filtres/)
  })

  test('who only follows a request is told why that service has it, not why it would be theirs', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69283' })
    const clerk = await pageOf(await world.parvis.signedInAs(MIONS), desk(sent))
    assert.match(clerk, /Pourquoi ce service/)
    assert.doesNotMatch(clerk, /Pourquoi chez nous/)
    assert.match(await pageOf(await world.parvis.signedInAs(ROADS), desk(sent)), /Pourquoi chez nous/)
  })

  test('the preview of a hand-over warns of a unit whose work it is not, and names one whose work it is', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const agent = await world.parvis.signedInAs(ROADS)
    const page = await pageOf(agent, `${desk(sent)}/agir/hand_over`)
    const idIn = (group: string) =>
      new RegExp(
        `<optgroup label="${group}[^>]*>(?:(?!</optgroup>).)*?<option value="(\\d+)"(?![^>]*disabled)`,
        's',
      ).exec(page)?.[1] ?? assert.fail(group)
    const preview = async (target: string) =>
      (
        await agent.post(`${desk(sent)}/actions/hand_over`, {
          page: 'agir',
          target,
          explanation: 'c’est à voir.',
          reason: 'À voir',
          apercu: 'voir',
        })
      ).body
    const warning = /Ce service ne traite pas d’ordinaire ce genre de demande/
    const other = await preview(idIn('Autres services'))
    assert.match(other, /Ce qui sera envoyé/)
    assert.match(other, warning)
    assert.match(other, /elle revient à <b>Voirie Est, Métropole de Lyon<\/b>, qui l’a aujourd’hui/)
    assert.match(other, /Dans un cimetière&nbsp;: État civil et cimetières, Ville de Bron/)
    assert.match(other, /<h3 id="titre-apercu" tabindex="-1" autofocus>/, 'the page opens on the preview')
    const usual = await preview(idIn('Accueils'))
    assert.match(usual, /Ce qui sera envoyé/)
    assert.doesNotMatch(usual, warning)
  })

  test('the preview of a reopening is what the person is mailed, word for word; what colleagues read is not in it', async () => {
    const email = 'apercu@courriel.example'
    const sent = await world.parvis.makeRequest({ commune: '69029', email, name: 'Zoé Apercu' })
    await world.agentActs(ROADS, sent.ref, 'close', { message: 'C’est rebouché.' })
    world.parvis.advance({ days: 2 })
    const agent = await world.parvis.signedInAs(ROADS)
    const form = {
      page: 'agir',
      explanation: 'le trou s’est rouvert avec la pluie.\n\nNous repassons\u00a0: « promis ».',
      reason: 'Enrobé posé trop froid, à reprendre avec l’entreprise.',
    }
    const preview = await agent.post(`${desk(sent)}/actions/reopen_by_agent`, form)
    const letter =
      /<section class="letter.*?<\/section>/s.exec(preview.body)?.[0] ?? assert.fail(preview.body)
    const inside = (tag: RegExp) => [...letter.matchAll(tag)].map(([, text = '']) => readable(text))
    const [subject = ''] = inside(/<p><b>(.*?)<\/b><\/p>/gs)
    const paragraphs = inside(/<p class="typed">(.*?)<\/p>/gs)
    const told = [...inside(/<dt>(.*?)<\/dt>/gs), ...inside(/<dd>(.*?)<\/dd>/gs)]
    assert.ok(paragraphs.join('\n\n').includes('rouvert avec la pluie.\n\nNous repassons'), letter)
    assert.ok(subject !== '' && told.length >= 2, letter)
    assert.equal((await world.rowOf(sent)).closedAt === null, false, 'nothing has happened yet')

    const vu = /name="vu" value="([^"]+)"/.exec(preview.body)?.[1] ?? assert.fail(preview.body)
    await agent.post(`${desk(sent)}/actions/reopen_by_agent`, { ...form, vu })
    assert.equal((await world.rowOf(sent)).closedAt, null)
    await world.parvis.runJobs()
    const mails = await world.parvis.db.read(system, async (tx) =>
      Promise.all((await keptMails(tx, { to: email })).map(({ id }) => keptMail(tx, id))),
    )
    const mail = mails.find((one) => one?.subject === subject && one.text.includes(paragraphs[0] ?? ''))
    assert.ok(mail, `${subject}: ${mails.map((one) => one?.subject).join(' | ')}`)
    assert.ok(mail.text.includes(paragraphs.join('\n\n')), mail.text)
    for (const word of told) assert.ok(mail.text.includes(word), word)
    const page = await pageOf(agent, desk(sent))
    assert.match(page, /Enrobé posé trop froid/, 'colleagues read it')
    for (const text of [letter, ...mails.map((one) => `${one?.text} ${one?.html}`)])
      assert.doesNotMatch(text, /trop froid/)
  })

  test('the first unit proposed is the one that takes most of it there; the thread and the message say where it went', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const agent = await world.parvis.signedInAs(ROADS)
    const page = await pageOf(agent, `${desk(sent)}/agir/hand_over`)
    const [, target = '', first] =
      /<optgroup label="Traitent[^>]*>\s*<option value="(\d+)"[^>]*>([^<]+)/.exec(page) ?? []
    assert.equal(first, 'Services techniques, Ville de Bron')
    const form = { page: 'agir', target, explanation: 'c’est la cour de l’école.', reason: 'Vu sur place' }
    const preview = await agent.post(`${desk(sent)}/actions/hand_over`, form)
    const vu = /name="vu" value="([^"]+)"/.exec(preview.body)?.[1] ?? assert.fail(preview.body)
    const done = await agent.follow(await agent.post(`${desk(sent)}/actions/hand_over`, { ...form, vu }))
    assert.match(done.body, /Demande transmise aux services techniques \(Ville de Bron\)\./)
    assert.match(done.body, /<b>Demande transmise aux services techniques \(Ville de Bron\)<\/b> par/)
  })

  test('a word between braces is filled in one reply as in many; an unknown one is said to be, with those that exist', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029', name: 'Zoé Martin' })
    const agent = await world.parvis.signedInAs(ROADS)
    const reply = (message: string) =>
      agent.post(`${desk(sent)}/actions/reply`, { message, apercu: 'voir', ecrit: 'usager' })
    const seen = await reply('Bonjour {nom}, votre demande {numéro} avance.')
    assert.ok(seen.body.includes(`Bonjour Zoé Martin, votre demande ${sent.ref} avance.`))
    const unknown = await reply('Bonjour {prénom}, votre demande avance.')
    assert.match(unknown.body, /complétez «\u00a0\{prénom\}\u00a0».*\{nom\}, \{numéro\}.*est inconnu/)
  })

  test('handing over finds a unit by its words and by its town: each option says whose it is', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69283' })
    const agent = await world.parvis.signedInAs(ROADS)
    const page = await pageOf(agent, `${desk(sent)}/agir/hand_over`)
    assert.match(page, /<find-option data-label="Chercher un service ou une mairie"><select/)
    assert.match(page, /<optgroup label="Autres services : [^"]*" data-of="[^"]+">/)
    assert.match(page, />Accueil de la mairie, [^<]*Mions</)
  })
})
