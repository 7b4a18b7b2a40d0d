// What is counted and told of rules of competence: what agents hand elsewhere, what they correct, whose unit has nobody.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { act } from '#requests'
import { territory } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const HERE = '/administration/competences'

describe('rules of competence, as life shows them', () => {
  let parvis: TestApp
  let metropolis: TestBrowser
  let bron: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    metropolis = await parvis.signedInAs('admin@parvis.example')
    bron = await parvis.signedInAs('admin.bron@parvis.example')
  })
  after(() => parvis.close())

  const rows = async (where: string) =>
    (
      await parvis.db.read(system, (tx) =>
        sql
          .raw<{ id: string; function: string; from: string; to: string | null; edited: boolean }>(
            `select id, function, valid_from as from, valid_to as to, edited_at is not null as edited
             from services.competence where ${where} and not withdrawn order by valid_from, id`,
          )
          .execute(tx.q),
      )
    ).rows
  /** What a page says, for messages that a person can read. */
  const said = (body: string) =>
    body
      .slice(body.indexOf('<main'))
      .replace(/<select[^]*?<\/select>/g, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/&nbsp;/g, ' ')
      .replace(/\s+/g, ' ')
  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''

  /** What a form shows of what it would do, then does. */
  async function tried(browser: TestBrowser, at: string, values: Record<string, string>) {
    const version = hidden((await browser.get(at)).body, 'version')
    const first = await browser.post(at, { ...values, version })
    const essai = hidden(first.body, 'essai')
    return { first, apply: () => browser.post(at, { ...values, version, essai }) }
  }

  test('what agents hand elsewhere is counted on the row that had named them', async () => {
    const { ref } = await parvis.makeRequest({ commune: '69283' })
    const at = `${HERE}/sujets/nid-de-poule`
    assert.doesNotMatch(said((await metropolis.get(at)).body), /corrigée/)
    const agent = await parvis.actor('voirie@parvis.example')
    await parvis.db.write(agent, async (tx) => {
      const place = await territory(tx)
      const target = place
        .unitsOf(place.authorityByCode('69283')?.id ?? 0)
        .find(({ functions }) => functions.includes('town-hall'))
      await act(
        tx,
        ref,
        'hand_over',
        { targetUnitId: target?.id ?? 0, reason: 'Parc', explanation: 'c’est un parc.' },
        'agent',
      )
    })
    assert.match(said((await metropolis.get(at)).body), /1 corrigée/)
    const own = said((await bron.get(at)).body)
    assert.doesNotMatch(own, /corrigée/, 'the work of Mions is not told to Bron')
    assert.match(own, /Vos demandes en un an/)
    const [rule] = await rows(`category = 'nid-de-poule' and commune is null and place_kind is null`)
    assert.match(
      said((await metropolis.get(`${HERE}/regles/${rule?.id}`)).body),
      /1 corrigée : 1 mauvais service destinataire[^]*Mions/,
    )
  })

  test('a service that agents correct is counted on the rule that had sent the request, once, while it is not corrected back', async () => {
    const { ref } = await parvis.makeRequest({ service: 'trottoir-degrade', commune: '69283' })
    const count = async (subject: string, who = metropolis) =>
      said((await who.get(`${HERE}/sujets/${subject}`)).body)
    const correct = async (to: string) => {
      const agent = await parvis.signedInAs('voirie@parvis.example')
      const { apply } = await tried(agent, `/agents/demandes/${ref}/demarche`, { demarche: to, note: '' })
      assert.equal((await apply()).statusCode, 303)
    }
    assert.doesNotMatch(await count('trottoir'), /corrigée/)
    await correct('signaler-un-nid-de-poule')
    const [rule] = await rows(`category = 'trottoir' and commune is null and place_kind is null`)
    assert.match(await count('trottoir'), /1 corrigée : 1 mauvaise démarche/)
    assert.doesNotMatch(await count('trottoir', bron), /corrigée/)
    assert.match(
      said((await metropolis.get(`${HERE}/regles/${rule?.id}`)).body),
      /La démarche « Signaler un nid-de-poule/,
    )
    assert.doesNotMatch(await count('nid-de-poule'), /mauvaise démarche/)
    await correct('trottoir-degrade')
    assert.doesNotMatch(await count('trottoir'), /corrigée/)
  })

  test('a rule whose unit has nobody is told once a day, and its request is with somebody', async () => {
    const told = async () =>
      (
        await parvis.db.read(system, (tx) =>
          sql<{
            n: number
          }>`select count(*)::integer as n from notices.notice where kind = 'competence.unheard'`.execute(
            tx.q,
          ),
        )
      ).rows[0]?.n
    await parvis.makeRequest({ service: 'tag-ou-affichage-sauvage', commune: '69029', placeKind: 'cemetery' })
    await parvis.makeRequest({ service: 'tag-ou-affichage-sauvage', commune: '69029', placeKind: 'cemetery' })
    await parvis.runJobs()
    assert.equal(await told(), 1)
    const unheard = async (browser: TestBrowser) =>
      said((await browser.get(`${HERE}/sujets/tag`)).body).match(/Personne n’y répond .{1,40}/g)
    assert.match(String(await unheard(metropolis)), /communes/)
    assert.match(String(await unheard(bron)), /répond Bron : l’accueil reçoit/)
  })
})
