// Mails that a town hall words: its residents read its words, others’ do not, and what is owed stays whatever is typed.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { act } from '../act/act.ts'
import type { Sent } from '../send/submit.ts'
import { residentMails } from './mails.ts'

const QUESTION = 'question-a-votre-mairie'
const [BRON, MIONS] = ['69029', '69283']
const screenOf = (name: string) => `/administration/reglages/requests.text_mail_${name}`
const RECEIPT = screenOf('receipt')
const WORDED = `Bron a votre demande {Numéro}

Bonjour {nom},
merci d’avoir écrit à la mairie. {accusé de réception}

{pourquoi ce service}

<b>À bientôt</b>, le {collectivité}`

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')
const said = (page: string) => plain(page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '))

describe('mails worded by town halls', () => {
  let parvis: TestApp
  let bron: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    bron = await parvis.signedInAs('admin.bron@parvis.example')
  })
  after(() => parvis.close())

  const choose = async (at: string, valeur: string) => (await bron.post(at, { valeur })).statusCode

  /** Mails to that address, the oldest first. */
  async function mailed(to: string) {
    await parvis.runJobs()
    return parvis.db.read(system, async (tx) => {
      const all = (await keptMails(tx, { to })).toReversed()
      return Promise.all(all.map(async ({ id }) => (await keptMail(tx, id)) ?? assert.fail('no mail')))
    })
  }
  const asked = (commune: string, email: string): Promise<Sent> =>
    parvis.makeRequest({ service: QUESTION, commune, email })

  test('each stands as the program words it', () => {
    for (const { key, type, otherwise } of residentMails) assert.ok(type.safeParse(otherwise).success, key)
  })

  test('it is read before it is chosen, as its residents will, and nothing is chosen yet', async () => {
    const { statusCode, body } = await bron.post(RECEIPT, { valeur: WORDED, acte: 'essayer' })
    assert.equal(statusCode, 200)
    assert.match(
      said(body.slice(body.indexOf('Comme on le lira'))),
      /Rien n’est encore enregistré\. De : Ville de Bron\..*Bron a votre demande 2026-00042.*Bonjour Camille Durand.*Ce message vaut accusé de réception\..*la Ville de Bron.*Suivre ma demande.*Vous recevez ce message parce que/,
    )
    assert.match(body, /&lt;b&gt;À bientôt/)
    assert.match(said(body), /\{nom\} nom de la personne Camille Durand/)
    const [mail] = await asked(BRON, 'avant@courriel.example').then(() => mailed('avant@courriel.example'))
    assert.match(plain(mail?.subject ?? ''), /^Demande 2026-\d+ enregistrée/)
  })

  test('what could not be sent is refused beside the text, which is kept', async () => {
    for (const [valeur, why] of [
      [WORDED.replace('{nom}', '{nom'), 'Une accolade est seule'],
      [WORDED.replace('{nom}', '{{la raison}}'), 'Une accolade est seule'],
      [WORDED.replace('{nom}', '{prénom}'), '{prénom} n’est remplacé par rien'],
      [WORDED.replace('{nom}', '{solutionDate}'), '{solutionDate} n’est remplacé par rien'],
      [WORDED.replace('{accusé de réception}', ''), 'Gardez {accusé de réception} dans le texte'],
      [`{pourquoi ce service} ${WORDED}`, '{pourquoi ce service} se place dans le texte'],
      [`${'Bron '.repeat(31)}${WORDED}`, 'Écrivez l’objet en 150 caractères au plus'],
      ['', 'Gardez {accusé de réception} dans le texte'],
    ] as const)
      for (const acte of ['choisir', 'essayer']) {
        const { statusCode, body } = await bron.post(RECEIPT, { valeur, acte })
        assert.equal(statusCode, 422, why)
        assert.ok(said(body).includes(why), why)
        assert.ok(plain(body).includes(plain(valeur.split('\n')[0] ?? '')), why)
      }
  })

  test('its residents read it, those of another commune do not; what was written before stays', async () => {
    const before = await mailed('avant@courriel.example')
    assert.equal(await choose(RECEIPT, WORDED), 303)
    await asked(BRON, 'bron@courriel.example')
    await asked(MIONS, 'mions@courriel.example')
    const [mine] = await mailed('bron@courriel.example')
    const [theirs] = await mailed('mions@courriel.example')
    assert.ok(mine && theirs)
    assert.match(mine.subject, /^Bron a votre demande 2026-\d+$/)
    for (const words of [
      'merci d’avoir écrit à la mairie.',
      'Ce message vaut accusé de réception.',
      '<b>À bientôt</b>, la Ville de Bron',
      '/suivi?code=',
      'Numéro de suivi',
    ])
      assert.ok(plain(mine.text).includes(words), `${words}\n${mine.text}`)
    assert.doesNotMatch(mine.text, /[{}]/)
    assert.match(plain(theirs.subject), /^Demande 2026-\d+ enregistrée : /)
    assert.doesNotMatch(theirs.text, /merci d’avoir écrit/)
    assert.deepEqual(await mailed('avant@courriel.example'), before)
    assert.equal((await bron.post(RECEIPT, { acte: 'heriter' })).statusCode, 303)
    await asked(BRON, 'rendu@courriel.example')
    assert.match((await mailed('rendu@courriel.example'))[0]?.subject ?? '', /enregistrée/)
  })

  test('around what an agent writes, which is theirs word for word', async () => {
    const answer = 'La mairie vous répond {numéro}\n\n{message}\n\n{réouverture} Votre mairie.'
    assert.equal(await choose(screenOf('answer'), answer), 303)
    const to = 'reponse@courriel.example'
    const { ref } = await asked(BRON, to)
    const agent = await parvis.actor('agent.bron@parvis.example')
    const doing = (transition: string, message?: string) =>
      parvis.db.write(agent, (tx) =>
        act(tx, ref, transition, message === undefined ? {} : { message }, 'agent'),
      )
    await doing('take')
    await doing('reply', 'Nous regardons.')
    await parvis.runJobs()
    await doing('close', 'Voici la réponse,\nen deux lignes.')
    const mails = await mailed(to)
    assert.ok(mails.some(({ subject }) => plain(subject) === `Demande ${ref} : un message pour vous`))
    const close = mails.find(({ subject }) => subject === `La mairie vous répond ${ref}`)
    assert.match(
      plain(close?.text ?? ''),
      /Voici la réponse,\nen deux lignes\.\n\nSi ce n’est pas résolu, .* la demande est rouverte\. Votre mairie\./,
    )
  })
})
