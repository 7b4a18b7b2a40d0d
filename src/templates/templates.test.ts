// Reply templates on screen: tried with invented values and on a request, judged beside the acts that send them, kept from imports.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { loadDefinitions } from '#services'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const HERE = '/administration/modeles'

describe('reply templates on screen', () => {
  let parvis: TestApp
  let metropolis: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    metropolis = await parvis.signedInAs('admin@parvis.example')
  })
  after(() => parvis.close())

  const said = (body: string) =>
    body
      .slice(body.indexOf('<main'))
      .replace(/<(select|fieldset|textarea)[^]*?<\/\1>/g, '')
      .replace(/<[^>]+>|&nbsp;/g, ' ')
      .replace(/\s+/g, ' ')
  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  const typed = (more: Record<string, string> = {}) => ({
    ...{ titre: 'Trou sous surveillance', pour: 'territoire', acte: 'reply', fait: 'non', demande: '' },
    texte: 'Bonjour {nom},\n\nNous surveillons ce trou ({lieu}) : {{ce qui a été vu}}.\n\n{votre nom}',
    ...more,
  })
  async function tried(at: string, values: Record<string, string>) {
    const version = hidden((await metropolis.get(at)).body, 'version')
    const first = await metropolis.post(at, { ...values, version })
    const essai = hidden(first.body, 'essai')
    return { first, apply: () => metropolis.post(at, { ...values, version, essai }) }
  }
  const idOf = async (title: string) =>
    (
      await parvis.db.read(system, (tx) =>
        sql<{
          id: string
          text: string
        }>`select id, text from services.reply_template where title = ${title} and not withdrawn`.execute(
          tx.q,
        ),
      )
    ).rows[0]

  test('one is read with invented values before it is kept, and the agents have it then', async () => {
    const { first, apply } = await tried(`${HERE}/nouveau`, typed())
    assert.match(said(first.body), /Bonjour Camille Durand, Nous surveillons ce trou \(12 rue des Lilas\)/)
    assert.match(said(first.body), /1 place à remplir par l’agent avant l’envoi : \{ce qui a été vu\}/)
    assert.equal(await idOf('Trou sous surveillance'), undefined)
    assert.equal((await apply()).statusCode, 303)
    assert.match(
      (await idOf('Trou sous surveillance'))?.text ?? '',
      /^Bonjour \{name\},[^]*\{place\}[^]*\{\{ce qui a été vu\}\}[^]*\{agent\}$/,
    )
    assert.match(said((await metropolis.get(`${HERE}?q=surveill`)).body), /Trou sous surveillance/)
  })

  test('what an act sends by itself leaves no place to fill, and is not taken away', async () => {
    const at = `${HERE}/close-sans-reponse`
    assert.match(said((await metropolis.get(at)).body), /Envoyé de lui-même par/)
    const version = hidden((await metropolis.get(at)).body, 'version')
    const hole = await metropolis.post(at, { ...typed({ titre: 'Demande close', acte: '' }), version })
    assert.equal(hole.statusCode, 422)
    assert.match(said(hole.body), /sans que personne puisse remplir \{\{ce qui a été vu\}\}/)
    const gone = await metropolis.post(`${at}/retirer`, { version })
    assert.equal(gone.statusCode, 422)
    assert.match(said(gone.body), /ce modèle ne se retire pas/)
  })

  test('a brace without its fellow is refused, for the resident would read it', async () => {
    for (const texte of [
      'Bonjour { }',
      'Bonjour {{ }}',
      'Bonjour {nom',
      'Bonjour {nom}, {{la raison}',
      'Bonjour nom}}.',
    ]) {
      const reply = await metropolis.post(`${HERE}/nouveau`, typed({ texte }))
      assert.equal(reply.statusCode, 422, texte)
      assert.match(reply.body, /id="texte-erreur"[^]*Une accolade est seule/)
    }
  })

  test('a title that is the name of an act is refused beside it', async () => {
    const reply = await metropolis.post(`${HERE}/nouveau`, typed({ titre: 'Transmettre' }))
    assert.equal(reply.statusCode, 422)
    assert.match(said(reply.body), /Son titre est le nom de l’action/)
  })

  test('it is tried on a request for whoever may read it', async () => {
    const { ref } = await parvis.makeRequest({ commune: '69283', name: 'Zoé Lavigne' })
    const foreign = await metropolis.post(`${HERE}/nouveau`, typed({ demande: ref }))
    assert.match(said(foreign.body), /n’est pas à votre portée/)
    assert.doesNotMatch(foreign.body, /Lavigne/)
    await parvis.db.write(system, (tx) =>
      sql`insert into accounts.membership (person_id, unit_id, role, valid_from)
        select p.id, u.id, 'manager', '2020-01-01' from accounts.person p, territory.unit u
        where p.email = 'admin@parvis.example' and u.name = 'Voirie Est'`.execute(tx.q),
    )
    const reader = await parvis.signedInAs('admin@parvis.example')
    assert.match(
      said((await reader.post(`${HERE}/nouveau`, typed({ demande: ref }))).body),
      /Bonjour Zoé Lavigne/,
    )
  })

  test('two administrators: both texts; files leave what was changed, and say so; what is taken away stays away', async () => {
    const at = `${HERE}/trou-rebouche`
    const slow = await tried(at, typed({ titre: 'Trou rebouché', texte: 'Bonjour {nom}, c’est fait.' }))
    const quick = await tried(at, typed({ titre: 'Trou rebouché', texte: 'Bonjour {nom}, c’est rebouché.' }))
    assert.equal((await quick.apply()).statusCode, 303)
    const late = await slow.apply()
    assert.equal(late.statusCode, 409)
    assert.match(said(late.body), /c’est rebouché\..*c’est fait\./)
    const version = hidden((await metropolis.get(`${HERE}/lumiere-retablie/retirer`)).body, 'version')
    assert.equal((await metropolis.post(`${HERE}/lumiere-retablie/retirer`, { version })).statusCode, 303)
    const load = await parvis.db.write(system, (tx) => loadDefinitions(tx, 'definitions', parvis.house))
    assert.deepEqual(load.problems, [])
    assert.ok(load.left.some((sentence) => sentence.includes('trou-rebouche')))
    assert.match((await idOf('Trou rebouché'))?.text ?? '', /c’est rebouché/)
    assert.equal(await idOf('Lumière rétablie'), undefined)
  })

  test('a commune writes its own beside the territory’s, and its agents alone are offered it', async () => {
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    const list = said((await bron.get(HERE)).body)
    assert.match(list, /Close sans réponse Partir de celui-ci Tout le territoire/)
    const begun = await bron.get(`${HERE}/nouveau?modele=close-sans-reponse`)
    assert.match(begun.body, /value="Close sans réponse"/)
    assert.equal((await bron.post(`${HERE}/nouveau`, typed({ pour: 'territoire' }))).statusCode, 422)
    const own = typed({ pour: 'bron', titre: 'Trou suivi à Bron' })
    const essai = hidden((await bron.post(`${HERE}/nouveau`, own)).body, 'essai')
    assert.equal((await bron.post(`${HERE}/nouveau`, { ...own, essai })).statusCode, 303)
    const offered = async (email: string, commune: string) => {
      const { ref } = await parvis.makeRequest({ service: 'question-a-votre-mairie', commune })
      const agent = await parvis.signedInAs(email)
      await agent.post(`/agents/demandes/${ref}/actions/take`, {})
      return (await agent.get(`/agents/demandes/${ref}`)).body.includes('Trou suivi à Bron')
    }
    assert.equal(await offered('agent.bron@parvis.example', '69029'), true)
    assert.equal(await offered('agent.mions@parvis.example', '69283'), false)
    const id = (await idOf('Trou suivi à Bron'))?.id
    assert.equal((await bron.get(`${HERE}/${id}`)).statusCode, 200)
    const mions = await parvis.actor('admin.bron@parvis.example')
    const taken = parvis.db.write(mions, (tx) =>
      sql`insert into services.reply_template (id, title, text, authority_id)
        select 'pris', 'Pris', 'Pris', id from territory.authority where slug = 'mions'`.execute(tx.q),
    )
    await assert.rejects(taken, /row-level security/)
  })

  test('nobody else writes one, by either wall', async () => {
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    assert.equal((await bron.get(`${HERE}/trou-rebouche`)).statusCode, 404)
    const actor = await parvis.actor('admin.bron@parvis.example')
    const written = await parvis.db
      .write(actor, (tx) =>
        sql`update services.reply_template set title = 'À nous' where authority_id is null`.execute(tx.q),
      )
      .then(({ numAffectedRows }) => Number(numAffectedRows), String)
    assert.equal(written, 0)
  })
})
