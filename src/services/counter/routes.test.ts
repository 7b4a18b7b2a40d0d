// The counter's public pages through HTTP: what they say, to whom, and what they refuse.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'

const text = (body: string) =>
  body
    .replace(/<svg[\s\S]*?<\/svg>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;|\u00a0|\u202f/g, ' ')
    .replace(/\s+/g, ' ')

describe('the counter', () => {
  let tester: TestApp
  before(async () => {
    tester = await createTestApp()
  })
  after(() => tester.close())

  const read = async (url: string, headers: Record<string, string> = {}) => {
    const reply = await tester.browser().get(url, headers)
    return { status: reply.statusCode, body: reply.body, text: text(reply.body) }
  }

  for (const url of [
    '/',
    '/demarches',
    '/demarches?quoi=&ou=',
    '/communes',
    '/communes/bron',
    '/lieux',
    '/aide',
    '/accessibilite',
    '/donnees-personnelles',
    '/mentions-legales',
    '/plan-du-site',
    '/informations',
    '/vie/j-emmenage',
    '/demarches/themes/dechets-et-proprete',
    '/demarches/signaler-un-nid-de-poule?commune=69029',
    '/demarches/copie-d-acte-de-naissance',
  ]) {
    it(`shows ${url} to anyone, under 100 kB`, async () => {
      const { status, body } = await read(url)
      assert.equal(status, 200)
      assert.match(body, /<h1/)
      assert.ok(Buffer.byteLength(body) < 100_000)
    })

    it(`lets no line of ${url} begin with « ? » or « : »`, async () => {
      const { body } = await read(url)
      const words = body.replace(/<(script|style|svg)[\s\S]*?<\/\1>/g, '').replace(/<[^>]+>/g, '\n')
      assert.equal(/.*(?:[\p{L}\d)»] [?!;:»]|« ).*/u.exec(words)?.[0], undefined)
    })
  }

  for (const url of [
    '/demarches/licorne',
    '/demarches/themes/licorne',
    '/vie/licorne',
    '/communes/licorne',
    '/informations/999999',
    '/informations/abc',
    '/informations/99999999999',
  ]) {
    it(`answers 404 at ${url}`, async () => assert.equal((await read(url)).status, 404))
  }

  it('finds street lighting from « lampadaire en panne », and keeps the commune and the street on the way', async () => {
    const { text: said, body } = await read('/demarches?quoi=lampadaire+en+panne&ou=12+rue+de+la+Marne,+Bron')
    assert.match(said, /\d réponses? pour « lampadaire en panne » à Bron/)
    assert.ok(
      body.includes(
        'href="/demarches/eclairage-public-en-panne?commune=69029&amp;adresse=12+rue+de+la+Marne"',
      ),
    )
  })

  it('says when nothing is found, and shows what was typed as text', async () => {
    const {
      status,
      body,
      text: said,
    } = await read(`/demarches?quoi=${encodeURIComponent('<script>alert(1)</script>')}&ou=nulle+part`)
    assert.equal(status, 200)
    assert.doesNotMatch(body, /<script>alert/)
    assert.match(said, /Rien d’exact/)
  })

  it('says whom to ask when nothing is exact: the town hall of the commune, with what is known', async () => {
    const { body, text: said } = await read('/demarches?quoi=pizza&ou=Brron')
    assert.match(said, /Rien d’exact pour « pizza » à Bron/)
    assert.match(said, /Pour « Brron », nous avons compris Bron/)
    assert.match(
      body,
      /href="\/demarches\/question-a-votre-mairie\/demande\?commune=69029">Poser la question à la mairie de Bron/,
    )
    assert.doesNotMatch(body, /<ol class="stack">/)
  })

  it('shows first what comes nearest, with who answers, when nothing is exact', async () => {
    const { text: said } = await read('/demarches?quoi=tuyau+sorti+du+mur+chez+moi')
    assert.match(said, /Rien d’exact/)
    assert.match(
      said,
      /Ce qui s’en approche\s+Signaler une fuite d’eau sur la voie\s+[^.]*jour.*Posez votre question/s,
    )
  })

  it('asks which commune when a postal code has several, and says what is outside', async () => {
    const several = await read('/demarches?quoi=encombrants&ou=69290')
    assert.match(several.text, /« 69290 » : Craponne ou Saint-Genis-les-Ollières \? Choisissez votre commune/)
    const chosen = /href="(\/demarches\?quoi=encombrants&amp;ou=Craponne[^"]*)"/.exec(several.body)?.[1] ?? ''
    assert.match((await read(chosen.replaceAll('&amp;', '&'))).body, /encombrants\?commune=69069"/)
    assert.match((await read('/demarches?quoi=encombrants&ou=75001')).text, /75001 \(Paris\) n’est pas dans/)
    const inWords = await read('/demarches?quoi=encombrants+69100')
    assert.match(inWords.body, /encombrants\?commune=69266"/)
  })

  it('proposes answers while one types, and takes any text', async () => {
    const suggested = async (quoi: string) => {
      const { status, body } = await read(
        `/suggestions?${new URLSearchParams({ quoi, ou: '69003' }).toString()}`,
      )
      assert.equal(status, 200)
      return JSON.parse(body) as { href: string; title: string }[]
    }
    const [first] = await suggested('lampad')
    assert.equal(first?.href, '/demarches/eclairage-public-en-panne?commune=69383')
    assert.deepEqual(await suggested(''), [])
    assert.match((await suggested('je veux mourir'))[0]?.title ?? '', /3114, 15/)
    for (const quoi of ['(((((', 'a'.repeat(2000), 'a+'.repeat(100), '%00', '😀'])
      assert.ok((await suggested(quoi)).length <= 6, quoi.slice(0, 20))
  })

  it('says who answers in the commune, why, and until when', async () => {
    const mions = await read('/demarches/signaler-un-nid-de-poule?commune=69283')
    assert.match(mions.text, /À Mions : Voirie Est, Métropole de Lyon/)
    assert.match(
      mions.text,
      /sous 10 jours ouvrés Envoyé aujourd’hui : au plus tard le lundi 7 décembre 2026/,
    )
    assert.match(mions.text, /Dans un parc ou un jardin Services techniques, Ville de Mions/)
    const bron = await read('/demarches/eclairage-public-en-panne?commune=69029')
    assert.match(bron.text, /À Bron : Services techniques, Ville de Bron/)
  })

  it('says who receives where nobody works in the town hall, as the receipt will', async () => {
    await tester.db.write(system, (tx) =>
      sql`update accounts.membership set valid_to = current_date - 1 where unit_id in (select u.id from territory.unit u
        join territory.authority a on a.id = u.authority_id where a.code = '69256')`.execute(tx.q),
    )
    const service = await read('/demarches/livret-de-famille?commune=69256')
    assert.match(service.text, /À Vaulx-en-Velin : Centre de contact, Métropole de Lyon/)
    assert.match(service.text, /Personne n’y répond en ligne aujourd’hui : .* par le centre de contact/)
    const theme = await read('/demarches/themes/etat-civil-et-identite?commune=69256')
    assert.match(theme.text, /Centre de contact, Métropole de Lyon · premier message/)
    assert.match((await read('/communes/vaulx-en-velin')).text, /Vos demandes en ligne .*centre de contact/)
    assert.doesNotMatch((await read('/communes/bron')).text, /Vos demandes en ligne/)
  })

  it('shows the table of who answers when the commune is not known', async () => {
    const { text: said } = await read('/demarches/signaler-un-nid-de-poule')
    assert.match(said, /Vous n’avez pas à le savoir/)
    assert.match(said, /Commencer le signalement/)
  })

  it('leads to the site of the commune that has its own, and says so', async () => {
    const lyon = await read('/demarches/copie-d-acte-de-naissance?commune=69383')
    assert.match(
      lyon.body,
      /<a class="button big" href="https:\/\/www\.lyon\.fr\/" rel="external">Continuer sur le site de la Ville de Lyon/,
    )
    assert.doesNotMatch(lyon.text, /Ce que nous promettons/)
    assert.match(lyon.text, /La suite se passe sur le site de la Ville de Lyon : l’accusé de réception/)
    assert.doesNotMatch(lyon.text, /un premier message|votre numéro de suivi/, 'no step of this counter')
    const bron = await read('/demarches/copie-d-acte-de-naissance?commune=69029')
    assert.match(bron.text, /Commencer la démarche/)
    const both = await read('/demarches/permis-de-construire')
    assert.match(both.text, /Continuer sur service-public\.fr/)
  })

  it('keeps the commune chosen once, and comes back to the page', async () => {
    const browser = tester.browser()
    const reply = await browser.post('/commune', {
      commune: '69283',
      retour: '/demarches/signaler-un-nid-de-poule',
    })
    assert.deepEqual([reply.statusCode, reply.headers.location], [303, '/demarches/signaler-un-nid-de-poule'])
    const cookie = reply.cookies.find(({ name }) => name === 'parvis_commune')
    assert.deepEqual([cookie?.value, cookie?.maxAge], ['69283', 365 * 24 * 3600])
    assert.match(text((await browser.follow(reply)).body), /Votre commune : Mions/)
    assert.match(text((await browser.get('/')).body), /À Mions, en ce moment/)
    const carried = await browser.post('/commune', {
      commune: '69029',
      retour: '/demarches/bruit?commune=69123&adresse=a',
    })
    assert.equal(
      carried.headers.location,
      '/demarches/bruit?adresse=a',
      'what is chosen now is not what came along',
    )
    await browser.post('/commune', { commune: '', retour: '/' })
    assert.equal(browser.cookies.has('parvis_commune'), false)
  })

  it('refuses a commune that is not of the territory, with the error beside the list', async () => {
    const reply = await tester.browser().post('/commune', { commune: '75056', retour: '/' })
    assert.equal(reply.statusCode, 422)
    assert.match(reply.body, /<title>Erreur/)
    assert.match(reply.body, /href="#commune"/)
  })

  it('never leads out of the site after a choice', async () => {
    for (const retour of [
      'https://mechant.example/',
      '//mechant.example',
      '/\\mechant.example',
      'javascript:alert(1)',
    ]) {
      const reply = await tester.browser().post('/commune', { commune: '69029', retour })
      assert.equal(reply.headers.location, '/', retour)
    }
  })

  it('is not fooled by a cookie that is no commune', async () => {
    const browser = tester.browser()
    browser.cookies.set('parvis_commune', 'xxxxx')
    assert.equal((await browser.get('/demarches/signaler-un-nid-de-poule')).statusCode, 200)
  })

  it('is Bron’s counter at its own name: its title, its services and its news first', async () => {
    const { text: said, body } = await read('/', { host: 'bron.localhost' })
    assert.match(said, /À Bron, une demande \? Posez-la ici\./)
    assert.match(said, /À Bron, en ce moment/)
    assert.doesNotMatch(body, /action="\/commune"/)
    const themes = [...body.matchAll(/href="\/demarches\/themes\/([a-z-]+)"/g)].map(([, slug]) => slug)
    assert.ok(themes.indexOf('etat-civil-et-identite') < themes.indexOf('eau-et-assainissement'))
  })

  it('shows kept promises only when there are figures, and only full months', async () => {
    assert.doesNotMatch((await read('/')).text, /Nos délais, tenus ou pas/)
  })

  it('shows the definitions to administrators, and to nobody else', async () => {
    const admin = await tester.signedInAs('admin@parvis.example')
    const reply = await admin.get('/administration/demarches')
    assert.equal(reply.statusCode, 200)
    const answers = text((await admin.get('/administration/competences/regles')).body)
    assert.match(answers, /« Nid-de-poule », partout : la Métropole de Lyon répond/)
    assert.match(
      text((await admin.get('/administration/circuits')).body),
      /Aucune demande ne peut rester sans réponse/,
    )
    assert.match(text(reply.body), /Signaler un nid-de-poule.*Démarche administrative/)
    const found = text((await admin.get('/administration/demarches?q=reGle+nid+pou+cimetière')).body)
    assert.match(found, /Rien ne correspond/)
    const rules = text((await admin.get('/administration/competences/regles?q=nid+cimetiere')).body)
    assert.match(rules, /« Nid-de-poule », partout, dans un cimetière/)
    assert.doesNotMatch(rules, /Signaler un nid-de-poule|Signaler un tag/)
    const ids = ['voirie-nid-de-poule', '>report<', '>procedure<', '>question<', '>nid-de-poule<']
    for (const id of ids) assert.ok(!reply.body.includes(id), `${id} is no word of an administrator`)
    assert.equal(
      (await (await tester.signedInAs('habitant@parvis.example')).get('/administration/demarches'))
        .statusCode,
      404,
    )
    const anonymous = await tester.browser().get('/administration/demarches')
    assert.deepEqual(
      [anonymous.statusCode, anonymous.headers.location],
      [303, '/connexion?suite=%2Fadministration%2Fdemarches'],
    )
  })

  it('shows an information and says when it is over', async () => {
    const list = await read('/informations?commune=69029')
    const id = /\/informations\/(\d+)/.exec(list.body)?.[1]
    const { status, text: said } = await read(`/informations/${id}`)
    assert.equal(status, 200)
    assert.match(said, /Publié par/)
  })
})

describe('kept promises on the counter', () => {
  let tester: TestApp
  before(async () => {
    tester = await createTestApp()
    for (const late of [false, false, false, true]) {
      const { id } = await tester.makeRequest({ commune: '69283' })
      const after = late ? "interval '1 day'" : "interval '-1 day'"
      await tester.db.write(system, (tx) =>
        sql`update requests.request set answer_done_at = received_at, answer_due_at = received_at - ${sql.raw(after)} where id = ${id}`.execute(
          tx.q,
        ),
      )
    }
    tester.advance({ days: 15 })
  })
  after(() => tester.close())

  it('are said as they are, for everything and for each category', async () => {
    const home = text((await tester.browser().get('/')).body)
    assert.match(home, /4 réponses données en novembre 2026, dont 3 dans le délai promis/)
    assert.match(home, /Rues et espace public 3 sur 4/)
    const service = text((await tester.browser().get('/demarches/signaler-un-nid-de-poule')).body)
    assert.match(service, /En novembre 2026 Réponses données 4 Dans le délai promis 3 sur 4/)
  })

  it('say nothing of a commune where nothing was answered', async () => {
    const bron = text((await tester.browser().get('/', { host: 'bron.localhost' })).body)
    assert.doesNotMatch(bron, /Nos délais, tenus ou pas/)
  })
})
