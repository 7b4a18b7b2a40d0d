// What is asked of partners: the discount that was voted and no other, and what a title says of its debtor.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { territory } from '#territory'
import { signAgreements } from '#demo'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const HERE = '/administration/conventions'
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('what is asked of partners', () => {
  let parvis: TestApp
  let metropolis: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    await parvis.db.write(system, signAgreements)
    metropolis = await parvis.signedInAs('admin@parvis.example')
  })
  after(() => parvis.close())

  const page = async (path: string) => plain((await metropolis.get(`${HERE}${path}`)).body)

  test('a discount is what a vote gives to its initial partners, once: whoever joins later has none', async () => {
    const { joins, lyon } = await parvis.db.read(system, async (tx) => {
      const { rows } = await sql<{
        id: number
      }>`select id from territory.authority a where level = 'commune' and not exists (
        select from agreements.agreement b where b.authority_id = a.id) order by id limit 1`.execute(tx.q)
      return { joins: String(rows[0]?.id), lyon: String((await territory(tx)).authorityByCode('69123')?.id) }
    })
    const vote = { votedOn: '2026-11-16', deliberation: '2026-4000', rate: '20', brackets: '0 ; 2 ; 1' }
    const voted = { ...vote, discountPercent: '50', discountYear: '2030', discountOf: [lyon] }
    const tried = (path: string, values: object) => metropolis.post(`${HERE}/${path}`, { ...values })
    const half = plain((await tried('grilles/nouvelle', { ...vote, discountPercent: '50' })).body)
    assert.match(half, /Écrivez l’année où la remise vaut[^]*Choisissez les communes/)
    assert.equal((await tried('grilles/nouvelle', voted)).statusCode, 303)
    const decree = { kind: 'municipal', year: '2021', decree: 'décret n° 2023-9', decreeOn: '2023-12-29' }
    const draft = {
      offer: 'full',
      endsOn: '2034-12-31',
      noticeMonths: '3',
      seats: '4',
      figure: '7000',
      ...decree,
    }
    const asked = async (more: object) => plain((await tried('nouvelle', { ...draft, ...more })).body)
    const began = { commune: joins, startsOn: '2030-01-01', discountPercent: '50' }
    const late = await asked({ ...began, grid: '3' })
    assert.match(late, /une commune qui rejoint plus tard n’en a pas/)
    assert.match(late, /name="discountPercent"[^>]*value="50"/)
    assert.match(await asked({ ...began, grid: '2' }), /Aucune remise n’est votée/)
    assert.match(await asked({ ...began, commune: lyon, grid: '3' }), /elle ne sert qu’une fois/)
    assert.equal(
      (await tried('nouvelle', { ...draft, ...began, grid: '3', discountPercent: '' })).statusCode,
      303,
    )
    assert.match(await page('/grilles'), /50 % en 2030 : Ville de Lyon/)
  })

  test('a population is noted once its decree is made, of a census that is past: beside the field, nothing lost', async () => {
    const decree = { kind: 'municipal', year: '2023', decree: 'décret n° 2025-1362', decreeOn: '2025-12-30' }
    const began = {
      offer: 'full',
      startsOn: '2035-01-01',
      endsOn: '2039-12-31',
      noticeMonths: '3',
      seats: '4',
    }
    const bron = await parvis.db.read(
      system,
      async (tx) => (await territory(tx)).authorityByCode('69029')?.id ?? 0,
    )
    const values = {
      ...began,
      ...decree,
      grid: '2',
      commune: String(bron),
      figure: '7',
      lines: '69029 ; 42 916',
    }
    const noted = async () => /(\d+) populations/.exec(await page('/populations'))?.[1]
    const before = await noted()
    for (const path of ['nouvelle', 'populations/nouvelle'])
      for (const [field, typed, words] of [
        ['decreeOn', '2026-12-30', /pas encore venu : une population se note une fois son décret pris/],
        ['year', '2026', /Un décret de 2025 n’authentifie pas un millésime à venir/],
      ] as const) {
        const reply = await metropolis.post(`${HERE}/${path}`, { ...values, [field]: typed })
        assert.equal(reply.statusCode, 422)
        assert.match(plain(reply.body), words)
        assert.match(reply.body, new RegExp(`name="${field}"[^>]*value="${typed}"`))
      }
    assert.equal(await noted(), before)
  })

  test('the file of titles says of each debtor what Chorus Pro asks, and the page whose SIRET lacks', async () => {
    const list = await page('/titres')
    const [, id = '', name = ''] =
      /sans SIRET[^]*?conventions\/(\d+)">([^<]+)</.exec(list) ?? assert.fail('none lacks')
    const csv = async () => (await metropolis.get(`${HERE}/titres?format=csv`)).body
    assert.match(list, />SIRET absent</)
    assert.match(list, /Le logiciel de la comptabilité le reprend, et transmet/)
    assert.doesNotMatch(list, /se dépose/)
    assert.match(
      await csv(),
      /"Numéro";"Date";"Débiteur";"SIRET";"Service";"Engagement";"Objet";"Convention";"Année";"Nature";"Fonction";"HT";"TVA";"TTC";"Devise"/,
    )
    assert.match(await csv(), new RegExp(`"${name}";"";"";"";"Convention n°`))
    assert.match(await page(`/${id}`), /À demander à la commune/)
    const said = { siret: '123 456 782 00002', serviceCode: 'SCOLAIRE', commitment: 'EJ-12' }
    const tried = (siret: string) => metropolis.post(`${HERE}/${id}/facturation`, { ...said, siret })
    const wrong = await tried('12345678200003')
    assert.equal(wrong.statusCode, 422)
    assert.match(plain(wrong.body), /sa clé ne correspond pas/)
    assert.match(wrong.body, /value="12345678200003"[^]*value="SCOLAIRE"/)
    assert.match(plain((await tried('1234')).body), /14 chiffres/)
    assert.equal((await tried(said.siret)).statusCode, 303)
    assert.match(await csv(), new RegExp(`"${name}";"12345678200002";"SCOLAIRE";"EJ-12";"Convention n°`))
    assert.match(await page(`/${id}`), /123 456 782 00002[^]*SCOLAIRE[^]*EJ-12/)
    const told = await parvis.db.read(system, (tx) =>
      sql<{
        n: number
      }>`select count(*)::integer as n from platform.event where name = 'agreement.billing_said'
        and subject_id = ${id} and actor_id is not null and payload ->> 'siret' = '12345678200002'`.execute(
        tx.q,
      ),
    )
    assert.deepEqual(told.rows, [{ n: 1 }])
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    const own = /conventions\/(\d+)">Ville de Bron/.exec((await bron.get(HERE)).body)?.[1] ?? ''
    assert.match((await bron.get(`${HERE}/${own}`)).body, /SIRET/)
    assert.equal((await bron.get(`${HERE}/${own}/facturation`)).statusCode, 404)
    const written = await parvis.db.write(await parvis.actor('admin.bron@parvis.example'), (tx) =>
      sql`update agreements.agreement set siret = ''`.execute(tx.q),
    )
    assert.equal(written.numAffectedRows, 0n)
  })
})
