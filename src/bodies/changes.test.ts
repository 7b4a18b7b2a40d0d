// Seats and terms under several hands, and over time: nothing that somebody else wrote is lost, nothing that has begun is undone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
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
    return replies.map(({ statusCode }) => statusCode).toSorted((one, other) => one - other)
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
    const at = await seatOf('Nadège Avenir')
    const email = 'avenir@mairie.example'
    const seen = new Set<string>()
    const offered = async (seated: string): Promise<string> => {
      assert.equal((await bron.post(`${seated}/invitation`, { email })).statusCode, 303)
      await parvis.runJobs()
      // The clock stands still: mails of one instant have no order.
      const mails = await parvis.db.read(system, (tx) => keptMails(tx, { to: email }))
      const sent = mails.find(({ id }) => !seen.has(id)) ?? assert.fail('no mail')
      seen.add(sent.id)
      const mail = await parvis.db.read(system, (tx) => keptMail(tx, sent.id))
      return `/invitation?jeton=${/jeton=([\w-]+)/.exec(mail?.text ?? '')?.[1]}`
    }
    const statusOf = async (address: string) => (await parvis.browser().get(address)).statusCode
    assert.deepEqual(await many(`${at}/invitation`, { email }), [303, 422, 422, 422, 422])
    assert.deepEqual(await many(`${at}/invitation/retrait`, {}), [303, 404, 404, 404, 404])
    const first = await offered(at)
    assert.equal(await statusOf(first), 200)
    assert.equal((await bron.post(`${at}/retrait`, {})).statusCode, 303)
    assert.equal(await statusOf(first), 410)
    const { body } = await bron.get(`${term}/sieges`)
    assert.match(body, />Hélène Saunier, relié à un compte</)
    const member = /value="(\d+)">Nadège Avenir</.exec(body)?.[1] ?? ''
    assert.equal((await bron.post(`${term}/sieges`, { ...coming, member, newcomer: '' })).statusCode, 303)
    assert.equal(await statusOf(first), 410, 'nor once they are seated again')
    // Nothing is offered when no seat stands any more, whatever became of the invitation.
    const second = await offered(await seatOf('Nadège Avenir'))
    assert.equal(await statusOf(second), 200)
    await parvis.db.write(system, (tx) =>
      sql`update bodies.seat set first_day = '2026-11-20', last_day = '2026-11-22' where member_id = ${Number(member)}`.execute(
        tx.q,
      ),
    )
    assert.equal(await statusOf(second), 410)
  })

  test('somebody new is added once, however often it is sent, and has a name that is seen', async () => {
    const added = seat({ newcomer: 'Colette Unique', from: '2026-12-15' })
    assert.deepEqual(await many(`${term}/sieges`, added), [303, 422, 422, 422, 422])
    const again = await bron.post(`${term}/sieges`, seat({ newcomer: 'colette unique' }))
    assert.match(again.body, /Une personne de ce nom est déjà connue/)
    const unseen = await bron.post(`${term}/sieges`, seat({ newcomer: '\u200b\u200b\u200b' }))
    assert.match(unseen.body, /Choisissez une personne, ou écrivez son nom/)
    assert.equal((await bron.post(`${await seatOf('Colette Unique')}/retrait`, {})).statusCode, 303)
  })

  test('what has begun stays, in one step or two, by either wall', async () => {
    const at = await seatOf('Hélène Saunier')
    const begun = { ...seat({ post: 'mayor', from: '2026-11-24' }), name: 'Hélène Saunier' }
    const moved = await save(at, begun)
    assert.equal(moved.statusCode, 422)
    assert.match(moved.body, /Ce mandat a commencé[^]*son premier jour reste passé/)
    assert.equal((await bron.post(`${at}/retrait`, {})).statusCode, 422)
    const actor = await parvis.actor('admin.bron@parvis.example')
    const seatId = Number(at.split('/').at(-1))
    await assert.rejects(
      parvis.db.write(actor, (tx) =>
        sql`update bodies.seat set first_day = '2026-11-24' where id = ${seatId}`.execute(tx.q),
      ),
      /a seat that has begun has begun/,
    )
  })

  test('a term that begins later keeps its seats, which say from when one sits; one that opens again says for whom', async () => {
    const dates = `${term}/dates`
    const done = async (from: string, to: string) => {
      const tried = (await save(dates, { from, to })).body
      assert.equal((await save(dates, { from, to, essai: hidden(tried, 'essai') })).statusCode, 303)
      return tried
    }
    await done('2026-06-01', '')
    assert.match((await bron.get(council)).body, /Hélène Saunier[^]{0,400}Depuis le 1er\sjuin\s2026/)
    const at = await seatOf('Hélène Saunier')
    const same = {
      ...seat({ post: 'mayor', from: '2026-03-21' }),
      name: 'Hélène Saunier',
      delegation: 'Écoles',
    }
    assert.equal((await save(at, same)).statusCode, 303)
    const own = (await (await parvis.signedInAs('maire.bron@parvis.example')).get('/compte')).body
    assert.match(own, /Vos mandats électifs[^]*<b>Maire<\/b>[^]*Depuis le 1er\sjuin\s2026/)
    assert.match(await done('2026-06-01', '2026-11-01'), /personnes cessent de siéger dès aujourd’hui/)
    assert.match(
      (await bron.get(council)).body,
      /Hélène Saunier[^]{0,400}Du 1er\sjuin\s2026 au 1er\snov\.\s2026/,
    )
    const opened = await done('2026-03-21', '')
    assert.match(opened, /43\s*personnes siègent dès aujourd’hui/)
    assert.doesNotMatch(opened, /Personne ne cesse/)
  })

  test('what a screen says of today is what rights are, from midnight there on, before that of Greenwich', async () => {
    const away = 9 * 60 + 52
    parvis.advance({ minutes: away })
    const again = await parvis.signedInAs('admin.bron@parvis.example')
    const version = hidden((await again.get(`${term}/dates`)).body, 'version')
    const { body } = await again.post(`${term}/dates`, { from: '2026-11-25', to: '', version })
    assert.match(body, /43\s*personnes cessent de siéger dès aujourd’hui/)
    assert.match(body, /43\s*personnes siègent à partir du mercredi 25\snovembre 2026/)
    const today = (await again.post(`${term}/dates`, { from: '2026-11-24', to: '', version })).body
    assert.doesNotMatch(today, /cessent de siéger/)
    parvis.advance({ minutes: -away })
  })

  test('a conference gathers communes, not the metropolis itself', async () => {
    const work = parvis.db.write(await parvis.actor('admin@parvis.example'), (tx) =>
      sql`insert into bodies.gathered (authority_id, body_id)
        select b.authority_id, b.id from bodies.body b where b.kind = 'conference' limit 1`.execute(tx.q),
    )
    await assert.rejects(work, /row-level security/)
  })

  test('an id that no row may have, and a day that no calendar has, are said', async () => {
    for (const at of [`${HERE}/3000000000`, `${HERE}/99999999999999`, `${HERE}/rien`]) {
      assert.equal((await bron.get(at)).statusCode, 404, at)
      assert.equal((await bron.post(`${at}/modifier`, { name: 'Autre nom' })).statusCode, 404, at)
      assert.equal((await bron.post(`${at}/mandatures`, { from: '2026-11-23', to: '' })).statusCode, 404, at)
    }
    const reply = await bron.post(`${term}/sieges`, seat({ from: '0000-01-01' }))
    assert.equal(reply.statusCode, 422)
    assert.match(reply.body, /Écrivez un jour qui existe/)
  })
})
