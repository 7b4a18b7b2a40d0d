// A mandate of collaborator is proposed, and accepted by whoever it is proposed to alone, with two proofs.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { system } from '#platform/actor.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { boxes, collaborate } from '#test/mandates.ts'

const HERE = '/compte/collaborateurs'
const MAYOR = 'maire.bron@parvis.example'
const [CABINET, SECRETARY] = ['cabinet.bron@parvis.example', 'secretariat.bron@parvis.example']
const RESIDENT = 'habitante@parvis.example'
const YEAR = { from: '2026-11-23', until: '2027-10-31' }

describe('proposals to collaborators', () => {
  let parvis: TestApp
  let owner: pg.Client
  let mayor: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
    await collaborate(parvis, { member: MAYOR, collaborator: CABINET, ...YEAR })
    mayor = await parvis.signedInAs(MAYOR)
  })
  after(async () => {
    await owner.end()
    await parvis.close()
  })

  const idOf = async (email: string): Promise<number> => (await parvis.actor(email)).personId ?? 0
  const typed = (more: Record<string, string> = {}) => ({
    ...{ name: 'Jeanne Essai', email: 'jeanne@mairie.example', capacity: 'secretariat' },
    ...boxes('debut', YEAR.from),
    ...boxes('fin', YEAR.until),
    ...more,
  })

  test('bad proposals are refused beside their field, with what was typed', async () => {
    const refused = async (more: Record<string, string>, reason: RegExp) => {
      parvis.advance({ minutes: 16 })
      const browser = await parvis.signedInAs(MAYOR)
      const { statusCode, body } = await browser.post(`${HERE}/nouveau`, typed(more))
      assert.equal(statusCode, 422, String(reason))
      assert.match(body, reason)
      assert.match(body, /value="Jeanne Essai"/)
    }
    await refused({ email: MAYOR }, /votre propre adresse/)
    await refused({ email: 'jeanne' }, /adresse e-mail/)
    await refused(
      { email: CABINET.toUpperCase() },
      /a déjà ce mandat, ou votre proposition, du lundi 23\s+novembre 2026/,
    )
    await refused(boxes('debut', '2026-11-22'), /aujourd’hui, ou un jour à venir/)
    await refused(boxes('fin', '2026-11-22'), /à partir du premier/)
    await refused(boxes('fin', '2027-11-24'), /un an après au plus/)
    await refused({ ...boxes('fin', '2027-02-01'), 'fin-jour': '31' }, /à partir du premier/)
    await refused({ capacity: 'maire' }, /en quelle qualité/)
    const { statusCode, body } = await (await parvis.signedInAs(RESIDENT)).post(`${HERE}/nouveau`, typed())
    assert.equal(statusCode, 403)
    assert.match(body, /pas de mandat électif en cours/)
  })

  test('a collaborator needs two factors before they accept, and anybody else’s proposal is not theirs', async () => {
    await owner.query('delete from accounts.totp where person_id = $1', [await idOf(SECRETARY)])
    parvis.advance({ minutes: 16 })
    mayor = await parvis.signedInAs(MAYOR)
    assert.equal((await mayor.post(`${HERE}/nouveau`, typed({ email: SECRETARY }))).statusCode, 303)
    const list = (await mayor.get(HERE)).body
    assert.match(
      list,
      /N’a pas encore répondu[^]*Jeanne Essai[^]*Secrétariat, du 23\s+nov\. 2026 au 31\s+oct\. 2027/,
    )
    const secretary = await parvis.signedInAs(SECRETARY)
    assert.match((await secretary.get('/compte')).body, /On vous propose un mandat&nbsp;: Hélène Saunier/)
    const at = /\/compte\/collaborateurs\/\d+\/reponse/.exec((await secretary.get(HERE)).body)?.[0] ?? ''
    const bare = await secretary.post(at, { choix: 'accepter' })
    assert.equal(bare.headers.location, '/compte/securite')
    assert.match((await secretary.get('/compte/securite')).body, /Ajoutez d’abord une seconde preuve/)
    for (const stranger of [RESIDENT, CABINET, MAYOR])
      assert.equal(
        (await (await parvis.signedInAs(stranger)).post(at, { choix: 'accepter' })).statusCode,
        404,
      )
    assert.equal((await secretary.post(at, { choix: 'refuser' })).statusCode, 303)
    assert.equal((await secretary.post(at, { choix: 'accepter' })).statusCode, 404, 'answered once')
    await parvis.runJobs()
    assert.match((await mayor.get('/compte/notifications')).body, /refusée/)
  })

  test('whoever has no account opens one by the link of the mail, with two proofs', async () => {
    parvis.advance({ minutes: 16 })
    mayor = await parvis.signedInAs(MAYOR)
    const email = 'nouvelle@mairie.example'
    assert.equal((await mayor.post(`${HERE}/nouveau`, typed({ email }))).statusCode, 303)
    await parvis.runJobs()
    const text = await parvis.db.read(system, async (tx) => {
      const [last] = await keptMails(tx, { to: email })
      return (await keptMail(tx, last?.id ?? ''))?.text ?? ''
    })
    assert.match(
      text,
      /Hélène Saunier[^]*secrétariat[^]*du lundi 23\s+novembre 2026 au dimanche 31\s+octobre 2027/,
    )
    const jeton = /jeton=([\w-]+)/.exec(text)?.[1] ?? ''
    const guest = parvis.browser()
    const page = (await guest.get(`/invitation?jeton=${jeton}`)).body
    assert.match(
      page,
      /Hélène Saunier<\/b> vous demande d’agir en son nom \(secrétariat\)[^]*value="Jeanne Essai"/,
    )
    const answer = { jeton, name: 'Jeanne Essai', password: 'un-mot-de-passe-long-2026' }
    assert.match(String((await guest.post('/invitation', answer)).headers.location), /^\/connexion\/activer/)
    assert.equal((await guest.get('/compte')).statusCode, 303, 'half a session is nobody')
    await parvis.runJobs()
    assert.match((await mayor.get(HERE)).body, /En cours<[^]*Jeanne Essai/)
    assert.match((await mayor.get('/compte/notifications')).body, /peut agir pour/)
    const gone = 'partie@mairie.example'
    assert.equal((await mayor.post(`${HERE}/nouveau`, typed({ email: gone }))).statusCode, 303)
    await parvis.runJobs()
    const waiting = /proches\/(\d+)\/fin">(?:(?!<form)[^])*Annuler la proposition/.exec(
      (await mayor.get(HERE)).body,
    )?.[1]
    assert.equal((await mayor.post(`/compte/proches/${waiting}/fin`, {})).headers.location, HERE)
    const late = await parvis.db.read(system, async (tx) => {
      const [last] = await keptMails(tx, { to: gone })
      return /jeton=([\w-]+)/.exec((await keptMail(tx, last?.id ?? ''))?.text ?? '')?.[1]
    })
    assert.equal((await parvis.browser().get(`/invitation?jeton=${late}`)).statusCode, 410, 'taken back')
  })
})
