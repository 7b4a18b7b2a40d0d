// Letters of cards and papers by post: the address is in the window of an envelope, the code is on the letter, squares are read by a camera and taken
// by their door from the day that the letter leaves; nobody else’s are in it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { getDocumentProxy } from 'unpdf'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { accessEntriesOf } from '#platform/ledger/audit.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { openDoor } from '#test/doors.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { textOfPdf } from '#test/pdf.ts'
import { squaresOf } from '#test/squares.ts'
import { giveEntitlement } from '../ledger/move.ts'
import { openPass, supportsOf } from '../record/passes.ts'
import { productById } from '../record/queries.ts'

const [LUCETTE, KARIM] = ['habitante@parvis.example', 'habitant@parvis.example']
const MAKE = '/administration/pass/cartes'
const MM = 72 / 25.4

/** Where a text begins on a page, in millimetres from its left and its top. */
async function placeOf(bytes: Buffer, page: number, text: string): Promise<{ left: number; top: number }> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
  const shown = await pdf.getPage(page)
  const [, , , height = 0] = shown.view
  for (const item of (await shown.getTextContent()).items)
    if ('str' in item && item.str.includes(text)) {
      const [, , , , x, y] = item.transform as number[]
      return { left: (x ?? 0) / MM, top: (height - (y ?? 0)) / MM }
    }
  return assert.fail(`${text} is on page ${page}`)
}

describe('letters of the pass', () => {
  let parvis: TestApp
  let pool = {} as TestPartner
  let admin = {} as TestBrowser
  let authority = 0
  before(async () => {
    parvis = await createTestApp()
    pool = await openPool(parvis, { by: 'admin@parvis.example', managedBy: KARIM })
    const [free] = await run<{ id: number; authority: number }>(sql`insert into pass.product
      (partner_id, sector, name, kind, months, alone, on_paper, since) values (${pool.partner}, 'sport', 'Bassin libre', 'entry', 12, 0, true, '2026-01-01')
      returning id, (select authority_id from pass.partner where id = ${pool.partner}) as authority`)
    authority = free?.authority ?? 0
    admin = await parvis.signedInAs('admin@parvis.example')
    for (const email of [LUCETTE, KARIM]) {
      const { personId } = await parvis.actor(email)
      await parvis.db.write(system, async (tx) => {
        const { id: passId } = await openPass(tx, personId ?? 0, null)
        await giveEntitlement(tx, {
          ...{ passId, product: (await productById(tx, free?.id ?? 0)) ?? assert.fail('offered'), class: '' },
          ...{ since: '2026-01-01', until: '2098-12-31', paid: null },
          ...{ givenAs: 'desk', because: 'Donné pour un essai.', decidedBy: null },
        })
      })
    }
  })
  after(() => parvis.close())

  const run = async <T>(statement: ReturnType<typeof sql<T>>): Promise<T[]> =>
    (await parvis.db.write(system, (tx) => statement.execute(tx.q))).rows
  const done = async (who: TestBrowser, at: string, values: Record<string, string> = {}) => {
    const reply = await who.post(at, values)
    assert.ok([200, 303].includes(reply.statusCode), `${at}: ${reply.statusCode}`)
    return reply
  }
  const listed = async (genre: string): Promise<number> => {
    await done(admin, MAKE, { collectivite: String(authority), genre })
    return (await run<{ id: number }>(sql`select max(id)::int as id from pass.card_batch`))[0]?.id ?? 0
  }

  test('papers: a page each, the address in the window, squares good from the day they leave', async () => {
    for (const [email, address] of [
      [LUCETTE, '7 rue du Port, 69001 Lyon'],
      [KARIM, '12 avenue du Lac, Bâtiment C, 69120 Vaulx-en-Velin'],
    ] as const)
      await done(await parvis.signedInAs(email), '/pass/cartes', { support: 'letter', address })
    const batch = await listed('letter')
    const { rawPayload } = await done(admin, `${MAKE}/${batch}/lettres`)
    const { pages } = textOfPdf(rawPayload)
    assert.equal(pages.length, 3, 'a sheet for whoever posts them, then a letter each')
    assert.match(pages[1] ?? '', /Lucette Morandat[^]*7 rue du Port[^]*69001 Lyon/)
    assert.doesNotMatch(pages[1] ?? '', /avenue du Lac/)
    assert.match(pages[2] ?? '', /Bâtiment C[^]*69120 Vaulx-en-Velin/)
    for (const text of ['Lucette', '69001']) {
      const { left, top } = await placeOf(rawPayload, 2, text)
      assert.ok(left > 105 && left < 120, `${text}: ${left} mm from the left`)
      assert.ok(top > 47 && top < 90, `${text}: ${top} mm from the top`)
    }
    assert.ok((await placeOf(rawPayload, 2, 'Votre pass')).top > 99, 'the rest is below the fold')
    const squares = await squaresOf(rawPayload)
    assert.equal(squares.length, 2)
    const door = await openDoor(parvis, pool)
    assert.equal((await door.check(1, squares[0] ?? '')).json.result, 'stopped', 'not sent yet')
    await done(admin, `${MAKE}/${batch}/faite`)
    await done(admin, `${MAKE}/${batch}/partie`)
    for (const [at, square] of squares.entries())
      assert.equal((await door.check(2 + at, square)).json.result, 'ok')
    const addresses = await run<{ address: string | null }>(sql`select address from pass.card_order`)
    assert.deepEqual(
      addresses.map(({ address }) => address),
      [null, null],
    )
    const lucette = await parvis.signedInAs(LUCETTE)
    const { personId } = await parvis.actor(LUCETTE)
    const [own] = await parvis.db.read(system, async (tx) => {
      const { id } = await openPassOf(personId ?? 0)
      return supportsOf(tx, id)
    })
    await done(lucette, `/pass/supports/${own?.id}`)
    parvis.advance({ minutes: 11 })
    const left = await Promise.all(
      squares.map(async (square, at) => (await door.check(10 + at, square)).json.result),
    )
    assert.deepEqual(new Set(left), new Set(['ok', 'stopped']), 'one is stopped, the other’s is not')
  })

  const openPassOf = (personId: number) => parvis.db.write(system, (tx) => openPass(tx, personId, null))

  test('cards: the code that puts them into service is on the letter, and nothing of the chip', async () => {
    const lucette = await parvis.signedInAs(LUCETTE)
    await done(lucette, '/pass/cartes', { support: 'chip', address: '' })
    const batch = await listed('chip')
    const { rawPayload } = await done(admin, `${MAKE}/${batch}/lettres`)
    const [, letter = ''] = textOfPdf(rawPayload).pages
    assert.match(letter, /À remettre au guichet/)
    const [, code = ''] = /Code de mise en service\s*([0-9A-Z]{4} [0-9A-Z]{4})/.exec(letter) ?? []
    await done(admin, `${MAKE}/${batch}/faite`)
    const [card] = await run<{ id: number }>(
      sql`select support_id as id from pass.card_order where made_as = 'chip'`,
    )
    await done(lucette, `/pass/cartes/${card?.id}`, { code })
    const [{ state } = { state: '' }] = await run<{ state: string }>(
      sql`select state from pass.support where id = ${card?.id}`,
    )
    assert.equal(state, 'active')
  })

  test('a desk orders for whoever is there, who reads it', async () => {
    const { personId } = await parvis.actor(LUCETTE)
    await run(
      sql`insert into accounts.profile_value (person_id, value_id, value, source, level, recorded_at) values (${personId}, 'birthdate', '1961-03-12', 'declared', 'declared', ${parvis.now()})`,
    )
    const desk = await parvis.signedInAs('accueil@parvis.example')
    const who = { numero: '', prenom: 'lucette', nom: 'MORANDAT', naissance: '12/03/1961' }
    const file = String((await desk.post('/agents/pass', who)).headers.location)
    assert.match((await desk.get(`${file}/carte`)).body, /Carte imprimée[^]*Papier, par la poste/)
    const order = (support: string, address = '') => desk.post(`${file}/carte`, { support, address })
    assert.equal((await order('chip')).statusCode, 422, 'she has one')
    assert.equal((await order('letter')).statusCode, 422, 'it is posted')
    assert.equal((await order(`printed:${pool.partner}:sport`)).statusCode, 303)
    const [made] = await run<{ authority: number; isByAgent: boolean; address: string | null }>(
      sql`select authority_id as authority, ordered_by is not null as "isByAgent", address from pass.card_order where made_as = 'printed'`,
    )
    assert.deepEqual(made, { authority, isByAgent: true, address: null })
    const told = await parvis.db.read(system, (tx) => accessEntriesOf(tx, personId ?? 0))
    assert.ok(told.some(({ object }) => /a commandé, à un guichet, «.Carte imprimée/.test(object)))
  })
})
