// An official list on screen: none is taken before a certificate is pinned; what it changes is shown, kept in a draft, published as the rest
// is; an older one never comes back; when the next is late it is said.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { live } from '#definitions'
import { system } from '#platform/actor.ts'
import type { Ground } from '#platform/house/definition.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { onDraft } from '#test/drafts.ts'
import { party } from '../document/signed-documents.fixture.ts'
import type { TrustList } from '../document/trust-list.ts'
import { TRUST, trusted } from '../document/trust-kind.ts'
import { contentOf, signedList, type Signer, signerOf } from './signed-list.fixture.ts'

const LIST = '/administration/pass/confiance/2d-doc'
const AT = `${LIST}/liste-officielle`

describe('an official list on screen', () => {
  const [tax, water] = [party('FR05', 'TAX1'), party('FR03', 'EAU1')]
  let parvis: TestApp
  let metropolis: TestBrowser
  let signer: Signer
  before(async () => {
    parvis = await createTestApp()
    // Certificates are of today, by the clock of OpenSSL.
    parvis.advance({ days: Math.ceil((Date.now() - parvis.now().getTime()) / 86_400_000) + 1 })
    metropolis = await parvis.signedInAs('admin@parvis.example')
    signer = signerOf('Cachet de la liste')
  })
  after(() => parvis.close())

  const said = (body: string) =>
    body
      .slice(Math.max(0, body.indexOf('<main')))
      .replace(/<[^>]+>/g, ' ')
      .replace(/&#39;/g, '’')
      .replace(/[\s\u00a0]+/g, ' ')
  const listOf = (sequence: number, next = '2096-05-02T10:00:00Z') =>
    signedList(
      contentOf({
        ...{ sequence, next },
        providers: [
          { id: 'FR05', name: 'Impôts', certificate: tax.above },
          {
            id: 'FR03',
            name: 'Eau',
            certificate: water.above,
            status: 'revoked',
            since: '2026-03-01T23:00:00Z',
          },
        ],
      }),
      signer,
    )
  const send = (text: string, values: Record<string, string> = {}) =>
    metropolis.upload(AT, values, [{ field: 'fichier', name: 'tsl.xml', bytes: Buffer.from(text) }])
  const pin = async (certificat: string) =>
    metropolis.post(`${LIST}/signataire`, {
      certificat,
      version:
        /name="version" value="(\d+)"/.exec((await metropolis.get(`${LIST}/signataire`)).body)?.[1] ?? '',
    })
  /** What was shown, sent back as it stands, or with another version. */
  const keep = (body: string, version?: string) =>
    metropolis.post(AT, {
      lue: [...body.matchAll(/name="lue" value="([^"]+)"/g)].map(([, part]) => part ?? ''),
      version: version ?? /name="version" value="(\d+)"/.exec(body)?.[1] ?? '',
    })
  const believed = async () =>
    (await parvis.db.read(system, trusted)).authorities.map(({ id, until }) => [id, until ?? ''])

  test('nothing is taken before a certificate is pinned, and only one that may sign is', async () => {
    assert.match(said((await metropolis.get(AT)).body), /Aucun certificat épinglé/)
    const early = await send(listOf(22))
    assert.equal(early.statusCode, 422)
    assert.match(said(early.body), /Épinglez d’abord le certificat/)
    for (const [given, why] of [
      ['QUJD', /n’est pas un certificat/],
      [signerOf('Faible', 'rsa:1024').certificate, /ne peut pas signer une liste/],
    ] as const) {
      const refused = await pin(given)
      assert.equal(refused.statusCode, 422)
      assert.match(said(refused.body), why)
    }
    assert.equal((await pin(signer.certificate)).statusCode, 303)
    const page = said((await metropolis.get(LIST)).body)
    assert.match(
      page,
      /Brouillon : ce qui change.*apparaît : « Cachet de la liste, SHA-256 .*La liste officielle/,
    )
    assert.doesNotMatch(page, new RegExp(signer.certificate.slice(0, 40).replace(/[+/]/g, '.')))
  })

  test('what is sent, or fetched, is refused beside its field', async () => {
    const foreign = signedList(contentOf({ sequence: 22, providers: [] }), signerOf('Autre'))
    for (const [reply, why] of [
      [await send(foreign), /n’est pas signée par le certificat épinglé/],
      [await send('<!DOCTYPE a>'), /déclare un type ou des entités/],
      [await send('a'.repeat(500_001)), /trop gros/],
      [await send(''), /l’un des deux/],
      [await send(listOf(22), { adresse: 'https://liste.example/' }), /l’un des deux/],
      [
        await metropolis.post(AT, { adresse: 'http://127.0.0.1:1/tsl.xml' }),
        /n’est pas celle d’un site public/,
      ],
      [await metropolis.post(AT, { adresse: 'http://169.254.169.254/' }), /n’est pas celle d’un site public/],
      [
        await metropolis.post(AT, { lue: Buffer.from(foreign).toString('base64'), version: '0' }),
        /Quelqu’un a écrit/,
      ],
    ] as const) {
      assert.equal(reply.statusCode, 422, String(why))
      assert.match(said(reply.body), why)
    }
  })

  test('what it changes is shown, then kept, then published; an older one never comes back', async () => {
    const shown = await send(listOf(22))
    assert.equal(shown.statusCode, 200)
    assert.match(
      said(shown.body),
      /Numéro 22 .*Ajoutés FR05 Impôts .*Terminés FR03 Eau, cru jusqu’au 1.* mars 2026/,
    )
    assert.doesNotMatch(said((await metropolis.get(LIST)).body), /FR05/)
    // Whoever changes what comes back changes what was signed.
    const part = /name="lue" value="([^"]+)"/.exec(shown.body)?.[1] ?? ''
    const altered = Buffer.from(Buffer.from(part, 'base64').toString().replace('FR05', 'FR66')).toString(
      'base64',
    )
    const forged = await keep(shown.body.replace(part, altered))
    assert.equal(forged.statusCode, 422)
    assert.match(said(forged.body), /n’est pas signée/)
    assert.equal((await keep(shown.body, '0')).statusCode, 422)
    assert.equal((await keep(shown.body)).statusCode, 303)
    assert.deepEqual(await believed(), [])
    assert.equal((await onDraft(metropolis, LIST, 'publier')).statusCode, 303)
    assert.deepEqual(await believed(), [
      ['FR05', ''],
      ['FR03', '2026-03-01'],
    ])
    const older = await send(listOf(21))
    assert.equal(older.statusCode, 422)
    assert.match(said(older.body), /une plus ancienne ne revient pas/)
    // Nor by a draft that was begun from elsewhere.
    const [draft]: TrustList[] = (await parvis.db.read(system, (tx) => live(tx, TRUST))).map(
      ({ body }) => body,
    )
    assert.ok(draft?.official)
    for (const [sequence, problems] of [
      [21, 1],
      [22, 0],
    ] as const) {
      const body: TrustList = { ...draft, official: { ...draft.official, sequence } }
      const found: readonly unknown[] = await parvis.db.read(
        system,
        async (tx): Promise<readonly unknown[]> => (await TRUST.refuse?.(body, { tx } as Ground)) ?? [],
      )
      assert.equal(found.length, problems)
    }
    // Twice the same: nothing differs.
    assert.match(said((await send(listOf(22))).body), /Aucun certificateur ne change/)
  })

  test('a list whose next one is late is taken with a warning, which stays', async () => {
    const late = await send(listOf(23, '2026-01-02T10:00:00Z'))
    assert.match(said(late.body), /Une liste plus récente devrait exister/)
    assert.equal((await keep(late.body)).statusCode, 303)
    assert.equal((await onDraft(metropolis, LIST, 'publier')).statusCode, 303)
    assert.match(said((await metropolis.get(LIST)).body), /N° 23.*Passé : relisez la liste/)
    assert.match(
      said((await metropolis.get('/administration/pass/confiance')).body),
      /Liste officielle à relire/,
    )
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    assert.match(said((await bron.get(LIST)).body), /La liste officielle/)
    assert.doesNotMatch(said((await bron.get(LIST)).body), /Lire la liste officielle|Changer de certificat/)
    for (const url of [AT, `${LIST}/signataire`]) assert.equal((await bron.get(url)).statusCode, 404)
  })
})
