// The form of a service over HTTP, on a real database: nothing typed is lost, nothing is sent twice, nobody sees another's.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const SERVICE = 'signaler-un-nid-de-poule'
const MIONS = '69283'
const PLACE = { 'place-commune': MIONS, 'place-adresse': '12, rue de la République', place_kind: 'street' }
const PROBLEM = { size: 'medium', danger: ['deep', 'bike'], details: 'Juste après l’arrêt de bus.' }
const CONTACT = { name: 'Lucette Morandat', email: 'l.morandat@courriel.example', phone: '' }

let parvis: TestApp
describe('the form of a service', () => {
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const plain = (text: string) => text.replace(/&nbsp;|[\u00a0\u202f]/g, ' ')
  const titleOf = (body: string) => plain(/<title>([^<]*)/.exec(body)?.[1] ?? '')
  const errorOf = (body: string, id: string) =>
    [
      ...(new RegExp(`id="${id}-erreur"[^>]*>(.*?)</(?:p|ul)>`, 's').exec(body)?.[1] ?? '').matchAll(
        /<span>(.*?)<\/span>/gs,
      ),
    ]
      .map(([, said = '']) => plain(said))
      .join('\n')

  /** Begins an application: the address of its draft, without the step. */
  async function begin(browser: TestBrowser, service = SERVICE): Promise<string> {
    const { headers } = await browser.get(`/demarches/${service}/demande`)
    return /^(.*)\/[^/]+$/.exec(String(headers.location))?.[1] ?? assert.fail(String(headers.location))
  }

  /** Fills the three pages rightly. */
  async function fill(browser: TestBrowser, draft: string, contact = CONTACT): Promise<void> {
    assert.equal((await browser.post(`${draft}/place`, PLACE)).headers.location, `${draft}/problem`)
    assert.equal((await browser.post(`${draft}/problem`, PROBLEM)).headers.location, `${draft}/contact`)
    assert.equal((await browser.post(`${draft}/contact`, contact)).headers.location, `${draft}/verifier`)
  }

  const draftId = (draft: string) => draft.split('/').at(-1) ?? ''

  function sentFrom(draft: string) {
    return parvis.db.read(system, (tx) =>
      tx.q
        .selectFrom('requests.request')
        .select(['ref', 'answers', 'resident_id', 'contact_name', 'contact_email', 'commune_id'])
        .where('draft_id', '=', draftId(draft))
        .execute(),
    )
  }

  test('from the first page to the receipt, without an account', async () => {
    const browser = parvis.browser()
    browser.cookies.set('parvis_commune', MIONS)
    const draft = await begin(browser)
    const first = await browser.get(`${draft}/place`)
    assert.equal(first.statusCode, 200)
    assert.match(titleOf(first.body), /^Étape 1 sur 4 : le lieu/)
    assert.match(first.body, new RegExp(`<option value="${MIONS}" selected>Mions`), 'my commune is proposed')
    await fill(browser, draft)
    const review = await browser.get(`${draft}/verifier`)
    assert.match(plain(review.body), /12, rue de la République, 69780 Mions/)
    assert.match(plain(review.body), /Moyen : une à deux assiettes/)
    assert.match(review.body, new RegExp(`href="${draft}/problem">Modifier<span class="hidden"> le problème`))
    const receipt = await browser.follow(await browser.post(`${draft}/envoyer`, {}))
    assert.equal(receipt.statusCode, 200)
    const [request] = await sentFrom(draft)
    assert.ok(request)
    assert.match(receipt.body, new RegExp(request.ref))
    assert.match(receipt.body, /data-text="[2-9A-Z]{4}-[2-9A-Z]{4}"/)
    assert.match(plain(receipt.body), /Nous l’avons reçu le .*lundi 23 novembre 2026 à 14 h 38/)
    assert.match(plain(receipt.body), /Un premier message au plus tard le<\/dt><dd>vendredi 27 novembre/)
    assert.match(plain(receipt.body), /La réparation au plus tard le<\/dt><dd>lundi 7 décembre/)
    assert.match(receipt.body, /Pourquoi ce service/)
    assert.match(receipt.body, /Direction de la voirie|[Vv]oirie/)
    // Following needs no code in this browser.
    assert.equal((await browser.get(`/suivi/${request.ref}`)).statusCode, 200)
  })

  test('the commune of the search reaches the form, whichever page asks where', async () => {
    const browser = parvis.browser()
    const page = await browser.get('/demarches?quoi=nid+de+poule&ou=69003')
    const service = /href="(\/demarches\/signaler-un-nid-de-poule\?[^"]+)"/.exec(page.body)?.[1] ?? ''
    const start =
      /href="(\/demarches\/[^"]+\/demande[^"]*)"/.exec((await browser.get(service)).body)?.[1] ?? ''
    const first = await browser.follow(await browser.get(start))
    assert.match(first.body, /<option value="69383" selected>/)
    // A question asks for the place on its last page: the draft has kept it.
    const begun = await browser.get(`/demarches/question-a-votre-mairie/demande?commune=${MIONS}`)
    const question = await browser.follow(begun)
    const action = /<form method="post" action="([^"]+)" enctype/.exec(question.body)?.[1] ?? ''
    assert.match(action, /\?commune=69283$/)
    const typed = { subject: 'Les horaires', description: 'Quand ouvrez-vous le samedi ?' }
    await browser.post(action, typed)
    const draft = action.replace(/\/question\?.*$/, '')
    assert.match((await browser.get(`${draft}/contact`)).body, /<option value="69283" selected>/)
  })

  test('an address typed in the search is in the form, where it may be changed; Lyon asks for its arrondissement', async () => {
    const browser = parvis.browser()
    const linkIn = (body: string, pattern: RegExp) =>
      (pattern.exec(body)?.[1] ?? assert.fail(String(pattern))).replaceAll('&amp;', '&')
    const formFor = async (search: string) => {
      const found = (await browser.get(`/demarches?${search}`)).body
      const service = linkIn(found, /href="(\/demarches\/signaler-un-nid-de-poule\?[^"]+)"/)
      const start = linkIn((await browser.get(service)).body, /href="(\/demarches\/[^"]+\/demande[^"]*)"/)
      return (await browser.follow(await browser.get(start))).body
    }
    const typed = new URLSearchParams({ quoi: 'nid de poule 12 rue Garibaldi Lyon' })
    const lyon = await formFor(typed.toString())
    assert.match(lyon, /name="place-adresse" value="12 rue Garibaldi"/)
    assert.match(
      plain(lyon),
      /Repris de votre recherche\. Vous pouvez le changer ici\. À Lyon, choisissez l’arrondissement\./,
    )
    const where = new URLSearchParams({ quoi: 'nid de poule', ou: '3 bis, avenue Pierre Terrasse, Bron' })
    const bron = await formFor(where.toString())
    assert.match(bron, /name="place-adresse" value="3 bis, avenue Pierre Terrasse"/)
    assert.match(bron, /<option value="69029" selected>/)
    // The draft keeps what was changed, and no longer what the address says.
    const action = linkIn(bron, /<form method="post" action="([^"]+)" enctype/)
    await browser.post(action, { ...PLACE, 'place-adresse': '5, rue du Lac' })
    const again = (await browser.get(action)).body
    assert.match(again, /name="place-adresse" value="5, rue du Lac"/)
    assert.doesNotMatch(again, /Repris de votre recherche/)
  })

  test('sent five times at once, then again: one request, one receipt', async () => {
    const browser = parvis.browser()
    const draft = await begin(browser)
    await fill(browser, draft)
    const csrf = await browser.csrf()
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => browser.post(`${draft}/envoyer`, {}, { csrf })),
    )
    for (const reply of replies) assert.equal(reply.headers.location, `${draft}/recu`)
    assert.equal((await browser.post(`${draft}/envoyer`, {})).headers.location, `${draft}/recu`)
    assert.equal((await sentFrom(draft)).length, 1)
    // « Back » leads to the receipt too, and changes nothing.
    for (const step of ['place', 'verifier', 'reprendre'])
      assert.equal((await browser.follow(await browser.get(`${draft}/${step}`))).statusCode, 200, step)
    assert.equal((await browser.get(`${draft}/place`)).headers.location, `${draft}/recu`)
    assert.equal((await browser.post(`${draft}/place`, PLACE)).headers.location, `${draft}/recu`)
    assert.doesNotMatch((await browser.get('/brouillons')).body, new RegExp(draftId(draft)))
  })

  test('what is wrong is said beside the field and in the summary; everything typed is kept', async () => {
    const browser = parvis.browser()
    const draft = await begin(browser)
    await browser.post(`${draft}/place`, PLACE)
    const typed = {
      size: 'large',
      'since-jour': '31',
      'since-mois': '11',
      'since-annee': '2025',
      details: '<script>alert(1)</script> & "guillemets"',
    }
    const side = await browser.get(`${draft}/problem`)
    assert.match(plain(side.body), /Le lieu<\/h2>.*<b>12, rue de la République<\/b><br>69780 Mions/s)
    const wrong = await browser.post(`${draft}/problem`, typed)
    assert.equal(wrong.statusCode, 422)
    assert.match(titleOf(wrong.body), /^Erreur – Étape 2 sur 4/)
    assert.match(plain(wrong.body), /Une réponse est à corriger/)
    assert.match(wrong.body, /<a href="#since">/)
    assert.match(errorOf(wrong.body, 'since'), /novembre compte 30 jours/)
    for (const part of ['31', '11', '2025']) assert.match(wrong.body, new RegExp(`value="${part}"`))
    assert.match(wrong.body, /value="large" checked/)
    assert.match(wrong.body, /&lt;script&gt;alert\(1\)&lt;\/script&gt; &amp; &quot;guillemets&quot;/)
    assert.doesNotMatch(wrong.body, /<script>alert/)
    // A closed tab: the wrong date comes back with the rest, and is not yet an error.
    const later = await browser.get(`${draft}/problem`)
    assert.match(later.body, /name="since-jour"[^>]*value="31"/)
    assert.match(later.body, /&lt;script&gt;/)
    assert.equal((await browser.get(`${draft}/verifier`)).headers.location, `${draft}/problem`)
    assert.equal((await browser.post(`${draft}/envoyer`, {})).headers.location, `${draft}/problem`)
    assert.equal((await sentFrom(draft)).length, 0)
  })

  test('each missing answer has its own sentence; an unknown commune is refused', async () => {
    const browser = parvis.browser()
    const draft = await begin(browser)
    const empty = await browser.post(`${draft}/place`, {})
    assert.equal(empty.statusCode, 422)
    assert.match(plain(empty.body), /2 réponses sont à corriger/)
    assert.match(empty.body, /<a href="#place-commune">/)
    const foreign = await browser.post(`${draft}/place`, { ...PLACE, 'place-commune': '75056' })
    assert.match(errorOf(foreign.body, 'place'), /pas dans le territoire/)
    await browser.post(`${draft}/place`, PLACE)
    await browser.post(`${draft}/problem`, PROBLEM)
    const silent = await browser.post(`${draft}/contact`, { name: 'Lucette', email: '', phone: '' })
    assert.equal(silent.statusCode, 422)
    assert.match(errorOf(silent.body, 'phone'), /numéro de téléphone, ou une adresse e-mail/)
    const slip = await browser.post(`${draft}/contact`, {
      name: 'Lucette',
      email: 'lucette@gmial.com',
      phone: '',
    })
    assert.match(errorOf(slip.body, 'email'), /lucette@gmail\.com/)
    assert.equal(errorOf(slip.body, 'phone'), '', 'one thing to correct at a time')
  })

  test('a stranger neither sees, changes, sends nor deletes the draft of another', async () => {
    const owner = parvis.browser()
    const draft = await begin(owner)
    await fill(owner, draft)
    const stranger = parvis.browser()
    const resident = await parvis.signedInAs('habitant@parvis.example')
    for (const thief of [stranger, resident]) {
      for (const step of ['place', 'verifier', 'recu', 'reprendre'])
        assert.equal((await thief.get(`${draft}/${step}`)).statusCode, 404, step)
      assert.equal((await thief.post(`${draft}/place`, PLACE)).statusCode, 404)
      assert.equal((await thief.post(`${draft}/place/sauver`, PLACE)).statusCode, 404)
      assert.equal((await thief.post(`${draft}/envoyer`, {})).statusCode, 404)
      await thief.post(`/brouillons/${draftId(draft)}/effacement`, {})
      assert.doesNotMatch((await thief.get('/brouillons')).body, new RegExp(draftId(draft)))
    }
    assert.match((await owner.get(`${draft}/verifier`)).body, /Lucette Morandat/)
    await owner.post(`${draft}/envoyer`, {})
    for (const thief of [stranger, resident]) assert.equal((await thief.get(`${draft}/recu`)).statusCode, 404)
  })

  test('what scripts save comes back; a script without the token is told so', async () => {
    const browser = parvis.browser()
    const draft = await begin(browser)
    const saved = await browser.post(`${draft}/place/sauver`, {
      'place-commune': '',
      'place-adresse': 'devant l’école',
    })
    assert.equal(saved.statusCode, 200)
    assert.equal((saved.json() as { saved: boolean }).saved, true)
    assert.match((await browser.get(`${draft}/place`)).body, /value="devant l’école"/)
    assert.match((await browser.get('/brouillons')).body, new RegExp(`${draft}/reprendre`))
    const refused = await browser.post(`${draft}/place/sauver`, {}, { csrf: 'faux' })
    assert.equal(refused.statusCode, 403)
    assert.match(String(refused.headers['content-type']), /json/)
  })

  test('an old token costs nothing: the page sends again what was typed', async () => {
    const browser = parvis.browser()
    const draft = await begin(browser)
    const old = await browser.post(`${draft}/place`, PLACE, {
      csrf: 'vieux',
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    assert.equal(old.statusCode, 403)
    assert.match(old.body, /name="place-adresse" value="12, rue de la République"/)
  })

  test('signed in: the telephone of the profile is offered too', async () => {
    const browser = await parvis.signedInAs('habitant@parvis.example')
    await browser.post('/compte/profil', {
      name: 'Karim Bellecour',
      phone: '06 39 98 00 77',
      commune: '69029',
    })
    const draft = await begin(browser)
    await browser.post(`${draft}/place`, PLACE)
    await browser.post(`${draft}/problem`, PROBLEM)
    assert.match((await browser.get(`${draft}/contact`)).body, /name="phone"[^>]*value="06 39 98 00 77"/)
  })

  test('signed in: name and address are offered, seen before they are sent, and the request is the account’s', async () => {
    const browser = await parvis.signedInAs('habitant@parvis.example')
    const draft = await begin(browser)
    await browser.post(`${draft}/place`, PLACE)
    assert.equal((await browser.post(`${draft}/problem`, PROBLEM)).headers.location, `${draft}/contact`)
    const contact = await browser.get(`${draft}/contact`)
    assert.match(contact.body, /name="email"[^>]*value="habitant@parvis\.example"/)
    const name =
      /name="name"[^>]*value="([^"]+)"/.exec(contact.body)?.[1] ?? assert.fail('the name is offered')
    await browser.post(`${draft}/contact`, { name, email: 'habitant@parvis.example', phone: '' })
    await browser.post(`${draft}/envoyer`, {})
    const [request] = await sentFrom(draft)
    assert.ok(request)
    assert.equal(request.contact_name, name)
    assert.equal(request.contact_email, 'habitant@parvis.example')
    assert.equal(request.resident_id, (await parvis.actor('habitant@parvis.example')).personId)
  })

  test('the draft of an account opens on another device, and waits for the session that ended', async () => {
    const desktop = await parvis.signedInAs('habitante@parvis.example')
    const draft = await begin(desktop)
    await desktop.post(`${draft}/place`, PLACE)
    const phone = await parvis.signedInAs('habitante@parvis.example')
    assert.match((await phone.get('/brouillons')).body, new RegExp(`${draft}/reprendre`))
    assert.equal((await phone.post(`${draft}/problem`, PROBLEM)).headers.location, `${draft}/contact`)
    phone.cookies.delete('parvis_session')
    const page = await phone.get(`${draft}/contact`)
    assert.equal(page.headers.location, `/connexion?suite=${encodeURIComponent(`${draft}/contact`)}`)
    const typed = await phone.post(`${draft}/contact`, { ...CONTACT, name: 'Tapé sans session' })
    const back = /^\/connexion\?suite=(.+)$/.exec(String(typed.headers.location))?.[1] ?? assert.fail()
    const again = await parvis.signedInAs('habitante@parvis.example')
    again.cookies.set('parvis_visitor', phone.cookies.get('parvis_visitor') ?? '')
    const asked = await again.get(decodeURIComponent(back))
    assert.match(asked.body, /saisies avant la connexion/)
    assert.doesNotMatch(asked.body, /Tapé sans session/)
    const kept = await again.post(decodeURIComponent(back), { mien: 'oui' })
    assert.match(kept.body, /name="name" value="Tapé sans session"/)
  })

  test('« Se connecter », in the header, comes back to the page of the form; not from a page that was posted', async () => {
    const browser = parvis.browser()
    const draft = await begin(browser)
    const link = new RegExp(`href="/connexion\\?suite=${encodeURIComponent(`${draft}/place`)}"`)
    assert.match((await browser.get(`${draft}/place`)).body, link)
    const posted = await browser.post(`${draft}/place`, {})
    assert.equal(posted.statusCode, 422)
    assert.match(posted.body, /href="\/connexion"/)
    assert.match((await browser.get('/suivi?code=faux')).body, /href="\/connexion"/)
    const { body } = await browser.get(`/connexion?suite=${encodeURIComponent(`${draft}/place`)}`)
    assert.match(body, new RegExp(`name="suite" value="${draft}/place"`))
  })

  test('answers of a way not taken are not sent', async () => {
    const browser = parvis.browser()
    const draft = await begin(browser)
    await browser.post(`${draft}/place`, { ...PLACE, lane: 'road' })
    await browser.post(`${draft}/problem`, { ...PROBLEM, danger: 'fall', fall_when: 'Hier' })
    await browser.post(`${draft}/contact`, CONTACT)
    await browser.post(`${draft}/problem`, { ...PROBLEM, fall_when: 'Hier' })
    await browser.post(`${draft}/envoyer`, {})
    const [request] = await sentFrom(draft)
    const answers = request?.answers as Record<string, unknown>
    assert.equal(answers.lane, 'road')
    assert.equal('fall_when' in answers, false)
  })

  test('coming back to one page leads straight to the review', async () => {
    const browser = parvis.browser()
    const draft = await begin(browser)
    await fill(browser, draft)
    const corrected = await browser.post(`${draft}/place`, {
      ...PLACE,
      'place-adresse': 'Place de la mairie',
    })
    assert.equal(corrected.headers.location, `${draft}/verifier`)
    assert.match((await browser.get(`${draft}/verifier`)).body, /Place de la mairie/)
  })

  test('what does not exist is not found', async () => {
    const browser = parvis.browser()
    const draft = await begin(browser)
    assert.equal((await browser.get('/demarches/nawak/demande')).statusCode, 404)
    assert.equal((await browser.get('/demarches/permis-de-construire/demande')).statusCode, 404)
    assert.equal((await browser.get(`${draft}/nawak`)).statusCode, 404)
    assert.equal((await browser.get(`/demarches/${SERVICE}/demande/nawak/place`)).statusCode, 404)
    assert.equal((await browser.get(`${draft}/recu`)).statusCode, 404)
    await browser.post(`${draft}/place`, PLACE)
    assert.equal(
      (await browser.get(`/demarches/depot-sauvage/demande/${draftId(draft)}/place`)).statusCode,
      404,
    )
  })

  test('the address search answers an empty list when it is off, or asked nonsense', async () => {
    const browser = parvis.browser()
    for (const query of [
      '?q=12 rue de la paix&commune=69029',
      '?q=',
      '?q=ab',
      '?commune=x',
      '/inverse?lat=45.7&long=4.9',
      '/inverse?lat=x&long=',
      '/inverse',
    ])
      assert.deepEqual((await browser.get(`/adresses${query.replaceAll(' ', '%20')}`)).json(), [], query)
  })
})
