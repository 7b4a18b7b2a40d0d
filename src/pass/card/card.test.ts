// Cards, from the order to the door: nothing opens before the person has it in hand; a chip says to each reader its own number and to no other; a
// number of the chip itself is nothing; lost, it is dead at once, and what another support opens stays.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { accessEntriesOf } from '#platform/ledger/audit.ts'
import { keptMails } from '#platform/mail/kept.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { openDoor, type TestDoor } from '#test/doors.ts'
import { addDays } from '#territory'
import { openPool, type TestPartner } from '#test/pass.ts'
import type { KnownCards } from '../gate/card.ts'
import { decide } from '../gate/decide.ts'
import { entryAfter, eventOf, START } from '../gate/journal.ts'
import { NOTHING_KEPT } from '../gate/state.ts'
import { readTime } from '../gate/clock.ts'
import { giveEntitlement } from '../ledger/move.ts'
import { endSupports } from '../life/supports.ts'
import { openPass, supportsOf } from '../record/passes.ts'
import { productById } from '../record/queries.ts'
import { sectorValue } from '../record/values.ts'
import { erasePass } from '../queries.personal.ts'
import { isStopped } from '../status/bits.ts'
import { readList } from '../status/list.ts'
import { fromText } from '../token/bytes.ts'
import { readPresented } from '../token/present.ts'
import { simulator } from './chip.ts'

const [LUCETTE, KARIM] = ['habitante@parvis.example', 'habitant@parvis.example']
const MAKE = '/administration/pass/cartes'
const NONCE = 'AAAAAAAAAAAAAAAAAAAAAA'
const plain = (body: string): string =>
  body
    .slice(Math.max(0, body.indexOf('<main')))
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/[\s\u00a0\u202f]+|&nbsp;/g, ' ')

describe('cards of the pass', () => {
  let parvis: TestApp
  let [pool, stadium] = [{} as TestPartner, {} as TestPartner]
  let [door, other] = [{} as TestDoor, {} as TestDoor]
  let [lucette, admin, desk] = [{} as TestBrowser, {} as TestBrowser, {} as TestBrowser]
  let [personId, passId, seq] = [0, 0, 0]
  before(async () => {
    parvis = await createTestApp()
    const by = 'admin@parvis.example'
    pool = await openPool(parvis, { by, managedBy: KARIM })
    stadium = await openPool(parvis, { by, managedBy: KARIM, name: 'Un stade' })
    const [free] = await run<{ id: number }>(sql`insert into pass.product
      (partner_id, sector, name, kind, months, alone, on_paper, since) values (${pool.partner}, 'sport', 'Bassin libre', 'entry', 12, 0, true, '2026-01-01') returning id`)
    ;[door, other] = [await openDoor(parvis, pool), await openDoor(parvis, stadium)]
    lucette = await parvis.signedInAs(LUCETTE)
    admin = await parvis.signedInAs(by)
    desk = await parvis.signedInAs('accueil@parvis.example')
    personId = (await parvis.actor(LUCETTE)).personId ?? 0
    passId = (await parvis.db.write(system, (tx) => openPass(tx, personId, null))).id
    await run(
      sql`insert into accounts.profile_value (person_id, value_id, value, source, level, recorded_at) values (${personId}, 'birthdate', '1961-03-12', 'declared', 'declared', ${parvis.now()})`,
    )
    await give(pool.product)
    await give(free?.id ?? 0)
  })
  after(() => parvis.close())

  const run = async <T>(statement: ReturnType<typeof sql<T>>): Promise<T[]> =>
    (await parvis.db.write(system, (tx) => statement.execute(tx.q))).rows
  const give = (id: number) =>
    parvis.db.write(system, async (tx) => {
      const product = (await productById(tx, id)) ?? assert.fail('offered')
      await giveEntitlement(tx, {
        ...{ passId, product, class: '', since: '2026-01-01', until: '2098-12-31', paid: null },
        ...{ givenAs: 'desk', because: 'Donné pour un essai.', decidedBy: null },
      })
    })
  const supports = () => parvis.db.read(system, (tx) => supportsOf(tx, passId))
  const waiting = async (madeAs: string) =>
    (await supports()).find((one) => one.madeAs === madeAs && one.endedAt === null) ?? assert.fail(madeAs)
  const posted = async (who: TestBrowser, at: string, values: Record<string, string> = {}) => {
    const reply = await who.post(at, values)
    return { status: reply.statusCode, text: plain(reply.body), body: reply.body }
  }
  const cardAt = async (to: TestDoor, card: string) => {
    seq += 1
    const { status, json } = await to.ask('POST', '/controles', { seq, card, challenge: null, cents: null })
    return status === 200 ? (json.result as string) : status
  }
  /** Orders it, has it listed and takes the file of the list. */
  const listed = async (support: string, madeAs: string) => {
    const ordered = await posted(lucette, '/pass/cartes', { support, address: '7 rue du Port, 69001 Lyon' })
    assert.equal(ordered.status, 303, ordered.text)
    const [{ id: authority } = { id: 0 }] = await run<{ id: number }>(
      sql`select authority_id as id from pass.partner where id = ${pool.partner}`,
    )
    assert.equal((await posted(admin, MAKE, { collectivite: String(authority), genre: madeAs })).status, 303)
    const [batch] = await run<{ id: number }>(sql`select max(id)::int as id from pass.card_batch`)
    const { status, body } = await posted(admin, `${MAKE}/${batch?.id}/fichier`)
    assert.equal(status, 200)
    const [, line = ''] = body.trim().split('\r\n')
    const [name, address, code = '', partner, own = ''] = line.slice(1, -1).split('";"')
    return { batch: batch?.id ?? 0, name, address, code, partner, own }
  }

  let chip = new Uint8Array()
  let place = 0
  const reading = (at = place) => simulator.read(chip, at) ?? assert.fail('a chip')

  test('is ordered once, made without a name on screen, and opens nothing before its code is typed', async () => {
    assert.match(plain((await lucette.get('/pass')).body), /Carte, ou papier par la poste/)
    const page = plain((await lucette.get('/pass/cartes')).body)
    assert.match(page, /Carte à puce.*Carte imprimée : Une piscine.*Papier, par la poste/)
    for (const [values, why] of [
      [{ support: '' }, /Choisissez dans la liste/],
      [{ support: 'printed:9999:sport' }, /Choisissez dans la liste/],
      [{ support: 'chip', address: 'Lyon' }, /Écrivez l’adresse entière/],
      [{ support: 'letter' }, /Un papier par la poste demande une adresse/],
    ] as const) {
      const { status, text } = await posted(lucette, '/pass/cartes', values)
      assert.equal(status, 422)
      assert.match(text, why)
    }
    const made = await listed('chip', 'chip')
    assert.deepEqual([made.name, made.address], ['Lucette Morandat', '7 rue du Port, 69001 Lyon'])
    chip = new Uint8Array(Buffer.from(made.own, 'hex'))
    const again = await posted(lucette, '/pass/cartes', { support: 'chip', address: '' })
    assert.match(again.text, /déjà commandé/)
    const { json } = await door.ask('GET', `?tire=${NONCE}`)
    place = json.reader.place
    const screen = plain((await admin.get(MAKE)).body)
    assert.match(screen, /Liste n° \d+ du .*1 cartes à puce À faire/)
    assert.doesNotMatch(screen, /Lucette|rue du Port/)
    const { id } = await waiting('chip')
    assert.equal(await cardAt(door, reading()), 'stopped', 'nobody put it into service')
    assert.match((await posted(lucette, `/pass/cartes/${id}`, { code: made.code })).text, /pas encore fait/)
    assert.equal((await posted(admin, `${MAKE}/${made.batch}/faite`)).status, 303)
    assert.equal((await posted(admin, `${MAKE}/${made.batch}/faite`)).status, 409)
    assert.equal((await posted(admin, `${MAKE}/${made.batch}/partie`)).status, 303)
    const wrong = await posted(lucette, `/pass/cartes/${id}`, { code: 'AAAA AAAA' })
    assert.equal(wrong.status, 422)
    assert.match(wrong.body, /id="code-erreur"/)
    assert.equal((await posted(lucette, `/pass/cartes/${id}`, { code: made.code.toLowerCase() })).status, 303)
    assert.match(plain((await lucette.get('/pass/cartes')).body), /Carte à puce En service .*bon jusqu’au/)
    const [order] = await run<{ address: string | null }>(
      sql`select address from pass.card_order where support_id = ${id}`,
    )
    assert.equal(order?.address, null, 'what was sent needs no address')
    const mails = await parvis.db.read(system, (tx) => keptMails(tx, { to: LUCETTE }))
    for (const said of [/c’est commandé/, /c’est fait/, /c’est parti/])
      assert.ok(
        mails.some(({ subject }) => said.test(subject)),
        String(said),
      )
    const told = (await parvis.db.read(system, (tx) => accessEntriesOf(tx, personId))).map(({ object }) =>
      plain(object),
    )
    assert.ok(
      told.some((object) =>
        /a sorti votre nom et votre adresse pour fabriquer « Carte à puce »/.test(object),
      ),
      told.join(),
    )
  })

  test('says to each door its own number, which the others do not know', async () => {
    assert.equal(await cardAt(door, reading()), 'ok')
    assert.equal(await cardAt(door, reading()), 'shown', 'not at once to the next in the queue')
    const elsewhere: number = (await other.ask('GET', `?tire=${NONCE}`)).json.reader.place
    assert.notEqual(elsewhere, place)
    assert.equal(await cardAt(other, reading()), 'elsewhere')
    assert.equal(await cardAt(other, reading(elsewhere)), 'product', 'nothing was given there')
    assert.notEqual(reading().slice(14), reading(elsewhere).slice(14))
    assert.equal(await cardAt(door, '04A2B3C4D5E680'), 'unread', 'the number of a chip is nobody’s')
    assert.equal(
      await cardAt(door, `${reading().slice(0, -2)}${reading().endsWith('00') ? '01' : '00'}`),
      'unread',
    )
    seq += 1
    const shown = await door.check(seq, `AMC:${reading()}`)
    assert.equal(shown.json.result, 'unread', 'what is shown to a camera is no card')
    const both = { seq: seq + 1, text: 'x', card: reading(), challenge: null, cents: null }
    assert.equal((await door.ask('POST', '/controles', both)).status, 422)
  })

  /** What a door fetched of it. */
  const known = async (of: TestDoor) => {
    const { json } = await of.ask('GET', `?tire=${NONCE}`)
    const nonce = fromText(NONCE) ?? new Uint8Array()
    const signed = (await readTime(fromText(json.time) ?? new Uint8Array(), json.keys, nonce)) ?? 0
    const { bytes } = await of.ask('GET', '/liste')
    const told = { uri: json.list, notBefore: 0, now: signed }
    const list = await readList(new Uint8Array(bytes), json.keys, told)
    if (typeof list === 'string') return assert.fail(list)
    const cards = (await of.ask('GET', '/cartes')).json.cards as KnownCards
    return {
      ...json,
      ...{ place: json.place.name, device: json.device.name, list, cards },
      clock: { signed, heard: Math.floor(parvis.now().getTime() / 1000) },
    }
  }

  test('is decided by a door alone from its list, and counted once', async () => {
    const alone = await openDoor(parvis, pool, 'Sans réseau')
    const now = () => Math.floor(parvis.now().getTime() / 1000)
    const text = `AMC:${reading()}`
    const fetched = await known(alone)
    assert.equal(Object.keys(fetched.cards).length, 1)
    assert.doesNotMatch(JSON.stringify(fetched.cards), new RegExp(reading().slice(14)))
    assert.deepEqual((await known(other)).cards, {})
    parvis.advance({ minutes: 11 })
    const first = await decide(text, { known: fetched, kept: NOTHING_KEPT }, now())
    assert.ok(first.decision.ok)
    const second = await decide(text, first.state, now())
    assert.deepEqual(second.decision.ok ? '' : second.decision.why, 'shown')
    for (const [shown, why] of [
      [`AMC:${'0'.repeat(22)}`, 'unread'],
      [`AMC:250E00${'0'.repeat(16)}`, 'card'],
    ] as const) {
      const { decision } = await decide(shown, first.state, now())
      assert.equal(decision.ok ? 'ok' : decision.why, why)
    }
    const left = async () =>
      (
        await run<{ remaining: number }>(
          sql`select remaining from pass.entitlement where product_id = ${pool.product}`,
        )
      )[0]?.remaining
    const before = (await left()) ?? 0
    const line = await entryAfter(START, eventOf(first.decision, now()))
    const sent = await alone.ask('POST', '/journal', { lines: [{ ...line, text }] })
    assert.deepEqual([sent.status, sent.json.found], [200, []])
    assert.equal(await left(), before - 1)
    assert.equal(await cardAt(door, reading()), 'shown', 'a visit is one, at whichever door')
    const lie = await entryAfter(line, { ...eventOf(first.decision, now()), cti: 'AAAAAAAAAAAAAAAA' })
    const lied = await alone.ask('POST', '/journal', { lines: [{ ...lie, text }] })
    assert.deepEqual(lied.json.found, [{ seq: 2, found: 'unproven' }])
    assert.equal(await left(), before - 1)
  })

  test('waits, is taken up, and once lost is dead at once; what others open stays', async () => {
    parvis.advance({ minutes: 11 })
    const { id } = await waiting('chip')
    const found = await desk.post('/agents/pass', {
      numero: '',
      prenom: 'lucette',
      nom: 'MORANDAT',
      naissance: '12/03/1961',
    })
    const file = String(found.headers.location)
    const at = `${file}/supports/${id}`
    assert.equal((await posted(desk, at, { suite: 'suspend' })).status, 303)
    assert.equal(await cardAt(door, reading()), 'stopped')
    assert.equal((await posted(desk, at, { suite: 'resume' })).status, 303)
    assert.equal(await cardAt(door, reading()), 'ok')
    parvis.advance({ minutes: 11 })
    await run(sql`update pass.card_order set keeps_values = true where support_id = ${id}`)
    const value = () =>
      parvis.db.write(system, (tx) => sectorValue(tx, { passId, partnerId: pool.partner, sector: 'sport' }))
    const before = await value()
    assert.equal((await posted(desk, at, { suite: 'replace' })).status, 303)
    assert.deepEqual(
      await value(),
      before,
      'by choice of the authority, partners know the rest by the same numbers',
    )
    assert.equal(await cardAt(door, reading()), 'stopped')
    const next = await waiting('chip')
    assert.notEqual(next.id, id)
    assert.match(
      (await posted(desk, `${file}/supports/${next.id}`, { suite: 'hand' })).text,
      /pas encore fait/,
    )
    assert.equal((await posted(lucette, `/pass/supports/${next.id}`)).status, 303)
    assert.deepEqual((await known(door)).cards, {})
    assert.match(plain((await lucette.get('/pass')).body), /Bassin libre/)
  })

  test('printed, it is of one partner, and dies alone', async () => {
    const made = await listed('printed:' + pool.partner + ':sport', 'printed')
    assert.equal(made.partner, 'Une piscine')
    assert.match(made.own, /^PV2:/)
    const check = async (to: TestDoor) => {
      seq += 1
      parvis.advance({ minutes: 11 })
      return (await to.check(seq, made.own)).json.result as string
    }
    assert.equal(await check(door), 'stopped', 'nobody put it into service')
    await posted(admin, `${MAKE}/${made.batch}/faite`)
    const { id } = await waiting('printed')
    const type = () => posted(lucette, `/pass/cartes/${id}`, { code: 'AAAAAAAA' })
    const typed = await Promise.all(Array.from({ length: 12 }, type))
    assert.equal(typed.filter(({ text }) => /n’est pas le code/.test(text)).length, 4, 'five judged at most')
    const over = await posted(lucette, `/pass/cartes/${id}`, { code: made.code })
    assert.match(over.text, /cinq fois : un guichet met ce support en service/)
    const found = await desk.post('/agents/pass', {
      numero: '',
      prenom: 'lucette',
      nom: 'MORANDAT',
      naissance: '12/03/1961',
    })
    const at = `${String(found.headers.location)}/supports/${id}`
    assert.doesNotMatch(
      (await posted(desk, at, { suite: 'x' })).text,
      /Suspendre/,
      'a list takes nothing back',
    )
    assert.equal((await posted(desk, at, { suite: 'hand' })).status, 303)
    assert.equal(await check(door), 'ok')
    assert.equal(await check(other), 'elsewhere')
    const stopped = async (kind: 'phone' | 'paper') => {
      const [made] = await run<{
        id: number
      }>(sql`insert into pass.support (pass_id, kind, label, state, made_at, holder_key)
        values (${passId}, ${kind}, 'Un autre', 'active', now(), ${kind === 'phone' ? '{}' : null}::jsonb) returning id`)
      return posted(lucette, `/pass/supports/${made?.id}`)
    }
    await stopped('phone')
    assert.equal(await check(door), 'ok', 'another support that is lost does not close it')
    const state = async () => (await known(door)).list
    const before = await state()
    await posted(lucette, `/pass/supports/${id}`)
    assert.equal(await check(door), 'stopped')
    // Lists tell by turns.
    parvis.advance({ hours: 8 })
    const index = readPresented(made.own)?.token.claims.statusIndex ?? 0
    assert.deepEqual(
      [before, await state()].map(({ bits }) => isStopped(bits, index)),
      [false, true],
    )
  })

  test('is told a month before its end, once, and ends', async () => {
    const made = await listed('printed:' + pool.partner + ':sport', 'printed')
    await posted(admin, `${MAKE}/${made.batch}/faite`)
    const { id } = await waiting('printed')
    await posted(lucette, `/pass/cartes/${id}`, { code: made.code })
    const until = (await waiting('printed')).expiresOn ?? assert.fail('it ends')
    const told = async (today: string) => {
      const writer = { site: { name: 'Parvis' }, origin: parvis.config.publicUrl }
      await parvis.db.write(system, (tx) => endSupports(tx, writer, today))
      const mails = await parvis.db.read(system, (tx) => keptMails(tx, { to: LUCETTE }))
      return mails.filter(({ subject }) => /bientôt périmé/.test(subject)).length
    }
    assert.deepEqual(
      [await told(addDays(until, -31)), await told(addDays(until, -30)), await told(until)],
      [0, 1, 1],
    )
    assert.equal((await waiting('printed')).state, 'active')
    await told(addDays(until, 1))
    assert.equal((await supports()).find((one) => one.id === id)?.state, 'expired')
  })

  test('is made by the authority of which it was ordered, and read by nobody else', async () => {
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    assert.match(plain((await bron.get(MAKE)).body), /Aucune carte à faire/)
    const [batch] = await run<{ id: number; authority: number }>(
      sql`select max(id)::int as id, max(authority_id) as authority from pass.card_batch`,
    )
    for (const end of ['fichier', 'faite', 'partie'])
      assert.equal((await posted(bron, `${MAKE}/${batch?.id}/${end}`)).status, 404)
    const list = { collectivite: String(batch?.authority), genre: 'letter' }
    await posted(lucette, '/pass/cartes', { support: 'letter', address: '7 rue du Port, 69001 Lyon' })
    assert.equal((await posted(bron, MAKE, list)).status, 422)
    assert.match(plain((await admin.get(MAKE)).body), /Papiers par la poste Métropole de Lyon 1/)
    const { id } = await waiting('letter')
    await posted(lucette, `/pass/supports/${id}`)
    assert.doesNotMatch(
      plain((await admin.get(MAKE)).body),
      /Papiers par la poste/,
      'what was stopped is not made',
    )
    for (const who of ['admin.bron@parvis.example', KARIM]) {
      const actor = await parvis.actor(who)
      for (const table of ['card_order', 'card_batch'])
        assert.equal(
          (
            await parvis.db.read(actor, (tx) =>
              sql`select authority_id from pass.${sql.id(table)}`.execute(tx.q),
            )
          ).rows.length,
          0,
        )
      for (const column of ['address', 'ordered_by'])
        await assert.rejects(
          parvis.db.read(actor, (tx) => sql`select ${sql.id(column)} from pass.card_order`.execute(tx.q)),
          { code: '42501' },
        )
      await assert.rejects(
        parvis.db.read(actor, (tx) => sql`select value from pass.card_number`.execute(tx.q)),
        { code: '42501' },
      )
    }
  })

  test('leaves nothing of who is erased', async () => {
    await parvis.db.write(system, (tx) => erasePass(tx, personId))
    for (const table of ['card_order', 'card_number'])
      assert.equal((await run(sql`select from pass.${sql.id(table)}`)).length, 0)
    assert.equal(await cardAt(door, reading()), 'unread')
  })
})
