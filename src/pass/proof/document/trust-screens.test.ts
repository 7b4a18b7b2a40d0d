// Lists of trust on screen: an authority and a certificate that it gave are pasted, or fetched under the guard; published, documents are
// believed; one that is believed no more ends it; towns read alone. What a grid gives keeps the grid.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { onDraft } from '#test/drafts.ts'
import { openPool } from '#test/pass.ts'
import { signerOf } from './trust-list.ts'
import { party } from './signed-documents.fixture.ts'
import { trusted } from './trust-kind.ts'

const LIST = '/administration/pass/confiance/2d-doc'
const signedOn = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)

describe('lists of trust on screen', () => {
  const [tax, other] = [party('FR05', 'TAX1'), party('FR03', 'EAU1')]
  let parvis: TestApp
  let metropolis: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    metropolis = await parvis.signedInAs('admin@parvis.example')
  })
  after(() => parvis.close())

  const said = (body: string) =>
    body
      .slice(Math.max(0, body.indexOf('<main')))
      .replace(/<[^>]+>/g, ' ')
      .replace(/&#39;/g, '’')
      .replace(/\s+/g, ' ')
  const write = async (at: string, values: Record<string, string>) => {
    const version =
      /name="version" value="(\d+)"/.exec((await metropolis.get(`${LIST}/${at}`)).body)?.[1] ?? ''
    return metropolis.post(`${LIST}/${at}`, { ...values, version })
  }
  const refused = async (at: string, values: Record<string, string>, expected: RegExp) => {
    const reply = await write(at, values)
    assert.equal(reply.statusCode, 422, JSON.stringify(values).slice(0, 100))
    assert.match(said(reply.body), expected)
  }
  const signer = async () => {
    const list = await parvis.db.read(system, trusted)
    const { authority, certificate } = tax
    const found = signerOf(list, { authority, certificate, signedOn })
    return found.ok ? 'believed' : found.kind
  }

  test('what is no certificate, or of another authority, is refused beside its field', async () => {
    assert.match(said((await metropolis.get(LIST)).body), /aucun document n’est cru/)
    await refused(
      'certificateurs/nouveau',
      { id: 'FR05', nom: 'Un certificateur', certificat: 'QUJD' },
      /Ce n’est pas un certificat/,
    )
    await refused(
      'certificateurs/nouveau',
      { id: 'x', nom: '', certificat: '' },
      /deux lettres de pays.*Donnez son nom.*Collez/,
    )
    const pem = `-----BEGIN CERTIFICATE-----\n${tax.above}\n-----END CERTIFICATE-----`
    assert.equal(
      (await write('certificateurs/nouveau', { id: 'fr05', nom: 'Un certificateur', certificat: pem }))
        .statusCode,
      303,
    )
    await refused(
      'certificateurs/nouveau',
      { id: 'FR05', nom: 'Le même', certificat: tax.above },
      /déjà dans la liste/,
    )
    const given = { certificateur: 'FR05', id: 'TAX1', adresse: '', certificat: '' }
    await refused('certificats/nouveau', given, /l’un des deux/)
    await refused(
      'certificats/nouveau',
      { ...given, certificat: other.own },
      /n’a pas été donné par Un certificateur/,
    )
    await refused(
      'certificats/nouveau',
      { ...given, certificateur: 'FR77', certificat: tax.own },
      /Choisissez le certificateur/,
    )
    for (const adresse of ['http://127.0.0.1:1/a.cer', 'http://169.254.169.254/', 'http://localhost/'])
      await refused('certificats/nouveau', { ...given, adresse }, /n’est pas celle d’un site public/)
    assert.equal(await signer(), 'authority')
    assert.equal((await write('certificats/nouveau', { ...given, certificat: tax.own })).statusCode, 303)
  })

  test('published, documents that it signs are believed; until its last day alone', async () => {
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    assert.doesNotMatch(said((await bron.get(LIST)).body), /FR05|Ajouter|Modifier/)
    assert.equal((await bron.get(`${LIST}/certificats/nouveau`)).statusCode, 404)
    assert.equal(await signer(), 'authority')
    assert.equal((await onDraft(metropolis, LIST, 'publier')).statusCode, 303)
    assert.equal(await signer(), 'believed')
    assert.match(said((await bron.get(LIST)).body), /FR05 Un certificateur Le sien.*TAX1 Jusqu’au/)
    assert.equal((await write('dernier-jour', { certificateur: 'FR05', jour: '2026-01-31' })).statusCode, 303)
    assert.match(
      said((await metropolis.get(LIST)).body),
      /Brouillon : ce qui change.*le dernier jour de confiance apparaît/,
    )
    assert.equal((await onDraft(metropolis, LIST, 'publier')).statusCode, 303)
    assert.equal(await signer(), 'withdrawn')
  })

  test('a grid by which something is to be had is not withdrawn', async () => {
    const { product } = await openPool(parvis, {
      by: 'admin@parvis.example',
      managedBy: 'habitant@parvis.example',
    })
    await parvis.db.write(system, (tx) =>
      sql`update pass.product set grid = 'piscine-solidaire' where id = ${product}`.execute(tx.q),
    )
    const kept = await metropolis.post('/administration/pass/droits/piscine-solidaire/retirer', {})
    assert.equal(kept.statusCode, 422)
    assert.match(said(kept.body), /« Dix entrées » \(Une piscine\) se donne par cette grille/)
  })
})
