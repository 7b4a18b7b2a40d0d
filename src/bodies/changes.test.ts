// Seats and terms under several hands, and over time: nothing that somebody else wrote is lost, nothing that has begun is undone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const HERE = '/administration/instances'

describe('changes of seats and terms', () => {
  let parvis: TestApp
  let metropolis: TestBrowser
  let bron: TestBrowser
  let council = ''
  let term = ''
  before(async () => {
    parvis = await createTestApp()
    metropolis = await parvis.signedInAs('admin@parvis.example')
    bron = await parvis.signedInAs('admin.bron@parvis.example')
    const found = new RegExp(`href="(${HERE}/\\d+)">Conseil municipal de Bron<`).exec(
      (await bron.get(HERE)).body,
    )
    council = found?.[1] ?? assert.fail('no council')
    term =
      new RegExp(`${council}/mandatures/\\d+`).exec((await bron.get(council)).body)?.[0] ??
      assert.fail('no term')
  })
  after(() => parvis.close())

  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  /** Posts these, of what is read now. */
  const save = async (at: string, values: Record<string, string>) =>
    bron.post(at, { ...values, version: hidden((await bron.get(at)).body, 'version') })
  const seatOf = async (name: string): Promise<string> =>
    new RegExp(`${term}/sieges/\\d+(?=">${name}<)`).exec((await bron.get(term)).body)?.[0] ??
    assert.fail(name)
  const seat = (more: Record<string, string> = {}) => ({
    ...{ member: '', newcomer: 'Jeanne Essai', post: 'councillor', rank: '', delegation: '' },
    ...{ standsFor: '', from: '2026-11-23', to: '', ...more },
  })
  const many = async (at: string, values: Record<string, string>) => {
    const replies = await Promise.all([1, 2, 3, 4, 5].map(() => bron.post(at, values)))
    return replies.map(({ statusCode }) => statusCode).toSorted()
  }

  test('two who change one seat, or the days of one term: the second reads what the first did', async () => {
    const at = await seatOf('Hélène Saunier')
    const formOf = async (address: string): Promise<Record<string, string>> => {
      const { body } = await metropolis.get(address)
      const typed = (name: string) => new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(body)?.[1] ?? ''
      const post = /name="post"[^]*?value="(\w+)" selected/.exec(body)?.[1] ?? ''
      const names = ['version', 'lu', 'name', 'rank', 'delegation', 'from', 'to']
      return { ...Object.fromEntries(names.map((name) => [name, typed(name)])), post, standsFor: '' }
    }
    const seen = await formOf(at)
    assert.equal((await bron.post(at, { ...seen, to: '2026-12-31' })).statusCode, 303)
    const late = await metropolis.post(at, { ...seen, delegation: 'Écoles' })
    assert.equal(late.statusCode, 409)
    assert.match(late.body, /Paul Essarts[^]*Dernier jour/)
    const merged = { ...seen, delegation: 'Écoles', to: '2026-12-31', version: hidden(late.body, 'version') }
    assert.equal((await metropolis.post(at, merged)).statusCode, 303)
    assert.equal((await save(at, { ...seen, to: '' })).statusCode, 303)
    const { version = '', from = '' } = await formOf(`${term}/dates`)
    const days = { from, to: '2032-03-31' }
    const essai = hidden((await save(`${term}/dates`, days)).body, 'essai')
    assert.equal((await save(`${term}/dates`, { ...days, essai })).statusCode, 303)
    const other = { from, to: '', version }
    const tried = hidden((await metropolis.post(`${term}/dates`, other)).body, 'essai')
    assert.equal((await metropolis.post(`${term}/dates`, { ...other, essai: tried })).statusCode, 409)
    const back = hidden((await save(`${term}/dates`, { from, to: '' })).body, 'essai')
    assert.equal((await save(`${term}/dates`, { from, to: '', essai: back })).statusCode, 303)
  })

  test('an invitation ends with the last seat; sent or taken back many times at once, it is once', async () => {
    const coming = seat({ newcomer: 'Nadège Avenir', from: '2026-12-15' })
    assert.equal((await bron.post(`${term}/sieges`, coming)).statusCode, 303)
    const at =
      new RegExp(`${term}/sieges/\\d+(?=">Nadège Avenir)`).exec((await bron.get(term)).body)?.[0] ?? ''
    const email = 'avenir@mairie.example'
    assert.deepEqual(await many(`${at}/invitation`, { email }), [303, 422, 422, 422, 422])
    assert.deepEqual(await many(`${at}/invitation/retrait`, {}), [303, 404, 404, 404, 404])
    assert.equal((await bron.post(`${at}/invitation`, { email })).statusCode, 303)
    await parvis.runJobs()
    const [sent] = await parvis.db.read(system, (tx) => keptMails(tx, { to: email }))
    const mail = await parvis.db.read(system, (tx) => keptMail(tx, sent?.id ?? ''))
    const jeton = /jeton=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
    const offer = `/invitation?jeton=${jeton}`
    assert.equal((await parvis.browser().get(offer)).statusCode, 200)
    // Nothing is offered while no seat stands, whatever became of the row.
    const days = (first: string, last: string) =>
      save(at, { ...coming, name: 'Nadège Avenir', from: first, to: last })
    assert.equal((await days('2026-11-23', '2026-11-23')).statusCode, 303)
    assert.equal((await parvis.browser().get(offer)).statusCode, 410)
    assert.equal((await days('2026-12-15', '')).statusCode, 303)
    assert.equal((await bron.post(`${at}/retrait`, {})).statusCode, 303)
    const known = /value="(\d+)">Nadège Avenir</.exec((await bron.get(`${term}/sieges`)).body)?.[1] ?? ''
    assert.equal(
      (await bron.post(`${term}/sieges`, { ...coming, member: known, newcomer: '' })).statusCode,
      303,
    )
    assert.equal((await parvis.browser().get(offer)).statusCode, 410, 'nor once they are seated again')
    assert.match((await bron.get(`${term}/sieges`)).body, />Hélène Saunier, relié à un compte</)
    const again = await seatOf('Nadège Avenir')
    assert.equal((await bron.post(`${again}/retrait`, {})).statusCode, 303)
  })
})
