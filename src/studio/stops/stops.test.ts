// Checks and ends on screen: added, read as a sentence, changed, taken away; where a form stops is seen as it is tried.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { drafts } from '#definitions'
import type { FormDefinition } from '#forms'
import type { Actor } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const AT = '/administration/formulaires/prime-velo'
const LINES = { lien: 'all', 'quoi-1': '', 'valeur-1': '', 'quoi-2': '', 'valeur-2': '' }

const said = (body: string) =>
  body
    .slice(Math.max(0, body.indexOf('<main')))
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&nbsp;', '\u00a0')
    .replace(/&#39;/g, '’')
    .replace(/\s+/g, ' ')
const hidden = (body: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''

describe('checks and ends in the studio', () => {
  let parvis: TestApp
  let odile: TestBrowser
  let editor: Actor
  before(async () => {
    parvis = await createTestApp()
    odile = await parvis.signedInAs('admin@parvis.example')
    editor = await parvis.actor('admin@parvis.example')
  })
  after(() => parvis.close())

  async function fill(at: string, values: Record<string, string>) {
    const { body } = await odile.get(at)
    const asked = { ...values, version: hidden(body, 'version'), lu: hidden(body, 'lu') }
    const first = await odile.post(at, asked)
    const essai = hidden(first.body, 'essai')
    return {
      trial: said(first.body),
      reply: essai === '' ? first : await odile.post(at, { ...asked, essai }),
    }
  }
  const page = async (id: string) => {
    const row = (await parvis.db.read(editor, drafts)).find(
      (one) => one.kind === 'form' && one.id === 'prime-velo',
    )
    const { pages } = (row?.body ?? assert.fail('no draft')) as unknown as FormDefinition
    return pages.find((one) => one.id === id) ?? assert.fail(id)
  }

  test('they stand under the questions of their page, as sentences', async () => {
    const list = said((await odile.get(AT)).body)
    assert.match(
      list,
      /Refusée si « Quel jour l’avez-vous acheté \? » remonte à 6 mois au moins : L’achat date de plus de six mois/,
    )
    assert.match(
      list,
      /Le formulaire s’arrête ici si la condition « Ressources au-dessus du plafond » est remplie : Vos ressources dépassent le plafond/,
    )
    assert.match(list, /Rien ne bloque la publication/)
  })

  test('a check is added beside a question of its page, changed, taken away', async () => {
    const at = `${AT}/pages/bike/verifications`
    const empty = await fill(`${at}/nouveau`, { ...LINES, message: '', question: 'price' })
    assert.match(empty.trial, /Écrivez ce texte/)
    const none = await fill(`${at}/nouveau`, { ...LINES, message: 'Trop cher.', question: 'price' })
    assert.match(none.trial, /Dites au moins une chose/)
    const elsewhere = await fill(`${at}/nouveau`, {
      ...LINES,
      message: 'Trop cher.',
      question: 'tax_income',
      'quoi-1': 'answered:price',
    })
    assert.match(elsewhere.trial, /Choisissez une question de cette page/)
    const made = await fill(`${at}/nouveau`, {
      ...LINES,
      ...{ message: 'Ce prix dépasse ce que la prime permet.', question: 'price' },
      ...{ 'quoi-1': 'atLeast:price', 'valeur-1': '9000' },
    })
    assert.match(made.trial, /La page est refusée si « Combien l’avez-vous payé \? » vaut au moins 9 000/)
    assert.equal(made.reply.headers.location, `${AT}#element-bike`)
    const id = 'ce_prix_depasse_ce_que_la_prime_permet'
    assert.deepEqual((await page('bike')).checks?.at(-1), {
      ...{ id, message: 'Ce prix dépasse ce que la prime permet.', at: 'price' },
      when: { op: 'atLeast', of: 'price', value: 9000 },
    })
    await fill(`${at}/${id}/changer`, {
      ...LINES,
      ...{ message: 'Ce prix est trop haut.', question: 'price' },
      ...{ 'quoi-1': 'atLeast:price', 'valeur-1': '8000' },
    })
    assert.equal((await page('bike')).checks?.at(-1)?.message, 'Ce prix est trop haut.')
    assert.equal((await fill(`${at}/${id}/retirer`, {})).reply.statusCode, 303)
    assert.deepEqual(
      (await page('bike')).checks?.map((one) => one.id),
      ['too_late'],
    )
    assert.equal((await odile.get(`${at}/rien/changer`)).statusCode, 404)
  })

  test('an end is changed, and what it would shut is told before it is published', async () => {
    const at = `${AT}/pages/means/arrets`
    const words = { titre: 'Plus de prime cette année', texte: 'Revenez en janvier.' }
    const shut = await fill(`${at}/nouveau`, { ...LINES, ...words, 'quoi-1': 'answered:tax_income' })
    assert.match(
      shut.trial,
      /Le formulaire s’arrête après cette page si « Quel est votre revenu .* » a une réponse/,
    )
    const list = said((await odile.get(AT)).body)
    assert.match(list, /s’arrête ici si « Quel est .* a une réponse : Plus de prime cette année/)
    await fill(`${at}/plus_de_prime_cette_annee/retirer`, {})
    assert.deepEqual(
      (await page('means')).ends?.map(({ id }) => id),
      ['above'],
    )
    await fill(`${at}/above/retirer`, {})
    assert.equal((await page('means')).ends, undefined)
    assert.doesNotMatch(said((await odile.get(`${AT}/conditions`)).body), /le formulaire s’arrête/)
    await fill(`${at}/nouveau`, { ...LINES, ...words, 'quoi-1': 'named:above' })
    assert.deepEqual((await page('means')).ends, [
      {
        ...{ id: 'plus_de_prime_cette_annee', when: { op: 'named', name: 'above' } },
        ...{ title: words.titre, text: words.texte },
      },
    ])
  })

  test('as it is tried, it stops where it would', async () => {
    const { body } = await odile.post(`${AT}/apercu`, { etape: 'means', tax_income: '90000', parts: '2' })
    assert.match(said(body), /Plus de prime cette année Revenez en janvier\. Rien n’est envoyé/)
    const on = await odile.post(`${AT}/apercu`, { etape: 'means', tax_income: '30000', parts: '2' })
    assert.match(said(on.body), /Page 3 sur 4 Le vélo/)
  })
})
