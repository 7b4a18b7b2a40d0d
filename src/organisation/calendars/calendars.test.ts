// Calendars on screen: hours and closures as people type them; whose they are; a promise made does not move.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { act } from '#requests'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { requestById } from '#test/requests.ts'
import { territory } from '#territory'
import { closureLines, closuresText, hoursLine, hoursText } from './hours.ts'

const CALENDARS = '/administration/organisation/calendriers'

describe('what people type', () => {
  test('hours are read as they are written, and written as they are read', () => {
    const read = (text: string) => hoursLine.safeParse(text)
    for (const text of [
      '8 h 30 à 12 h, 13 h 30 à 17 h',
      '13:30-17:00 et 8h30-12h',
      '08:30–12, 13 h 30 à 17 h',
    ])
      assert.equal(hoursText(read(text).data ?? []), '8 h 30 à 12 h, 13 h 30 à 17 h', text)
    assert.deepEqual(read('').data, [])
    assert.deepEqual(read('0 h à 24 h').data, [['00:00', '24:00']])
    for (const text of ['midi', '12 h à 8 h', '8 h', '8 h 75 à 9 h', '25 h à 26 h'])
      assert.match(String(read(text).error), /Écrivez les heures/, text)
    assert.match(String(read('8 h à 12 h, 11 h à 13 h').error), /se chevauchent/)
  })

  test('closures are a day and its reason, once', () => {
    const read = (text: string) => closureLines.safeParse(text)
    const { data = [] } = read('15/05/2026 Pont\n\n2/1/2026 Inventaire')
    assert.deepEqual(data, [
      { day: '2026-01-02', reason: 'Inventaire' },
      { day: '2026-05-15', reason: 'Pont' },
    ])
    assert.equal(closuresText(data), '02/01/2026 Inventaire\n15/05/2026 Pont')
    assert.match(String(read('01/01/2026 Oui\n31/02/2026 Non').error), /Ligne 2/)
    assert.match(String(read('01/01/2026 Oui\n1/1/2026 Encore').error), /deux fois/)
  })
})

describe('calendars on screen', () => {
  let parvis: TestApp
  let metropolis: TestBrowser
  let bron: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    metropolis = await parvis.signedInAs('admin@parvis.example')
    bron = await parvis.signedInAs('admin.bron@parvis.example')
  })
  after(() => parvis.close())

  const known = async (id: string) =>
    (await parvis.db.read(system, territory)).calendars.find((calendar) => calendar.id === id)
  /** Sent, then sent again as it was shown what it changes; the refusal when it is refused at once. */
  async function confirmed(who: TestBrowser, id: string, values: Record<string, string>) {
    const shown = await who.post(`${CALENDARS}/${id}`, values)
    if (shown.statusCode !== 200) return shown
    assert.match(shown.body, /Ce que cela change/)
    const essai = /name="essai" value="([^"]+)"/.exec(shown.body)?.[1] ?? ''
    return who.post(`${CALENDARS}/${id}`, { ...values, essai })
  }
  const WEEK = { monday: '9 h à 17 h', holidays: 'france' }

  test('an authority makes its own, changes it, and uses those of the metropolis without changing them', async () => {
    const made = await bron.post(`${CALENDARS}/nouveau`, { authority: 'bron', label: 'Médiathèque', ...WEEK })
    assert.equal(made.statusCode, 303, made.body)
    const calendar = await known('mediatheque')
    assert.ok(calendar?.authorityId)
    assert.match(
      (await bron.get(CALENDARS)).body,
      /href="[^"]*mediatheque">Médiathèque<[^]*le lundi de 9\sh à 17\sh[^]*Ville de Bron/,
    )
    assert.doesNotMatch((await bron.get(CALENDARS)).body, /calendriers\/metropole"/)
    assert.equal((await bron.get(`${CALENDARS}/metropole`)).statusCode, 404)
    assert.match((await bron.get(`${CALENDARS}/mediatheque`)).body, /calculés<\/summary>[^]*Noël/)
    const change = (over: Record<string, string>) =>
      confirmed(bron, 'mediatheque', { label: 'Médiathèque', ...WEEK, version: '1', ...over })
    assert.match((await change({ monday: '' })).body, /id="monday-erreur"[^]*aucun délai ne finirait/)
    assert.match((await change({ tuesday: 'midi' })).body, /id="tuesday-erreur"/)
    assert.equal((await change({ tuesday: '10 h à 12 h' })).statusCode, 303)
    assert.equal((await change({ wednesday: '10 h à 12 h' })).statusCode, 409)
    const foreign = { authority: 'metropole', label: 'À tous', ...WEEK }
    assert.match((await bron.post(`${CALENDARS}/nouveau`, foreign)).body, /collectivité de la liste/)
    assert.equal((await metropolis.post(`${CALENDARS}/nouveau`, foreign)).statusCode, 303)
    assert.equal((await known('a-tous'))?.authorityId, null)
    const twin = { label: 'Médiathèque', ...WEEK }
    assert.equal((await bron.post(`${CALENDARS}/nouveau`, { authority: 'bron', ...twin })).statusCode, 422)
    const others = await metropolis.post(`${CALENDARS}/nouveau`, { authority: 'metropole', ...twin })
    assert.equal(others.statusCode, 303, 'the name of a calendar of another authority is nobody’s news')
  })

  test('the checklist of a town leads to its calendars: its own, and those its units follow; of one town, nothing is left to choose', async () => {
    const lines = async (who: TestBrowser, at: string) =>
      [...(await who.get(at)).body.matchAll(/<th scope="row"[^>]*>(?:<a[^>]*>)?([^<]+)/g)].map(
        ([, label]) => label,
      )
    const all = await lines(metropolis, CALENDARS)
    const theirs = await lines(metropolis, `${CALENDARS}?collectivite=bron`)
    assert.ok(
      theirs.includes('Médiathèque') && theirs.some((label) => /Mairies/.test(label ?? '')),
      String(theirs),
    )
    assert.ok(theirs.length < all.length && theirs.every((label) => all.includes(label)), String(all))
    assert.deepEqual(
      await lines(metropolis, `${CALENDARS}?collectivite=mions`),
      theirs.filter((label) => label !== 'Médiathèque'),
    )
    const { body } = await bron.get(`${CALENDARS}?collectivite=bron`)
    assert.doesNotMatch(body, /Filtres|name="collectivite"/)
    assert.match(
      (await metropolis.get(`${CALENDARS}?collectivite=bron`)).body,
      /Filtres[^]*Ville de Bron[^]*retirer ce filtre/,
    )
  })

  test('a day that closes moves no promise, whatever is done on the request that does not count anew', async () => {
    const { id, ref } = await parvis.makeRequest({ commune: '69283' })
    const due = async () => (await parvis.db.read(system, (tx) => requestById(tx, id)))?.solutionDueAt
    const promised = await due()
    const definition = (await known('metropole'))?.definition
    const closed = await metropolis.get(`${CALENDARS}/metropole`)
    const values = Object.fromEntries(
      ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [day, '8 h à 18 h']),
    )
    const change = {
      ...values,
      ...{
        label: definition?.label ?? '',
        holidays: 'france',
        closures: '24/11/2026 Panne\n25/11/2026 Panne',
      },
      version: /name="version" value="(\d+)"/.exec(closed.body)?.[1] ?? '',
    }
    const shown = await metropolis.post(`${CALENDARS}/metropole`, change)
    assert.match(
      shown.body,
      /en 5 jours ouvrés[^]*lundi 30\snovembre[^]*mercredi 2\sdécembre/,
      'two days more, said before',
    )
    assert.deepEqual((await known('metropole'))?.definition, definition, 'and nothing done')
    const saved = await confirmed(metropolis, 'metropole', change)
    assert.equal(saved.statusCode, 303, saved.body)
    const agent = await parvis.actor('voirie@parvis.example')
    await parvis.db.write(agent, (tx) => act(tx, ref, 'take', {}, 'agent'))
    await parvis.runJobs()
    assert.deepEqual(await due(), promised)
  })
})
