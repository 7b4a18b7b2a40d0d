// A page refused by its checks, and a form that stops before its end: said in the author’s words, nothing sent, nothing lost; the desk
// sees the same.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { live, publishAll } from '#definitions'
import { FORM } from '#forms'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const SERVICE = 'signaler-un-nid-de-poule'
const PLACE = { 'place-commune': '69283', 'place-adresse': '12, rue de la République', place_kind: 'street' }
const CONTACT = { name: 'Lucette Morandat', email: 'l.morandat@courriel.example', phone: '' }
const PROBLEM = { size: 'medium', danger: ['deep'], details: '' }

describe('a form that refuses, and stops', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
    await parvis.db.write(system, async (tx) => {
      const form =
        (await live(tx, FORM)).find(({ id }) => id === 'nid-de-poule')?.body ?? assert.fail('no form')
      const body = {
        ...form,
        conditions: [{ id: 'tiny', name: 'Presque rien', when: { op: 'is', of: 'size', value: 'small' } }],
        pages: form.pages.map((page) =>
          page.id === 'problem'
            ? {
                ...page,
                checks: [
                  {
                    ...{ id: 'deep', at: 'size', message: 'Un grand trou dit son danger : cochez-le.' },
                    when: {
                      op: 'all',
                      conditions: [
                        { op: 'is', of: 'size', value: 'large' },
                        { op: 'not', condition: { op: 'answered', of: 'danger' } },
                      ],
                    },
                  },
                ],
                ends: [
                  {
                    ...{ id: 'tiny', when: { op: 'named', name: 'tiny' }, title: 'Ce trou est suivi déjà' },
                    text: 'Voyez [les travaux](/demarches).',
                  },
                ],
              }
            : page,
        ),
      }
      const said = await publishAll(tx, parvis.house, [
        { kind: FORM, id: 'nid-de-poule', body: body as never },
      ])
      assert.deepEqual('refused' in said ? said.refused : [], [])
    })
  })
  after(() => parvis.close())

  const plain = (text: string) => text.replace(/&nbsp;|[\u00a0\u202f]/g, ' ').replace(/&#39;/g, '’')
  async function begun(browser: TestBrowser): Promise<string> {
    const { headers } = await browser.get(`/demarches/${SERVICE}/demande`)
    const at = /^(.*)\/[^/]+$/.exec(String(headers.location))?.[1] ?? assert.fail('no draft')
    assert.equal((await browser.post(`${at}/place`, PLACE)).headers.location, `${at}/problem`)
    return at
  }
  const sent = () =>
    parvis.db.read(system, (tx) => tx.q.selectFrom('requests.request').select(['id', 'answers']).execute())

  test('a check is told in the summary, with the way to its question; what was typed stays', async () => {
    const browser = parvis.browser()
    const at = await begun(browser)
    const { danger: _, ...none } = PROBLEM
    const refused = await browser.post(`${at}/problem`, { ...none, size: 'large' })
    assert.equal(refused.statusCode, 422)
    assert.match(plain(refused.body), /<a href="#size">Un grand trou dit son danger : cochez-le\.<\/a>/)
    assert.match(refused.body, /value="large" checked/)
    assert.equal((await browser.get(`${at}/verifier`)).headers.location, `${at}/problem`)
    const mended = await browser.post(`${at}/problem`, { ...PROBLEM, size: 'large' })
    assert.equal(mended.headers.location, `${at}/contact`)
  })

  test('where it stops, what to do is said; nothing is sent, the draft is kept and may be changed', async () => {
    const before = (await sent()).length
    const browser = parvis.browser()
    const at = await begun(browser)
    const stopped = await browser.post(`${at}/problem`, { ...PROBLEM, size: 'small' })
    assert.equal(stopped.headers.location, `${at}/verifier`)
    const end = await browser.get(`${at}/verifier`)
    assert.equal(end.statusCode, 200)
    assert.match(
      plain(end.body),
      /<h1>.*Ce trou est suivi déjà<\/h1>.*<a href="\/demarches">les travaux<\/a>.*Rien n’est envoyé\. Vos réponses sont gardées/s,
    )
    assert.doesNotMatch(end.body, /Envoyer ma demande/)
    assert.equal((await browser.get(`${at}/contact`)).headers.location, `${at}/reprendre`)
    assert.equal((await browser.post(`${at}/envoyer`, {})).headers.location, `${at}/verifier`)
    assert.equal((await sent()).length, before)
    assert.equal((await browser.post(`${at}/problem`, PROBLEM)).headers.location, `${at}/contact`)
    assert.equal((await browser.post(`${at}/contact`, CONTACT)).headers.location, `${at}/verifier`)
    assert.equal((await browser.post(`${at}/envoyer`, {})).headers.location, `${at}/recu`)
    assert.equal((await sent()).length, before + 1)
  })

  test('the desk reads the same: the notice beside its questions, and nothing is entered', async () => {
    const before = (await sent()).length
    const agent = await parvis.signedInAs('accueil@parvis.example')
    const at = `/agents/saisir/${SERVICE}`
    const page = await agent.get(at)
    assert.match(
      page.body,
      /<div role="status" data-condition="[^"]*size[^"]*" hidden>.*Ce trou est suivi déjà/s,
    )
    const typed = { canal: 'phone', brouillon: crypto.randomUUID(), ...PLACE, ...PROBLEM }
    const stopped = await agent.post(at, { ...typed, size: 'small' })
    assert.equal(stopped.statusCode, 422)
    assert.match(
      plain(stopped.body),
      /Ce trou est suivi déjà : le formulaire s’arrête ici, rien n’est envoyé\./,
    )
    assert.match(stopped.body, /<div role="status" data-condition="[^"]*size[^"]*">.*Ce trou est suivi déjà/s)
    assert.equal((await sent()).length, before)
    assert.equal((await agent.post(at, typed)).statusCode, 303)
    assert.equal((await sent()).length, before + 1)
  })
})
