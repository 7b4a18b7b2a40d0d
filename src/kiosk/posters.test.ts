// Sheets for the notice board: each bears a square that opens the very thing, once one has signed in where that is needed; and an urgent
// content read and acknowledged at a kiosk, a questionnaire answered there.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { ownAudience } from '#audiences'
import { system } from '#platform/actor.ts'
import { qrCode } from '#platform/ui/qr-code.ts'
import { renderHtml } from '#platform/html.ts'
import { asTyped, beginContent, publish, writtenContent } from '#publishing'
import { makeSurvey } from '#surveys'
import { publishVacancy } from '#vacancies'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const [KEEPER, BRON, MIONS] = [
  'admin.bron@parvis.example',
  'agent.bron@parvis.example',
  'agent.mions@parvis.example',
]

describe('what stands on the notice board', () => {
  let parvis: TestApp
  let agent: TestBrowser
  let brief = 0
  let offer = 0
  let survey = 0
  let authorityId = 0
  before(async () => {
    parvis = await createTestApp()
    agent = await parvis.signedInAs(BRON)
    const actor = await parvis.actor(KEEPER)
    const unitId = actor.memberships[0]?.unitId ?? 0
    authorityId = actor.memberships[0]?.authorityId ?? 0
    const audienceId = (await parvis.db.read(system, (tx) => ownAudience(tx, authorityId))) ?? 0
    await parvis.db.write(actor, async (tx) => {
      const { typeVersion, fields } = await asTyped(tx, 'brief', { text: 'Le texte.' })
      const text = {
        typeVersion,
        fields,
        title: 'Gel jeudi',
        summary: 'Votre tour de garde.',
        theme: '',
        about: [],
      }
      brief = await beginContent(tx, { authorityId, unitId, type: 'brief' }, text)
      await publish(tx, brief, (await writtenContent(tx, brief))?.version ?? 0, {
        ...{ audienceId, startsAt: new Date(tx.now.getTime() - 3_600_000), endsAt: null },
        ...{ isSilent: false, urgency: 'urgent', reviewOn: '2030-01-01' },
      })
      offer = await publishVacancy(tx, {
        ...{
          unitId,
          audienceId,
          title: 'Chef d’équipe propreté',
          category: 'C',
          branch: 'technical',
          position: '',
          place: 'Bron',
        },
        ...{
          description: 'Vous organisez la tournée du matin.',
          apply: 'Une lettre.',
          form: null,
          endsOn: '2026-12-05',
        },
      })
      survey = await makeSurvey(tx, {
        ...{
          title: 'Au travail',
          wave: 'Automne',
          questions: 'Satisfait ? (note)',
          crossed: '',
          afterId: null,
        },
        ...{ audience: String(audienceId), opensOn: '2026-11-01', closesOn: '2026-12-05' },
      })
    })
  })
  after(() => parvis.close())

  test('bears a square that opens the thing itself, after signing in, and comes back to it', async () => {
    for (const [sheet, address, lands, said] of [
      [
        `/contenus/${brief}/lire/affichette`,
        `/affiche/${brief}`,
        `/contenus/${brief}/gel-jeudi`,
        /Gel jeudi[^]*Votre tour de garde/,
      ],
      [
        `/intranet/emplois/${offer}/affichette`,
        `/intranet/emplois/${offer}`,
        null,
        /Chef d’équipe propreté[^]*Catégorie C/,
      ],
      [
        `/intranet/questionnaires/${survey}/affichette`,
        `/intranet/questionnaires/${survey}`,
        null,
        /Au travail[^]*sans son nom/,
      ],
    ] as const) {
      const { body } = await agent.get(sheet)
      assert.match(body, said)
      const drawn =
        /<path d="[^"]+"/.exec(renderHtml(qrCode(`${parvis.config.publicUrl}${address}`, 'x')))?.[0] ?? ''
      assert.ok(body.includes(drawn), sheet)
      const stranger = parvis.browser()
      const asked = await stranger.get(address)
      assert.equal(asked.headers.location, `/connexion?suite=${encodeURIComponent(address)}`)
      const opened = await agent.get(address)
      if (lands === null) assert.equal(opened.statusCode, 200)
      else assert.equal(opened.headers.location, lands)
      // Not for them: nothing is told of it.
      const other = await parvis.signedInAs(MIONS)
      assert.equal((await other.get(address)).statusCode, 404)
      assert.equal((await other.get(sheet)).statusCode, 404)
    }
    assert.match((await agent.get(`/contenus/${brief}/lire`)).body, /Affichette/)
    assert.doesNotMatch((await parvis.browser().get('/contenus')).body, /Affichette/)
  })

  test('is read at a kiosk too: acknowledged in one act, answered without a name', async () => {
    const keeper = await parvis.signedInAs(KEEPER)
    const made = await keeper.post('/administration/bornes/nouvelle', {
      place: 'Dépôt',
      authority: String(authorityId),
    })
    const code = /data-text="([0-9A-Z-]{19})"/.exec(made.body)?.[1] ?? assert.fail(made.body)
    const device = parvis.browser()
    await device.post('/kiosque/ouvrir', { code })
    await agent.post('/compte/borne', { code: '802917', encore: '802917' })
    const { personId } = await parvis.actor(BRON)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ badge: string }>`select badge from kiosk.access where person_id = ${personId}`.execute(tx.q),
    )
    assert.equal(
      (await device.post('/kiosque/entrer', { numero: rows[0]?.badge ?? '', code: '802917' })).statusCode,
      303,
    )
    const home = (await device.get('/kiosque')).body
    assert.match(home, /class="first"[^]*Gel jeudi/)
    // What a tile counts is what its page lists: the urgent one is counted once.
    const listed = (await device.get('/kiosque/a-lire')).body.match(/href="\/kiosque\/a-lire\/\d+"/g) ?? []
    assert.ok(listed.length > 0)
    assert.equal(/À lire<small>(\d+)\u00a0page/.exec(home)?.[1], `${listed.length}`)
    assert.match((await device.get(`/kiosque/a-lire/${brief}`)).body, /J’ai lu/)
    assert.equal((await device.post(`/kiosque/a-lire/${brief}`, {})).statusCode, 303)
    assert.match((await device.get(`/kiosque/a-lire/${brief}`)).body, /Vous avez dit l’avoir lu/)
    assert.doesNotMatch((await device.get('/kiosque')).body, /Gel jeudi/)
    assert.match((await device.get('/kiosque/semaine')).body, /Gel jeudi/)
    assert.match((await device.get(`/kiosque/emplois/${offer}`)).body, /Pour postuler/)
    const wrong = await device.post(`/kiosque/questionnaires/${survey}`, {})
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /Choisissez une note[^]*Terminer/)
    assert.match(
      (await device.post(`/kiosque/questionnaires/${survey}`, { q1: '4' })).body,
      /Vos réponses sont parties/,
    )
    assert.match((await device.get(`/kiosque/questionnaires/${survey}`)).body, /Vous avez répondu/)
  })
})
