// « Mon pass » through HTTP, without a script: opened, a right added with its sentence, a code that a door takes once, what is stopped;
// under a mandate while it runs, and nobody else’s on either wall.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import jsqr from 'jsqr'
import sharp from 'sharp'
import { sql } from 'kysely'
import { recordValue } from '#people'
import { system } from '#platform/actor.ts'
import { keptMails } from '#platform/mail/kept.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { openDoor, type TestDoor } from '#test/doors.ts'
import { lookingAs } from '#test/looks.ts'
import { actingAs, makeMandate } from '#test/mandates.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { documentOf, fieldsOf, party } from '../proof/document/signed-documents.fixture.ts'
import { passOf } from '../record/passes.ts'
import { sectorValue } from '../record/values.ts'

const [LUCETTE, KARIM] = ['habitante@parvis.example', 'habitant@parvis.example']
const said = (body: string): string =>
  body
    .slice(Math.max(0, body.indexOf('<main')))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&nbsp;|[\s\u00a0\u202f]+/g, ' ')

/** What a camera reads of the first square of a page. */
async function squareOf(body: string): Promise<string> {
  const drawn = /<svg class="qr-code".*?<\/svg>/s.exec(body)?.[0] ?? assert.fail('a square is drawn')
  const svg = drawn.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400" ')
  const { data, info } = await sharp(Buffer.from(svg))
    .flatten({ background: '#fff' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return jsqr.default(new Uint8ClampedArray(data), info.width, info.height)?.data ?? ''
}

describe('« Mon pass »', () => {
  let parvis: TestApp
  let pool: TestPartner
  let door: TestDoor
  let lucette: TestBrowser
  let personId = 0
  let seq = 0
  before(async () => {
    parvis = await createTestApp()
    pool = await openPool(parvis, { by: 'admin@parvis.example', managedBy: KARIM })
    door = await openDoor(parvis, pool)
    lucette = await parvis.signedInAs(LUCETTE)
    personId = (await parvis.actor(LUCETTE)).personId ?? 0
  })
  beforeEach(() => parvis.advance({ minutes: 16 }))
  after(() => parvis.close())

  const run = async <T>(statement: ReturnType<typeof sql<T>>): Promise<T[]> =>
    (await parvis.db.write(system, (tx) => statement.execute(tx.q))).rows
  const shown = async (at: string, who = lucette, status = 200): Promise<string> => {
    const reply = await who.get(at)
    assert.equal(reply.statusCode, status, `${at}: ${said(reply.body)}`)
    return reply.body
  }
  const done = async (at: string, values: Record<string, string> = {}, who = lucette) => {
    const reply = await who.post(at, values)
    assert.equal(reply.statusCode, 303, `${at}: ${said(reply.body)}`)
    return String(reply.headers.location)
  }
  const taken = (text: string) => door.check(++seq, text)
  const passId = async () =>
    (await parvis.db.read(system, (tx) => passOf(tx, personId)))?.id ?? assert.fail('it is opened')

  test('is told before it is opened, and opened once', async () => {
    assert.match(said(await shown('/pass')), /Un seul code ouvre la piscine.*Ouvrir mon pass/)
    assert.equal((await lucette.post('/pass/code', {})).statusCode, 409)
    assert.equal(await done('/pass/ouvrir', { pour: String(personId) }), '/pass')
    assert.equal(await done('/pass/ouvrir', { pour: String(personId) }), '/pass')
    assert.match(
      said(await shown('/pass')),
      /Le code de Lucette.*Montrer mon code.*Rien encore.*Aucune ces deux derniers jours.*Nulle part encore.*Arrêter mon pass/,
    )
    assert.match(said(await shown('/compte')), /Mon pass/)
  })

  test('what is free to all is added once; what is paid, or not proved yet, says where', async () => {
    await run(sql`insert into pass.product (partner_id, sector, name, kind, grid, months, alone, on_paper, since)
      values (${pool.partner}, 'sport', 'Musée', 'entry', 'musee-moins-de-26', 12, 0, true, '2026-01-01'),
        (${pool.partner}, 'sport', 'Bassin d’été', 'price', 'piscine-solidaire', 12, 0, true, '2026-01-01'),
        (${pool.partner}, 'sport', 'Patinoire', 'entry', 'grille-qui-n-est-pas-en-vigueur', 12, 0, true, '2026-01-01')`)
    await run(sql`insert into pass.price (product_id, class, cents) select id, c.class, c.cents from pass.product,
      (values ('plein', 500), ('solidaire', 0)) c (class, cents) where name = 'Bassin d’été'`)
    const before = said(await shown('/pass/droits'))
    assert.match(
      before,
      /À vous, tout de suite Une piscine : Dix entrées.*Parce que ce droit est ouvert à tous/,
    )
    assert.match(before, /À un guichet Une piscine : Bassin d’été.*5,00 €, à payer à un guichet/)
    assert.match(
      before,
      /Un autre tarif est peut-être le vôtre, il manque : âge, tranche de quotient familial/,
    )
    assert.doesNotMatch(before, /Patinoire/)
    assert.match(before, /Ce qui demande une preuve Une piscine : Musée.*âge/)
    assert.equal(await done(`/pass/droits/${pool.product}`), '/pass')
    assert.equal((await lucette.post(`/pass/droits/${pool.product}`, {})).statusCode, 409)
    assert.match(
      said(await shown('/pass')),
      /Une piscine Dix entrées, jusqu’au .*ouvert à tous\..* 10 entrées/,
    )
    const [paid] = await run<{ id: number }>(sql`select id from pass.product where name = 'Bassin d’été'`)
    assert.equal((await lucette.post(`/pass/droits/${paid?.id}`, {})).statusCode, 409)
    await run(sql`update pass.product set until = '2026-01-02' where name = 'Bassin d’été'`)
  })

  test('an age of the profile opens what asks no more, at once, with its sentence', async () => {
    await parvis.db.write(system, (tx) =>
      recordValue(tx, {
        personId,
        valueId: 'birthdate',
        value: '2010-05-04',
        source: 'declared',
        level: 'declared',
      }),
    )
    assert.match(
      said(await shown('/pass/droits')),
      /À vous, tout de suite Une piscine : Musée Entrée libre, jusqu’au 22 novembre 2027 Parce que vous avez moins de 26 ans/,
    )
    const [museum] = await run<{ id: number }>(sql`select id from pass.product where name = 'Musée'`)
    await done(`/pass/droits/${museum?.id}`)
    assert.match(said(await shown('/pass')), /Une piscine Musée, .*Parce que vous avez/)
  })

  test('a 2D-Doc is read with its marks as pictures; what is refused says why, and is kept as it was typed', async () => {
    const fields = fieldsOf({ '43': '2', '46': 'MORANDAT LUCETTE' })
    const text = documentOf(party('FR05', 'TAX1'), { type: '28', signedOn: '2026-09-01', fields })
    const typed = text.replaceAll('\u001d', '␝').replaceAll('\u001f', '<US>')
    for (const [document, why] of [
      [typed, /certificateur de ce document n’est pas sur la liste de confiance/],
      [text, /Ce n’est pas un code 2D-Doc, ou il n’a pas été lu en entier/],
    ] as const) {
      const reply = await lucette.post('/pass/droits', { document })
      assert.equal(reply.statusCode, 422)
      assert.match(reply.body, why)
      assert.match(reply.body, /id="document-erreur"/)
    }
    assert.match((await lucette.post('/pass/droits', { document: typed })).body, /MORANDAT LUCETTE␝/)
    const nothing = await lucette.post('/pass/droits', { document: '' })
    assert.match(nothing.body, /id="photo-erreur".*collez son texte/s)
  })

  test('a code is shown for its minute, read by a camera, taken once by a door; or it is said', async () => {
    const at = await done('/pass/code')
    const page = await shown(at)
    assert.equal(await shown(at).then(squareOf), await squareOf(page), 'to show it writes nothing')
    const text = await squareOf(page)
    assert.match(text, /^PV1:[0-9A-Z]{30}$/)
    const said1 = /<p class="spoken">.*?<b>(.*?)<\/b>/s.exec(page)?.[1] ?? ''
    parvis.advance({ minutes: 5 / 6 })
    const { json } = await taken(text)
    assert.deepEqual([json.result, json.left], ['ok', 9])
    assert.equal((await taken(text)).json.result, 'shown')
    assert.equal((await taken(said1.toLowerCase())).json.result, 'ok')
    assert.match(said(await shown(at)), /Il a servi, ou sa minute est passée.*Montrer un nouveau code/)
    assert.match(
      said(await shown('/pass')),
      /8 entrées.*Une piscine Dix entrées : accepté .*Entrée du public/,
    )
    const late = await squareOf(await shown(await done('/pass/code')))
    parvis.advance({ minutes: 1.1 })
    assert.equal((await taken(late)).json.result, 'expired')
  })

  test('says who knows it by a number, never the number, and who took one back to a name', async () => {
    const value = await parvis.db.write(system, async (tx) =>
      sectorValue(tx, { passId: await passId(), partnerId: pool.partner, sector: 'sport' }),
    )
    const page = await shown('/pass/qui-sait-quoi')
    assert.match(said(page), /Une piscine Sport et loisirs un numéro tiré au hasard ; Dix entrées/)
    assert.doesNotMatch(page, new RegExp(value.value.toString('hex')))
    await assert.rejects(
      async () =>
        parvis.db.read(await parvis.actor(LUCETTE), (tx) =>
          sql`select value from pass.sector_value`.execute(tx.q),
        ),
      { code: '42501' },
    )
  })

  test('stops one support, then all; the person is told; taken up again, the rights are there', async () => {
    const [card] = await run<{ id: number }>(
      sql`insert into pass.support (pass_id, kind, label, state, made_at) values (${await passId()}, 'card', 'Carte finissant par 4417', 'active', now()) returning id`,
    )
    assert.match(said(await shown('/pass')), /Carte finissant par 4417/)
    assert.match(
      said(await shown(`/pass/supports/${card?.id}`)),
      /Arrêter : Carte finissant par 4417.*Ne rien changer/,
    )
    await done(`/pass/supports/${card?.id}`)
    assert.equal((await lucette.post(`/pass/supports/${card?.id}`, {})).statusCode, 404)
    const text = await squareOf(await shown(await done('/pass/code')))
    assert.match(said(await shown('/pass/arret')), /Tout arrêter/)
    await done('/pass/arret')
    assert.equal((await taken(text)).json.result, 'unread')
    assert.match(said(await shown('/pass')), /Pass arrêté.*Reprendre mon pass.*Une piscine Dix entrées/)
    assert.equal((await lucette.post('/pass/code', {})).statusCode, 409)
    assert.equal((await lucette.post('/pass/arret', {})).statusCode, 409)
    const mails = await parvis.db.read(system, (tx) => keptMails(tx, { to: LUCETTE }))
    assert.ok(mails.some(({ subject }) => subject === 'Votre pass est arrêté'))
    await done('/pass/reprise')
    assert.match(said(await shown('/pass')), /Montrer mon code/)
  })

  test('whoever acts for them has it while the mandate runs, and the person reads what was done', async () => {
    const id = await makeMandate(parvis, { person: LUCETTE, helper: KARIM, until: '2027-03-03' })
    const own = await parvis.signedInAs(KARIM)
    assert.match(said(await shown('/pass', own)), /Lucette Morandat.*Ouvrir mon pass/)
    assert.equal(await done(`/compte/proches/${id}/agir`, { suite: '/pass' }, own), '/pass')
    const helper = await actingAs(parvis, KARIM, id)
    assert.match(
      said(await shown('/pass', helper)),
      /Pass de Lucette Morandat.*Le code de Lucette.*Dix entrées/,
    )
    const at = await done('/pass/code', {}, helper)
    assert.equal((await taken(await squareOf(await shown(at, helper)))).json.result, 'ok')
    parvis.advance({ minutes: 2 })
    assert.match(said(await shown('/pass/qui-sait-quoi')), /Qui agit pour vous Pass : a montré votre code/)
    await done(`/compte/proches/${id}/fin`, {})
    const after = said(await shown('/pass', helper))
    assert.doesNotMatch(after, /Dix entrées/)
    assert.match(after, /Ouvrir mon pass/)
    assert.match(said(await shown(at, own, 409)), /pas encore ouvert/)
  })

  test('nobody else reads it, nor whoever looks as an agent, on either wall', async () => {
    const visible = async (email: string) =>
      parvis.db.read(await parvis.actor(email), async (tx) => {
        const of = (table: string) => sql`(select count(*)::int from pass.${sql.raw(table)})`
        const { rows } = await sql<
          Record<string, number>
        >`select ${of('pass')} as pass, ${of('support')} as supports,
          ${of('entitlement')} as rights, ${of('sector_value')} as values, ${of('own_uses()')} as uses, ${of('week')} as weeks`.execute(
          tx.q,
        )
        return Object.values(rows[0] ?? {}).reduce((sum, count) => sum + count, 0)
      })
    assert.ok((await visible(LUCETTE)) > 3)
    for (const other of [
      KARIM,
      'accueil@parvis.example',
      'admin@parvis.example',
      'agent.bron@parvis.example',
    ])
      assert.equal(await visible(other), 0, other)
    const agent = await parvis.signedInAs('accueil@parvis.example')
    const pour = String((await parvis.actor('accueil@parvis.example')).personId)
    assert.equal((await agent.post('/pass/ouvrir', { pour: String(personId) })).statusCode, 409)
    await done('/pass/ouvrir', { pour }, agent)
    assert.equal(await visible('accueil@parvis.example'), 1)
    const admin = await lookingAs(parvis, 'admin@parvis.example', 'accueil@parvis.example')
    assert.equal((await admin.get('/pass')).statusCode, 403)
    assert.equal((await admin.post('/pass/arret', {})).statusCode, 403)
    const nobody = parvis.browser()
    assert.equal((await nobody.get('/pass')).statusCode, 303)
  })
})
